from odoo import api, fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class ForeignTradePriceFee(models.Model):
    """A domestic fee of a price sheet, in home currency."""

    _name = "foreign.trade.price.fee"
    _description = "Fee of a Price Sheet"
    _inherit = ("foreign.trade.price.fee.mixin", "foreign.trade.child.access.mixin")
    _access_parents = ("sheet_id",)
    _order = "sequence, id"
    _rec_name = "kind"

    sheet_id = fields.Many2one(
        "foreign.trade.price.sheet", required=True, index=True, ondelete="cascade"
    )
    home_currency_id = fields.Many2one(related="sheet_id.home_currency_id")
    amount = fields.Monetary(
        "Total", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )

    @api.model_create_multi
    def create(self, vals_list):
        sheets = self.env["foreign.trade.price.sheet"].browse(
            {vals["sheet_id"] for vals in vals_list if vals.get("sheet_id")}
        )
        sheets._check_open()
        with sheets._calculated_once():
            return super().create(vals_list)

    def write(self, vals):
        sheets = self.sheet_id
        if vals.get("sheet_id"):
            sheets |= sheets.browse(vals["sheet_id"])
        sheets._check_open()
        with sheets._calculated_once():
            return super().write(vals)

    def unlink(self):
        sheets = self.sheet_id
        sheets._check_open()
        with sheets._calculated_once():
            return super().unlink()

    def _write_results(self, vals):
        """Write results; private, so that no client reaches it."""
        return super().write(vals)
