from odoo import api, fields, models


class CrmLead2opportunityPartner(models.TransientModel):
    """Core's conversion, which can also stop at the customer."""

    _inherit = "crm.lead2opportunity.partner"

    name = fields.Selection(
        selection_add=[("customer", "Customer only, no opportunity yet")],
        ondelete={"customer": "cascade"},
    )

    @api.depends("lead_id", "action")
    def _compute_commercial_partner_id(self):
        """Propose the company on record, so that it is not made a second time."""
        result = super()._compute_commercial_partner_id()
        for convert in self:
            if convert.lead_id and convert.action == "create" and not convert.partner_id:
                known = convert.lead_id._find_known_company({"name", "domain"})
                convert.commercial_partner_id = convert.commercial_partner_id or known
        return result

    def action_apply(self):
        if self.name != "customer":
            return super().action_apply()
        leads = self.env["crm.lead"].browse(self.env.context.get("active_ids", [])) or self.lead_id
        return self._action_make_customers(leads)._get_customer_action()

    def _action_make_customers(self, leads):
        """Company and contact of each lead; the leads are done.

        :return: the leads that became customers
        """
        leads = leads.filtered(lambda lead: lead.active and lead.type == "lead")
        for lead in leads:
            self._convert_handle_partner(
                lead, self.action, self.partner_id.id or lead.partner_id.id
            )
        self._allocate_customers(leads)
        return leads._convert_to_customer()

    def _allocate_customers(self, leads):
        """The salesperson of the wizard, as for opportunities."""
        if not self.force_assignment:
            leads = leads.filtered(lambda lead: not lead.user_id)
        if self.user_id:
            leads._handle_salesmen_assignment(self.user_id.ids, team_id=self.team_id.id)
