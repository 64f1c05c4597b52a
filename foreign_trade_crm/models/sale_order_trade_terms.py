from odoo import api, fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    port_loading_id = fields.Many2one("foreign.trade.port", "Port of Loading", index=False)
    port_discharge_id = fields.Many2one("foreign.trade.port", "Port of Discharge", index=False)
    payment_plan_id = fields.Many2one(
        "foreign.trade.payment.plan",
        check_company=True,
        help="Shares of the order that fall due on events, from the deposit to the balance.",
    )
    latest_shipment_date = fields.Date("Latest Shipment")
    quotation_rate = fields.Float(
        "Exchange Rate at Quotation",
        digits=0,
        readonly=True,
        copy=False,
        help="Company currency for one unit of the quotation's currency when it was last sent; "
        "confirming the order does not change it.",
    )
    quotation_rate_date = fields.Date(readonly=True, copy=False)

    @api.model
    def _trade_engine_fields(self):
        """Fields that record what happened: only the methods that make it happen write them."""
        return frozenset({"quotation_rate", "quotation_rate_date"})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_trade_engine_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_trade_engine_fields(vals)
        return super().write(vals)

    def _check_trade_engine_fields(self, vals):
        """Refuse, through every door, to say that a deposit is in or a contract effective."""
        names = [name for name in self._trade_engine_fields() & vals.keys() if vals[name]]
        if names:
            labels = sorted(
                self._fields[name].get_description(self.env)["string"] for name in names
            )
            raise UserError(
                self.env._(
                    "%(fields)s cannot be filled in by hand: they follow from the quotation "
                    "versions, the contract and its payments.",
                    fields=", ".join(labels),
                )
            )

    def _write_trade_state(self, vals):
        """Write fields of :meth:`_trade_engine_fields`; private, so that no client reaches it."""
        return super().write(vals)

    def _is_trade_quotation(self):
        """Whether the order has terms of the export trade, and so our document as its PDF."""
        self.ensure_one()
        return bool(
            self.incoterm or self.port_loading_id or self.port_discharge_id or self.payment_plan_id
        )

    def _price_terms(self):
        """Incoterm and named place as printed: the location, else the port it implies."""
        self.ensure_one()
        code = self.incoterm.code
        if not code:
            return False
        at_origin = code in ("EXW", "FCA", "FAS", "FOB")
        port = self.port_loading_id if at_origin else self.port_discharge_id
        return " ".join(
            filter(None, (code, self.incoterm_location or port.name, "Incoterms® 2020"))
        )
