from odoo import fields, models


class ResPartnerTeam(models.Model):
    """Clerk and sharers of a customer; they stand on the company, not on its contacts."""

    _name = "res.partner"
    _inherit = ["foreign.trade.team.mixin", "res.partner"]

    _sharer_field = "partner_id"

    sharer_ids = fields.One2many(
        "foreign.trade.sharer", "partner_id", "Sharers", copy=False, groups="base.group_user"
    )

    def _check_team_change(self, vals):
        """Where customers are everybody's, whoever edits one may hand it over, as in Odoo."""
        if self.env.user._sees_colleagues_customers():
            return None
        return super()._check_team_change(vals)

    def _take_over_team(self):
        """A customer has its own team; a contact is worked on by that of its company."""

    def _change_owner(self, user, reason=False):
        """Who shared with the former owner shares nothing with the next, once it was nobody's."""
        if not user:
            self.sudo().sharer_ids.unlink()  # sudo: releasing is enough
        return super()._change_owner(user, reason)

    def _get_work_candidates(self, kind):
        company = self.commercial_partner_id
        candidates = super(ResPartnerTeam, company)._get_work_candidates(kind)
        return (self.user_id | candidates) if kind == "sales" else (candidates | self.user_id)
