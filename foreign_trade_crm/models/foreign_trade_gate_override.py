from odoo import fields, models


class ForeignTradeGateOverride(models.Model):
    """Who let a record pass although conditions were unmet, and why. Nobody edits it."""

    _name = "foreign.trade.gate.override"
    _description = "Gate Override"
    _order = "id desc"
    _rec_name = "record_name"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record ID", model_field="res_model", required=True, readonly=True, index=True
    )
    record_name = fields.Char(string="Record", readonly=True)
    rule_ids = fields.Many2many("foreign.trade.gate.rule", string="Rules", readonly=True)
    rule_names = fields.Text(
        string="Unmet conditions", readonly=True, help="As they were worded at that time."
    )
    reason = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Overridden by", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    company_id = fields.Many2one("res.company", readonly=True)

    def action_open_record(self):
        """Open the record that was let through."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
