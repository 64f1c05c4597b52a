from odoo import api, fields, models, tools
from odoo.fields import Domain


class CrmStageActivity(models.Model):
    """A stage names the plan of what is to be done in it."""

    _name = "crm.stage"
    _inherit = ["crm.stage", "foreign.trade.cached.mixin"]

    activity_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Activities",
        domain=[("res_model", "=", "crm.lead")],
        index="btree_not_null",
        ondelete="set null",
        help="Planned when a deal enters the stage, for the person that each step names. "
        "Steps that do not stay are closed when the deal leaves the stage.",
    )

    @api.model
    @tools.ormcache()
    def _get_activity_plans(self):
        """``{stage id: plan id}`` of the stages that have one; no query once cached."""
        # sudo: whoever moves a deal, the plan of its stage starts
        stages = self.sudo().search(Domain("activity_plan_id.active", "=", True))
        return {stage.id: stage.activity_plan_id.id for stage in stages}
