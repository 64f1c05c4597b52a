from odoo import api, models, tools
from odoo.fields import Domain


class ForeignTradeAssignmentRuleMatching(models.Model):
    """Which rules fit a lead. All of it happens in memory, whatever the number of leads."""

    _inherit = "foreign.trade.assignment.rule"

    @api.model
    @tools.ormcache()
    def _get_active_rules(self):
        """What deciding needs of every active rule, in order; empty while there is none."""
        # sudo: whoever creates a lead, rules of all companies are looked at
        return tuple(rule._prepare_match() for rule in self.sudo().search(Domain.TRUE))

    def _prepare_match(self):
        self.ensure_one()
        return {
            "id": self.id,
            "company_id": self.company_id.id,
            "country_ids": frozenset((self.country_ids | self.country_group_ids.country_ids).ids),
            "by_country": bool(self.country_ids or self.country_group_ids),
            "lang_ids": frozenset(self.lang_ids.ids),
            "utc_offsets": self.by_time_zone and (self.utc_offset_from, self.utc_offset_to),
            "category_ids": frozenset(self.product_category_ids.ids),
            "channel_ids": frozenset(self.channel_ids.ids),
            "budget": self.budget_min and (self.budget_min, self.budget_currency_id.id),
            "team_id": self.team_id.id,
            "method": self.method,
            "candidates": self._get_candidates(),
            "fallback": self.fallback,
            "deputy_id": self.fallback_user_id.id if self.fallback == "user" else False,
        }

    @api.model
    def _find_matches(self, facts):
        """The rules that fit a lead's facts, see ``crm.lead._prepare_assignment_facts``."""
        return [rule for rule in self._get_active_rules() if self._fits(rule, facts)]

    @api.model
    def _fits(self, rule, facts):
        """Extend for conditions of your own, with what you added to ``_prepare_match``."""
        return (
            rule["company_id"] in (False, facts["company_id"])
            and (not rule["by_country"] or facts["country_id"] in rule["country_ids"])
            and (not rule["lang_ids"] or facts["lang_id"] in rule["lang_ids"])
            and (not rule["category_ids"] or rule["category_ids"] & facts["category_ids"])
            and (not rule["channel_ids"] or facts["channel_id"] in rule["channel_ids"])
            and (not facts["team_id"] or rule["team_id"] in (False, facts["team_id"]))
            and (not rule["utc_offsets"] or self._is_within(facts, *rule["utc_offsets"]))
            and (not rule["budget"] or self._has_budget(facts, *rule["budget"]))
        )

    @api.model
    def _is_within(self, facts, first, last):
        """Whether the buyer's clock lies between two offsets, also across the date line."""
        offset = facts["utc_offset"]()
        if offset is None:
            return False
        return first <= offset <= last if first <= last else offset >= first or offset <= last

    @api.model
    def _has_budget(self, facts, amount, currency_id):
        return facts["budget"](currency_id) >= amount
