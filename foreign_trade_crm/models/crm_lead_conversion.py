from odoo import models


class CrmLeadConversion(models.Model):
    _inherit = "crm.lead"

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        """A lead from a channel gets its company and contact through this door too.

        Core's wizard makes them before it calls this; other callers may name no customer.
        """
        if not partner:
            leads = self.filtered(lambda lead: lead.channel_id and lead.active)
            leads._handle_partner_assignment(create_missing=True)
            for lead in leads:
                super(CrmLeadConversion, lead).convert_opportunity(lead.partner_id)
            others = self - leads
            if others:
                super(CrmLeadConversion, others).convert_opportunity(partner)
            if user_ids or team_id:
                self._handle_salesmen_assignment(user_ids=user_ids, team_id=team_id)
            return True
        return super().convert_opportunity(partner, user_ids=user_ids, team_id=team_id)

    def _assign_userless_lead_in_team(self, creation_source):
        """Inquiries wait in the team's pool for a rule or a person, not with its leader."""
        return super(
            CrmLeadConversion, self.filtered(lambda lead: not lead.channel_id)
        )._assign_userless_lead_in_team(creation_source)
