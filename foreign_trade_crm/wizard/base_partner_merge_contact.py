from odoo import models


class BasePartnerMergeContact(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_values(self, src_partners, dst_partner):
        """Of merged customers the latest contact counts, whichever record is kept."""
        rows = (src_partners | dst_partner)._get_contact_rows()
        result = super()._update_values(src_partners, dst_partner)
        dst_partner.flush_recordset()
        dst_partner._register_contacts([(dst_partner.id, *row[1:]) for row in rows])
        return result
