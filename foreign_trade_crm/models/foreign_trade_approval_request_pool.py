from odoo import models


class ForeignTradeApprovalRequestPool(models.Model):
    """Requests name their document, also to who once asked."""

    _name = "foreign.trade.approval.request"
    _inherit = ["foreign.trade.approval.request", "foreign.trade.pool.link.mixin"]
