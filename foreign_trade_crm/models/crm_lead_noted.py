from odoo import api, models
from odoo.exceptions import AccessError

from .foreign_trade_duplicate_mixin import KEY_COLUMNS

#: what the system notes of a lead: when it was answered, who was in touch, why this person has it,
#: since when it is in its stage, and the keys by which colleagues find that they have it as well
NOTED = frozenset(
    (
        "first_response_at",
        "first_response_hours",
        "first_response_policy_hours",
        "contact_last_at",
        "contact_last_user_id",
        "contact_last_in_at",
        "contact_last_out_at",
        "assigned_at",
        "assigned_rule_id",
        "assignment_kind",
        "assignment_match",
        "qualification_score",
        "match_score",
        "match_profile_id",
        "date_last_stage_update",
        *KEY_COLUMNS,
    )
)
DEFAULTS = frozenset(f"default_{name}" for name in NOTED)
#: in the transaction's cache while leads are merged
MERGING = "foreign_trade_merging_leads"


class CrmLeadNoted(models.Model):
    """What happened is not for those to write who are measured by it, whatever the door.

    Managers may: they bring over the history of another system.
    """

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        if not DEFAULTS.isdisjoint(self.env.context):
            given = DEFAULTS & self.env.context.keys()
            self._check_noted(name.removeprefix("default_") for name in given)
        for vals in vals_list:
            if not NOTED.isdisjoint(vals):
                self._check_noted(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not NOTED.isdisjoint(vals):
            self._check_noted(vals)
        return super().write(vals)

    def _merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True, max_length=5):
        """Core writes as the user what is kept of several leads, by our rules."""
        cache = self.env.cr.cache
        cache[MERGING] = True
        try:
            return super()._merge_opportunity(
                user_id=user_id, team_id=team_id, auto_unlink=auto_unlink, max_length=max_length
            )
        finally:
            cache.pop(MERGING, None)

    @api.model
    def _check_noted(self, names):
        """:raises AccessError: for those who are not entitled to write these fields"""
        manager = "foreign_trade_crm.group_sales_manager"
        if self.env.su or MERGING in self.env.cr.cache or self.env.user.has_group(manager):
            return
        labels = sorted(
            self._fields[name].get_description(self.env)["string"] for name in NOTED & {*names}
        )
        raise AccessError(
            self.env._(
                "%(fields)s: noted by the system, for nobody but sales managers to change.",
                fields=", ".join(labels),
            )
        )
