from odoo import api, models


class CrmLeadChannel(models.Model):
    """What a new lead takes over from its channel."""

    _inherit = "crm.lead"

    @api.model
    def _apply_channel_defaults(self, vals_list):
        # sudo: everybody's leads take over from their channel
        channels = self.env["foreign.trade.channel"].sudo()
        channel_ids = {vals["channel_id"] for vals in vals_list if vals.get("channel_id")}
        defaults = {
            channel.id: channel._prepare_lead_defaults() for channel in channels.browse(channel_ids)
        }
        applied = []
        for vals in vals_list:
            extra = defaults.get(vals.get("channel_id"), {})
            missing = {name: value for name, value in extra.items() if not vals.get(name)}
            applied.append({**vals, **missing})
        return applied

    @api.model
    def _apply_channel_team(self, vals_list):
        """A lead that nobody got waits in the team of its channel."""
        default_user = self.env.context.get("default_user_id", True)
        # sudo: as above
        channels = self.env["foreign.trade.channel"].sudo()
        applied = []
        for vals in vals_list:
            team = channels.browse(vals.get("channel_id") or ()).team_id
            if team and not vals.get("team_id") and not vals.get("user_id", default_user):
                vals = {**vals, "team_id": team.id}
            applied.append(vals)
        return applied
