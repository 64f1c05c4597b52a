from odoo import fields, models


class ForeignTradeApprovalMixin(models.AbstractModel):
    """Records that people must agree to before they go out."""

    _name = "foreign.trade.approval.mixin"
    _description = "Record that Needs Approval"

    approval_state = fields.Selection(
        [
            ("none", "Not Needed"),
            ("pending", "Waiting for Approval"),
            ("approved", "Approved"),
            ("refused", "Sent Back"),
        ],
        compute="_compute_approval_state",
    )

    def _compute_approval_state(self):
        self.approval_state = "none"

    def _approval_measures(self):
        return {}

    def _approval_fingerprint_data(self):
        return {}

    def _approval_moment_check(self, moment):
        pass

    def action_request_approval(self, moment=None):
        pass

    def action_approve(self):
        pass

    def action_refuse(self):
        pass
