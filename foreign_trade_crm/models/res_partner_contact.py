from odoo import api, models
from odoo.fields import Domain


class ResPartnerContact(models.Model):
    """Contact with a person is contact with their company."""

    _name = "res.partner"
    _inherit = ["res.partner", "foreign.trade.contact.mixin"]

    def _get_contact_log_domain(self):
        """A company's logs are those of all its people and all its deals."""
        return list(
            Domain("partner_id", "child_of", self.ids)
            | Domain("lead_id.partner_id", "child_of", self.ids)
        )

    def _prepare_contact_log_defaults(self):
        return {**super()._prepare_contact_log_defaults(), "partner_id": self.id}

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._register_message_contact(message)
        return result

    def _get_contact_targets(self):
        leads, partners = super()._get_contact_targets()
        return leads, partners | self

    def _get_contact_addresses(self):
        return {self.email_normalized} - {False, None, ""}

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        # sudo: the company's figure follows from its contact's
        partners = self.sudo().browse({row[0] for row in rows})
        company_ids = {
            partner.id: partner.commercial_partner_id.id
            for partner in partners
            if partner.commercial_partner_id not in (partner, self.browse())
        }
        above = [(company_ids[row[0]], *row[1:]) for row in rows if row[0] in company_ids]
        return super()._register_contacts(rows + above)
