from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.engine_fields import changed_names


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
        """``{name: value of a new order}`` of the fields that record what happened.

        Only the methods that make it happen write them.
        """
        return {"quotation_rate": False, "quotation_rate_date": False}

    @api.model_create_multi
    def create(self, vals_list):
        initial = self._trade_engine_fields()
        for vals in vals_list:
            taken = initial.keys() & vals.keys()
            self._refuse_trade_engine_fields(
                [name for name in taken if (vals[name] or False) != initial[name]]
            )
        # given here, they are taken neither from the context nor from a user's own defaults
        return super().create([{**vals, **initial} for vals in vals_list])

    def write(self, vals):
        self._refuse_trade_engine_fields(self._get_trade_engine_changes(vals))
        return super().write(vals)

    def _get_trade_engine_changes(self, vals):
        """Names of the fields above that ``vals`` would change."""
        return changed_names(self, vals, self._trade_engine_fields().keys())

    def _refuse_trade_engine_fields(self, names):
        """Refuse, through every door, to say that a deposit is in or a contract effective."""
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
