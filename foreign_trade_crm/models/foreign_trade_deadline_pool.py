from odoo import models


class ForeignTradeDeadlinePool(models.Model):
    """Deadlines name their record, whoever reads them."""

    _name = "foreign.trade.deadline"
    _inherit = ["foreign.trade.deadline", "foreign.trade.pool.link.mixin"]
