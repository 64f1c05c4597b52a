from odoo import api, fields, models


class CrmTeamMember(models.Model):
    """How many leads a salesperson takes, for all rules that may give him some."""

    _name = "crm.team.member"
    _inherit = ["crm.team.member", "foreign.trade.cached.mixin"]

    assignment_day_max = fields.Integer(
        string="Leads a Day",
        tracking=True,
        help="So many leads rules give this person a day at most; 0 for no limit.",
    )
    assignment_open_max = fields.Integer(
        string="Open Leads",
        tracking=True,
        help="Rules give this person no lead while so many are open, that is neither converted "
        "nor archived; 0 for no limit.",
    )
    assignment_load = fields.Char(
        string="Leads Today / Open",
        compute="_compute_assignment_load",
        help="Leads given by rules today, and open leads, each with the person's limit.",
    )

    _assignment_day_max_check = models.Constraint(
        "CHECK (assignment_day_max >= 0)", "A limit is 0 or more."
    )
    _assignment_open_max_check = models.Constraint(
        "CHECK (assignment_open_max >= 0)", "A limit is 0 or more."
    )

    @api.depends("user_id", "assignment_day_max", "assignment_open_max")
    def _compute_assignment_load(self):
        people = self.env["foreign.trade.assignment.people"]._load(self.user_id.ids, counted=True)
        for member in self:
            person = people.get(member.user_id.id)
            member.assignment_load = person.describe(self.env) if person else False
