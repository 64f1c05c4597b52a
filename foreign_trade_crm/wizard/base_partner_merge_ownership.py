from odoo import api, models


class BasePartnerMergeOwnership(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """The sharers come along; moved blindly, one in both would cost all of them."""
        dst_partner._adopt_sharers(src_partners)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    @api.model
    def _update_reference_fields(self, src_partners, dst_partner):
        """The owners that merged customers had stay on record."""
        dst_partner._adopt_ownership(src_partners)
        return super()._update_reference_fields(src_partners, dst_partner)
