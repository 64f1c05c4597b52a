from odoo import fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class ForeignTradePriceSheetRebate(models.Model):
    """Tax is given back for what leaves the country."""

    _inherit = "foreign.trade.price.sheet"

    with_rebate = fields.Boolean(
        "Export Rebate Counts",
        default=True,
        groups=COST_GROUP,
        help="Not for a buyer in our own country, unless the goods leave it all the same.",
    )

    def _prepare_sheet_values(self, vals):
        order = self.env["sale.order"].browse(vals.get("order_id"))
        return {"with_rebate": order._is_export(), **super()._prepare_sheet_values(vals)}

    def _get_term_hints(self):
        hints = super()._get_term_hints()
        is_export = self.order_id._is_export()
        if self.with_rebate and not is_export:
            hints.append(
                self.env._("The buyer is in our own country, and the export rebate is counted.")
            )
        elif is_export and not self.with_rebate:
            hints.append(self.env._("The export rebate is not counted."))
        return hints
