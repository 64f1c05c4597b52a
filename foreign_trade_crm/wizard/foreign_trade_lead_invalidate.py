from odoo import fields, models


class ForeignTradeLeadInvalidate(models.TransientModel):
    """Ask why leads are invalid, once for all of them."""

    _name = "foreign.trade.lead.invalidate"
    _description = "Mark Leads as Invalid"

    lead_ids = fields.Many2many("crm.lead", string="Leads", required=True)
    invalid_reason_id = fields.Many2one(
        "foreign.trade.invalid.reason", string="Reason", required=True
    )

    def action_apply(self):
        self.lead_ids.write({"validity": "invalid", "invalid_reason_id": self.invalid_reason_id.id})
        return {"type": "ir.actions.act_window_close"}
