from odoo import api, fields, models, tools
from odoo.fields import Domain


class CrmStagePipeline(models.Model):
    """What experience says of a stage: how many of its deals are won, and how long it takes."""

    _inherit = "crm.stage"

    win_rate = fields.Float(
        string="Win Rate (%)",
        digits=(5, 2),
        help="Of the deals that reach this stage, how many out of a hundred are won.",
    )
    target_days = fields.Integer(
        help="Days after which a deal that is still in this stage is marked as overdue. "
        "Empty: no target.",
    )

    _win_rate_range = models.Constraint(
        "CHECK(win_rate >= 0 AND win_rate <= 100)", "A win rate lies between 0 and 100 percent."
    )
    _target_days_positive = models.Constraint(
        "CHECK(target_days >= 0)", "The target of a stage cannot be negative."
    )

    @api.model
    @tools.ormcache()
    def _get_target_days(self):
        """``{stage id: days}`` of the stages that have a target; no query once cached."""
        # sudo: targets of columns are no secret
        stages = self.sudo().search(Domain("target_days", ">", 0))
        return {stage.id: stage.target_days for stage in stages}
