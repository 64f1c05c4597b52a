from odoo import fields, models


class ForeignTradeApprovalDecision(models.Model):
    """What one person decided about one request. Kept for good; only the engine writes."""

    _name = "foreign.trade.approval.decision"
    _description = "Approval Decision"
    _order = "decided_at, id"
    _rec_name = "user_id"

    request_id = fields.Many2one(
        "foreign.trade.approval.request", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", string="Decided By", required=True)
    for_user_id = fields.Many2one("res.users", string="In Place Of")
    decision = fields.Selection([("approved", "Approved"), ("refused", "Sent Back")], required=True)
    decided_at = fields.Datetime(required=True, default=fields.Datetime.now)
    note = fields.Text()
