from odoo import api, fields, models


class ForeignTradeAssignmentRuleMember(models.Model):
    """One of those among whom a rule chooses, and how large a share of the leads is his.

    How many leads a person takes is set once for all rules, on the member of the sales team.
    """

    _name = "foreign.trade.assignment.rule.member"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Salesperson of an Assignment Rule"
    _order = "sequence, id"
    _rec_name = "user_id"

    rule_id = fields.Many2one(
        "foreign.trade.assignment.rule", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('share', '=', False)]",
    )
    weight = fields.Integer(
        default=1, required=True, help="Two gets twice as many leads as one; at most 20."
    )
    share = fields.Float(compute="_compute_share", help="Part of the leads, between 0 and 1.")
    load = fields.Char(
        string="Leads Today / Open",
        compute="_compute_load",
        help="Leads given by rules today, and open leads, each with the person's limit.",
    )

    _user_uniq = models.UniqueIndex("(rule_id, user_id)", "A rule names each salesperson once.")
    _weight_check = models.Constraint(
        "CHECK (weight BETWEEN 1 AND 20)", "A weight is a whole number from 1 to 20."
    )

    @api.depends("weight", "rule_id.member_ids.weight")
    def _compute_share(self):
        for member in self:
            total = sum(member.rule_id.member_ids.mapped("weight"))
            member.share = member.weight / total if total else 0

    @api.depends("user_id")
    def _compute_load(self):
        people = self.env["foreign.trade.assignment.people"]._load(self.user_id.ids, counted=True)
        for member in self:
            person = people.get(member.user_id.id)
            member.load = person.describe(self.env) if person else False
