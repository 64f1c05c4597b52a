from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from .foreign_trade_pool_mixin import KEEPERS


class SaleOrderPool(models.Model):
    """Orders of a pooled customer; a salesperson's new order takes its customer out of the pool."""

    _name = "sale.order"
    _inherit = ["foreign.trade.pool.work.mixin", "sale.order"]

    pool_member = fields.Boolean(
        "In the Customer Pool",
        compute="_compute_pool_member",
        store=True,
        copy=False,
        groups=KEEPERS,
    )

    _pool_member_idx = models.Index("(id) WHERE pool_member IS TRUE")

    def _auto_init(self):
        if not column_exists(self.env.cr, self._table, "pool_member"):
            create_column(self.env.cr, self._table, "pool_member", "bool")
        return super()._auto_init()

    @api.depends("partner_id.pool_member")
    def _compute_pool_member(self):
        for order in self:
            order.pool_member = order.partner_id.pool_member
