from odoo import models


class CrmLead2opportunityPartnerMass(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner.mass"

    def _compute_commercial_partner_id(self):
        """Each lead finds its own company."""
        self.commercial_partner_id = False

    def _convert_handle_partner(self, lead, action, partner_id):
        if lead.channel_id and not lead.partner_id:
            self.commercial_partner_id = lead._find_known_company({"name"})
        return super()._convert_handle_partner(lead, action, partner_id)

    def _allocate_customers(self, leads):
        """Several salespersons take turns, as for opportunities."""
        if not self.force_assignment:
            leads = leads.filtered(lambda lead: not lead.user_id)
        users = self.user_ids or self.user_id
        if users:
            leads._handle_salesmen_assignment(users.ids, team_id=self.team_id.id)
