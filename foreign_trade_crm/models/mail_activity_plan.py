from odoo import api, fields, models, tools
from odoo.fields import Domain


class MailActivityPlan(models.Model):
    """Plans that start by themselves when a lead gets its owner, by channel and country."""

    _name = "mail.activity.plan"
    _inherit = ["mail.activity.plan", "foreign.trade.cached.mixin"]

    follow_up = fields.Boolean(
        string="Starts with Assignment",
        help="Starts by itself when a lead gets its first salesperson.",
    )
    follow_up_sequence = fields.Integer(
        string="Rank", default=10, help="Of several plans that fit, the first one starts."
    )
    follow_up_channel_ids = fields.Many2many(
        "foreign.trade.channel",
        relation="mail_activity_plan_foreign_trade_channel_rel",
        string="Channels",
    )
    follow_up_country_ids = fields.Many2many(
        "res.country", relation="mail_activity_plan_country_rel", string="Countries"
    )
    follow_up_country_group_ids = fields.Many2many(
        "res.country.group",
        relation="mail_activity_plan_country_group_rel",
        string="Country Groups",
    )

    @api.model
    @tools.ormcache()
    def _get_follow_up_plans(self):
        """What choosing needs of every plan that starts by itself, in order; mostly nothing."""
        domain = Domain("follow_up", "=", True) & Domain("res_model", "=", "crm.lead")
        # sudo: whoever assigns a lead, plans of all companies are looked at
        plans = self.sudo().search(domain, order="follow_up_sequence, id")
        return tuple(plan._prepare_follow_up_match() for plan in plans)

    def _prepare_follow_up_match(self):
        countries = self.follow_up_country_ids | self.follow_up_country_group_ids.country_ids
        return {
            "id": self.id,
            "company_id": self.company_id.id,
            "channel_ids": frozenset(self.follow_up_channel_ids.ids),
            "country_ids": frozenset(countries.ids),
            "by_country": bool(self.follow_up_country_ids or self.follow_up_country_group_ids),
        }
