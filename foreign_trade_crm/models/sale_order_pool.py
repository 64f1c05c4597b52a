from odoo import models


class SaleOrderPool(models.Model):
    """Orders of a pooled customer; a salesperson's new order takes its customer out of the pool."""

    _name = "sale.order"
    _inherit = [
        "foreign.trade.pool.work.mixin",
        "foreign.trade.pool.document.mixin",
        "sale.order",
    ]

    _pool_member_idx = models.Index("(id) WHERE pool_member IS TRUE")
