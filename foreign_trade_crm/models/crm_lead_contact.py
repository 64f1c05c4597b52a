from odoo import api, models


class CrmLeadContact(models.Model):
    """Contact with a lead is contact with its customer."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "foreign.trade.contact.mixin"]

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._register_message_contact(message)
        return result

    def _get_contact_targets(self):
        leads, partners = super()._get_contact_targets()
        return leads | self, partners

    def _get_contact_addresses(self):
        return {self.email_normalized} - {False, None, ""}

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        super()._register_contacts(rows)
        # sudo: the customer's figure follows from the lead's, whoever may read the customer
        leads = self.sudo().browse({row[0] for row in rows})
        partner_ids = {lead.id: lead.partner_id.id for lead in leads if lead.partner_id}
        self.env["res.partner"]._register_contacts(
            [(partner_ids[row[0]], *row[1:]) for row in rows if row[0] in partner_ids]
        )

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "contact_last_at": lambda fname, leads: leads._merge_latest(fname),
            "contact_last_in_at": lambda fname, leads: leads._merge_latest(fname),
            "contact_last_out_at": lambda fname, leads: leads._merge_latest(fname),
            "contact_last_user_id": lambda fname, leads: (
                leads.filtered("contact_last_at").sorted("contact_last_at")[-1:][fname].id
            ),
        }

    def _merge_latest(self, fname):
        return max(filter(None, self.mapped(fname)), default=False)
