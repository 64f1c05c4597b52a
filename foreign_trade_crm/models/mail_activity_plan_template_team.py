from odoo import fields, models

KINDS = {"trade_owner": "sales", "trade_clerk": "clerk", "trade_finance": "finance"}


class MailActivityPlanTemplate(models.Model):
    """Steps of a plan that go to the owner or the clerk of the record they are planned on."""

    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=[
            ("trade_owner", "Owner of the record"),
            ("trade_clerk", "Clerk of the record"),
        ],
        ondelete={"trade_owner": "set default", "trade_clerk": "set default"},
    )

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        kind = KINDS.get(self.responsible_type)
        if not kind:
            return super()._determine_responsible(on_demand_responsible, applied_on_record)
        team = self.env.registry["foreign.trade.team.mixin"]
        responsible = self.env["res.users"]
        if isinstance(applied_on_record, team):
            responsible = applied_on_record._get_work_user(kind)
        responsible = responsible or on_demand_responsible or self.env.user
        return {"responsible": responsible, "error": False, "warning": False}
