from odoo import fields, models


class ForeignTradeApprovalRequestRefuse(models.TransientModel):
    """The note that goes back to the requester with a refusal."""

    _name = "foreign.trade.approval.request.refuse"
    _description = "Send Back a Request for Approval"

    request_ids = fields.Many2many(
        "foreign.trade.approval.request",
        relation="foreign_trade_approval_refuse_rel",
        required=True,
    )
    note = fields.Text(required=True)

    def action_confirm(self):
        self.request_ids.action_refuse(self.note)
        return {"type": "ir.actions.act_window_close"}
