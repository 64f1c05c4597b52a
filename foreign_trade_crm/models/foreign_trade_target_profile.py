from odoo import api, fields, models, tools
from odoo.fields import Domain

from ..tools.target_match import Profile

#: up to so many open leads are scored anew at once, more in the background
SCORED_AT_ONCE = 2000


class ForeignTradeTargetProfile(models.Model):
    """The customers a company looks for, by product line; each lead has a score against them."""

    _name = "foreign.trade.target.profile"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Target Customer Profile"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index="btree_not_null"
    )
    product_category_ids = fields.Many2many(
        "product.category",
        relation="foreign_trade_target_profile_category_rel",
        string="Product Lines",
        help="Leads for these categories and those below them. Empty: for every lead.",
    )
    criterion_ids = fields.One2many(
        "foreign.trade.target.criterion", "profile_id", string="Criteria", copy=True
    )
    lead_count = fields.Integer("Matching Leads", compute="_compute_lead_count")

    def _compute_lead_count(self):
        counts = dict(
            self.env["crm.lead"]._read_group(
                [("match_profile_id", "in", self.ids), ("match_score", ">", 0)],
                ["match_profile_id"],
                ["__count"],
            )
        )
        for profile in self:
            profile.lead_count = counts.get(profile, 0)

    @api.model_create_multi
    def create(self, vals_list):
        profiles = super().create(vals_list)
        self._request_scores()
        return profiles

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - {"name"}:
            self._request_scores()
        return result

    def unlink(self):
        result = super().unlink()
        self._request_scores()
        return result

    @api.model
    @tools.ormcache()
    def _get_profiles(self):
        """All profiles in use as plain tuples, in order; empty while there are none."""
        # sudo: leads of every company are scored
        return tuple(
            Profile(
                profile.id,
                profile.company_id.id,
                frozenset(profile.product_category_ids.ids),
                tuple(criterion._to_criterion() for criterion in profile.criterion_ids),
            )
            for profile in self.sudo().search(Domain("criterion_ids", "!=", False))
        )

    @api.model
    def _request_scores(self):
        """Score the open leads anew: a few at once, many by the scheduled action."""
        leads = self.env["crm.lead"].sudo()  # of every company
        open_leads = leads.search(leads._get_match_domain(), limit=SCORED_AT_ONCE + 1)
        if len(open_leads) <= SCORED_AT_ONCE:
            open_leads._score_anew()
        else:
            self.env["foreign.trade.target.rescore"].sudo()._restart()

    def action_view_leads(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.crm_lead_action_foreign_trade"
        )
        return {
            **action,
            "domain": [("match_profile_id", "=", self.id), ("match_score", ">", 0)],
            "context": {},
        }
