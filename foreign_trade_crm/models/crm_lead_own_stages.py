from odoo import api, fields, models, tools
from odoo.fields import Domain

#: what Odoo asks for with each new lead
OPEN_STAGES = [("fold", "=", False)]


class CrmLead(models.Model):
    """Stages of a team that has a pipeline of its own, without the common ones."""

    _inherit = "crm.lead"

    team_own_stages_only = fields.Boolean(related="team_id.own_stages_only")

    def _compute_stage_id(self):
        """Core looks for the first stage of each lead; those of one team begin in the same."""
        first, result = {}, None
        for lead in self:
            team, is_new = lead.team_id, not lead.stage_id
            if is_new and team in first:
                lead.stage_id = first[team]
                continue
            result = super(CrmLead, lead)._compute_stage_id()
            if is_new:
                first[team] = lead.stage_id
        return result

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        teams = self.team_id | self.env["crm.team"].browse(team_id or [])
        # sudo: the team may be one that the user does not see, and its flag is no secret
        own_only = bool(teams) and all(team.own_stages_only for team in teams.sudo())
        if limit == 1 and domain == OPEN_STAGES and len(teams) < 2:
            stage_id = self._get_first_stage_id(teams.id, own_only, order)
            return self.env["crm.stage"].browse(stage_id)
        return super()._stage_find(
            team_id=team_id,
            domain=self._stages_of(teams, own_only, domain),
            order=order,
            limit=limit,
        )

    @api.model
    @tools.ormcache(
        "self.env.uid",
        "self.env.su",
        "tuple(self.env.context.get('allowed_company_ids') or ())",
        "team_id",
        "own_only",
        "order",
    )
    def _get_first_stage_id(self, team_id, own_only, order):
        """Where leads of a team begin, asked for with each of them; no query once cached.

        Whatever changes a stage, or deletes a team, empties that cache.
        """
        team = self.env["crm.team"].browse(team_id or ())
        domain = self._stages_of(team, own_only, OPEN_STAGES)
        return super()._stage_find(team_id=team_id, domain=domain, order=order).id

    @api.model
    def _stages_of(self, teams, own_only, domain):
        if not own_only:
            return domain
        return list(Domain(domain or []) & Domain("team_ids", "in", teams.ids))

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        shown = super()._read_group_stage_ids(stages, domain)
        context = self.env.context
        teams = self.env["crm.team"].browse(context.get("default_team_id") or [])
        if not teams and context.get("show_user_team_stages"):
            teams = self.env.user.crm_team_ids
        # sudo: as above
        if not teams or not all(team.own_stages_only for team in teams.sudo()):
            return shown
        return shown.filtered(lambda stage: stage in stages or teams & stage.team_ids)
