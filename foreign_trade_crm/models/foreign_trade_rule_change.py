from odoo import api, fields, models


class ForeignTradeRuleChange(models.Model):
    """Who changed, switched off or deleted a rule, when, and what it said before.

    Kept where the rule is gone as well, and written by nobody's hand.
    """

    _name = "foreign.trade.rule.change"
    _description = "Change of a Rule"
    _inherit = ("foreign.trade.frozen.mixin",)
    _order = "id desc"
    _rec_name = "rule_name"

    res_model = fields.Char("Model", required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True, index=True)
    company_id = fields.Many2one("res.company", index="btree_not_null", ondelete="cascade")
    rule_name = fields.Char("Rule", required=True)
    kind = fields.Char(compute="_compute_kind")
    user_id = fields.Many2one("res.users", ondelete="set null")
    user_name = fields.Char("By", required=True, help="Also when the user is gone.")
    changed_at = fields.Datetime("On", required=True, default=fields.Datetime.now)
    action = fields.Selection(
        [
            ("created", "Created"),
            ("changed", "Changed"),
            ("archived", "Switched Off"),
            ("restored", "Switched On"),
            ("deleted", "Deleted"),
        ],
        "What",
        required=True,
    )
    details = fields.Text(help="What it says now, and what it said before.")

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_kind(self):
        for change in self:
            change.kind = self.env["ir.model"]._get(change.res_model).sudo().name
