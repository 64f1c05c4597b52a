from odoo import fields, models


class ForeignTradePoolPreviewLine(models.TransientModel):
    _name = "foreign.trade.pool.preview.line"
    _description = "Customer or Lead That Taking Back Would Hit"
    _order = "protected, days desc, id"

    preview_id = fields.Many2one(
        "foreign.trade.pool.preview", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Selection(
        [("res.partner", "Customer"), ("crm.lead", "Lead")], string="Kind", required=True
    )
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    name = fields.Char()
    user_id = fields.Many2one("res.users", "Owner")
    customer_tier = fields.Selection(
        [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")], string="Tier"
    )
    followed_at = fields.Datetime("Last Follow-up")
    days = fields.Integer("Days Since")
    protected = fields.Boolean()
    reason = fields.Char()

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
