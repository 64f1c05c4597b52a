from odoo import models


class AccountMovePool(models.Model):
    """Invoices of a pooled customer."""

    _name = "account.move"
    _inherit = ["foreign.trade.pool.document.mixin", "account.move"]

    _pool_member_idx = models.Index("(id) WHERE pool_member IS TRUE")
