from odoo import models

REQUEST = "foreign.trade.approval.request"


class ForeignTradeDeadlineApproval(models.Model):
    """Whoever hears that an approval is overdue may decide it."""

    _inherit = "foreign.trade.deadline"

    def _prepare_notice(self, record):
        escalated = self.escalated_at
        values = super()._prepare_notice(record)
        if record._name == REQUEST and self.escalated_at and not escalated:
            record._approval_escalate()
        return values
