from odoo import fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    own_stages_only = fields.Boolean(
        string="Own stages only",
        help="The pipeline of this team shows the stages assigned to it, without those "
        "that are common to all teams.",
    )

    def _gate_pipeline(self, stages):
        """Ids of the team's stages out of ``stages``, in their order."""
        own_only = self.sudo().own_stages_only  # also of teams that the reader does not see
        return [
            stage.id
            for stage in stages
            if self.id in stage.team_ids.ids or not (stage.team_ids or own_only)
        ]
