from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from .foreign_trade_pool_mixin import KEEPERS


class SaleOrderPool(models.Model):
    """Orders of a pooled customer; a salesperson's new order takes its customer out of the pool."""

    _inherit = "sale.order"

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

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._pool_take_customer()
        return orders

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id") or vals.get("partner_id"):
            self._pool_take_customer()
        return result

    def _pool_take_customer(self):
        if not self.env["foreign.trade.pool.policy"]._is_used():
            return
        # sudo: representatives do not reach what is pooled
        for order in self.sudo():
            if order.user_id and order.state != "cancel" and order.partner_id.pool_member:
                order.partner_id._pool_assign(
                    order.user_id, self.env._("Came with the order %(name)s", name=order.name)
                )
