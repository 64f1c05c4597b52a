from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


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
    company_id = fields.Many2one("res.company", index="btree_not_null")
    country_ids = fields.Many2many(
        "res.country", relation="foreign_trade_assignment_rule_country_rel", string="Countries"
    )
    country_group_ids = fields.Many2many(
        "res.country.group",
        relation="foreign_trade_assignment_rule_country_group_rel",
        string="Country Groups",
    )
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
    team_id = fields.Many2one("crm.team", string="Sales Team", check_company=True)
    user_id = fields.Many2one(
        "res.users", string="Salesperson", domain="[('share', '=', False)]", check_company=True
    )

    @api.constrains("name", "team_id", "user_id")
    def _check_somebody(self):
        if any(not rule.team_id and not rule.user_id for rule in self):
            raise ValidationError(
                self.env._("An assignment rule names a sales team, a salesperson, or both.")
            )

    @api.model
    @tools.ormcache()
    def _get_active_rules(self):
        """What matching needs of every active rule, in order; empty while there is none."""
        # sudo: whoever creates a lead, rules of all companies are looked at
        return tuple(rule._prepare_match() for rule in self.sudo().search([]))

    def _prepare_match(self):
        self.ensure_one()
        user = self.user_id if self.user_id.active else self.env["res.users"]
        return {
            "id": self.id,
            "company_id": self.company_id.id,
            "country_ids": frozenset((self.country_ids | self.country_group_ids.country_ids).ids),
            "by_country": bool(self.country_ids or self.country_group_ids),
            "category_ids": frozenset(self.product_category_ids.ids),
            "channel_ids": frozenset(self.channel_ids.ids),
            "team_id": self.team_id.id,
            "user_id": user.id,
            "usable": bool(user or (self.team_id and not self.user_id)),
        }

    @api.model
    def _find_match(self, facts):
        """The first rule that fits a lead's facts, see ``crm.lead._prepare_assignment_facts``."""
        for rule in self._get_active_rules():
            if (
                rule["usable"]
                and rule["company_id"] in (False, facts["company_id"])
                and (not rule["by_country"] or facts["country_id"] in rule["country_ids"])
                and (not rule["category_ids"] or rule["category_ids"] & facts["category_ids"])
                and (not rule["channel_ids"] or facts["channel_id"] in rule["channel_ids"])
                and (not facts["team_id"] or rule["team_id"] in (False, facts["team_id"]))
            ):
                return rule
        return None
