from odoo import fields, models


class ForeignTradeAssignmentPreviewLine(models.TransientModel):
    """One lead, who has it and who would get it."""

    _name = "foreign.trade.assignment.preview.line"
    _description = "Lead in a Trial of the Assignment Rules"
    _order = "id desc"

    preview_id = fields.Many2one(
        "foreign.trade.assignment.preview", required=True, ondelete="cascade", index=True
    )
    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade", index=True)
    country_id = fields.Many2one(related="lead_id.country_id")
    owner_id = fields.Many2one(related="lead_id.user_id", string="Has It Now")
    user_id = fields.Many2one("res.users", string="Would Get It", index=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", index=True)
    rule_id = fields.Many2one("foreign.trade.assignment.rule", ondelete="cascade", index=True)
    kind = fields.Selection(
        selection=lambda self: self.env["crm.lead"]._fields["assignment_kind"].selection,
        string="Because",
    )
