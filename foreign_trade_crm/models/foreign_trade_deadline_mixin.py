from odoo import fields, models


class ForeignTradeDeadlineMixin(models.AbstractModel):
    """Records on which something must happen in time."""

    _name = "foreign.trade.deadline.mixin"
    _description = "Record with Deadlines"

    deadline_due_at = fields.Datetime(string="Due At", compute="_compute_deadline_state")
    deadline_state = fields.Selection(
        [("ok", "In Time"), ("warn", "Due Soon"), ("late", "Late"), ("met", "Met")],
        string="Deadline Status",
        compute="_compute_deadline_state",
    )

    def _compute_deadline_state(self):
        self.deadline_due_at = False
        self.deadline_state = False

    def _deadline_start(self, code, start=None):
        pass

    def _deadline_stop(self, code, at=None):
        pass

    def _deadline_cancel(self, code):
        pass

    def _deadline_responsible(self):
        return self.env["res.users"]

    def _deadline_escalation_users(self):
        return self.env["res.users"]
