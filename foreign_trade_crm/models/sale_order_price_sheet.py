from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    price_sheet_id = fields.Many2one(
        "foreign.trade.price.sheet",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Anybody may know that there is one; what it says is for those who may see cost.",
    )

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {"price_sheet_id": False}
