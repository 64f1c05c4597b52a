from odoo import api, models
from odoo.tools import format_date

#: terms that approvers see before and after
SHOWN_TERMS = (
    "partner_name",
    "price_terms",
    "payment_terms",
    "latest_shipment_date",
    "validity_date",
    "port_loading_name",
    "port_discharge_name",
)


class ForeignTradeOfferMixinApproval(models.AbstractModel):
    """What approvers read of an offer, and of the one that was sent before."""

    _inherit = "foreign.trade.offer.mixin"

    def _get_approval_shown(self):
        self.ensure_one()
        names = (*SHOWN_TERMS, "amount_total")
        values = {name: self[name] for name in names} | {"currency_id": self.currency_id.id}
        lines = self.line_ids.read(
            ["display_type", "product_id", "name", "quantity", "price_unit", "discount"],
            load=None,
        )
        return self._prepare_approval_shown(values, lines)

    @api.model
    def _prepare_approval_shown(self, values, lines):
        """State of an offer as ``tools/approval_difference.py`` compares it."""
        currency = self.env["res.currency"].browse(values["currency_id"])
        total = f"{currency.name} {values['amount_total']:,.{currency.decimal_places}f}"
        return {
            "partner": values["partner_name"] or "",
            "total": total,
            "terms": [
                [self._fields[name].get_description(self.env)["string"], self._shown(values[name])]
                for name in SHOWN_TERMS
            ],
            "lines": [
                [
                    str(line["product_id"] or line["name"]),
                    line["name"].split("\n")[0],
                    line["quantity"],
                    line["price_unit"],
                    line["discount"],
                ]
                for line in lines
                if not line["display_type"]
            ],
        }

    @api.model
    def _shown(self, value):
        if not value:
            return ""
        return value if isinstance(value, str) else format_date(self.env, value)
