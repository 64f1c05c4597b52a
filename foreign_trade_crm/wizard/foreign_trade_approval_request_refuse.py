from odoo import fields, models


class ForeignTradeApprovalRequestRefuse(models.TransientModel):
    """The note that goes to the requester with a decision."""

    _name = "foreign.trade.approval.request.refuse"
    _description = "Decide a Request for Approval with a Note"

    request_ids = fields.Many2many(
        "foreign.trade.approval.request",
        relation="foreign_trade_approval_refuse_rel",
        required=True,
    )
    decision = fields.Selection(
        [("approved", "Approve"), ("refused", "Send Back")], required=True, default="refused"
    )
    note = fields.Text(required=True)

    def action_confirm(self):
        if self.decision == "approved":
            self.request_ids.action_approve(self.note)
        else:
            self.request_ids.action_refuse(self.note)
        return {"type": "ir.actions.act_window_close"}
