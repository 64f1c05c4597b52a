from odoo import api, models


class BasePartnerMergeMetrics(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Two customers in one: what was measured of the other goes, one tier by hand stays.

        The customer that stays is measured anew by the next run; its history is its own.
        """
        self.env["foreign.trade.metrics.policy"]._forget("partner_id", src_partners.ids)
        # sudo: whoever may merge customers does not set tiers
        overrides = self.env["foreign.trade.tier.override"].sudo()
        both = overrides.search([("partner_id", "in", (src_partners | dst_partner).ids)])
        kept = overrides
        for same in both.grouped("company_id").values():
            own = same.filtered(lambda one: one.partner_id == dst_partner)
            kept |= (own or same)[:1]
        (both - kept).active = False
        both.flush_recordset()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        both.invalidate_recordset()
        kept._apply()
        return result
