from odoo import api, fields, models
from odoo.exceptions import ValidationError

METHODS = [
    ("pool", "Nobody: whoever of the team claims it"),
    ("fixed", "Always the same person"),
    ("round_robin", "In turn, by weight"),
    ("fewest_open", "Whoever has the fewest open leads"),
]
FALLBACKS = [
    ("next", "Go on with the next rule that fits"),
    ("pool", "Let it wait in the team's pool"),
    ("user", "Give it to a deputy all the same"),
]


class ForeignTradeAssignmentRule(models.Model):
    """Who gets a new lead nobody was named for. The first rule that fits decides.

    A rule without a condition fits every lead. While there is no rule, leads are created
    exactly as plain Odoo does.
    """

    _name = "foreign.trade.assignment.rule"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Lead Assignment Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(string="Rule", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index="btree_not_null"
    )
    country_ids = fields.Many2many(
        "res.country", relation="foreign_trade_assignment_rule_country_rel", string="Countries"
    )
    country_group_ids = fields.Many2many(
        "res.country.group",
        relation="foreign_trade_assignment_rule_country_group_rel",
        string="Country Groups",
    )
    lang_ids = fields.Many2many(
        "res.lang",
        relation="foreign_trade_assignment_rule_lang_rel",
        string="Languages",
        help="Languages the buyer writes in.",
    )
    by_time_zone = fields.Boolean(
        string="Time Zone", help="Only buyers whose clocks are so many hours from UTC now."
    )
    utc_offset_from = fields.Float(string="From UTC", default=-8.0, help="Hours ahead of UTC.")
    utc_offset_to = fields.Float(string="To UTC", default=-3.0, help="Hours ahead of UTC.")
    product_category_ids = fields.Many2many(
        "product.category",
        relation="foreign_trade_assignment_rule_category_rel",
        string="Product Lines",
        help="Includes the categories below them.",
    )
    channel_ids = fields.Many2many(
        "foreign.trade.channel",
        relation="foreign_trade_assignment_rule_channel_rel",
        string="Channels",
    )
    budget_min = fields.Monetary(
        string="Budget From",
        currency_field="budget_currency_id",
        help="Only buyers who named a budget of at least this much, converted at today's rate.",
    )
    budget_currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    team_id = fields.Many2one("crm.team", string="Sales Team", check_company=True)
    method = fields.Selection(
        METHODS,
        string="Salesperson Is Chosen",
        compute="_compute_method",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Salesperson", domain="[('share', '=', False)]", check_company=True
    )
    member_ids = fields.One2many(
        "foreign.trade.assignment.rule.member",
        "rule_id",
        string="Among",
        copy=True,
        help="Everybody of the team, if nobody is named here.",
    )
    fallback = fields.Selection(
        FALLBACKS,
        string="All Full or Away",
        default="next",
        required=True,
        help="What happens when everybody who could get the lead has reached the limit of leads "
        "or is on leave the next working day.",
    )
    fallback_user_id = fields.Many2one(
        "res.users", string="Deputy", domain="[('share', '=', False)]", check_company=True
    )

    @api.depends("user_id")
    def _compute_method(self):
        for rule in self:
            if rule.user_id:
                rule.method = "fixed"
            elif not rule.method or rule.method == "fixed":
                rule.method = "pool"

    @api.constrains("name", "team_id", "user_id", "method", "member_ids")
    def _check_somebody(self):
        for rule in self:
            if not rule.team_id and not rule.user_id and not rule.member_ids:
                raise ValidationError(
                    self.env._("An assignment rule names a sales team, a salesperson, or both.")
                )
            if rule.method == "fixed" and not rule.user_id:
                raise ValidationError(
                    self.env._("Choose the salesperson of the rule “%(rule)s”.", rule=rule.name)
                )

    @api.constrains("fallback", "fallback_user_id")
    def _check_fallback(self):
        for rule in self:
            if rule.fallback == "user" and not rule.fallback_user_id:
                raise ValidationError(
                    self.env._(
                        "Choose who gets the leads of the rule “%(rule)s” when all others are "
                        "full or away.",
                        rule=rule.name,
                    )
                )

    def _get_candidates(self):
        """``((id of a user, weight), ...)`` among whom this rule chooses."""
        self.ensure_one()
        if self.method == "fixed":
            return tuple((user.id, 1) for user in self.user_id)
        if self.method == "pool":
            return ()
        if self.member_ids:
            return tuple((member.user_id.id, member.weight) for member in self.member_ids)
        return tuple((user.id, 1) for user in self.team_id.crm_team_member_ids.user_id)

    def action_try(self):
        """Show what the rules would do with the newest leads."""
        return self.env["foreign.trade.assignment.preview"].action_try()
