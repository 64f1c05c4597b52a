from odoo import fields, models


class MailActivityStage(models.Model):
    """Activities that a stage planned know the stage, so that leaving it closes them."""

    _inherit = "mail.activity"

    crm_stage_id = fields.Many2one(
        "crm.stage",
        string="Planned by the Stage",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    plan_step_id = fields.Many2one(
        "mail.activity.plan.template",
        string="Step of the Plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
