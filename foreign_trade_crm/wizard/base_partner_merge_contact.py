from odoo import models


class BasePartnerMergeContact(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Of merged customers the latest contact counts, whichever record is kept."""
        rows = src_partners._get_contact_rows()
        # sudo: nobody writes the table otherwise
        contacts = self.env["foreign.trade.partner.contact"].sudo()
        contacts.search([("partner_id", "in", src_partners.ids)]).unlink()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        dst_partner._register_contacts([(dst_partner.id, *row[1:]) for row in rows])
        return result
