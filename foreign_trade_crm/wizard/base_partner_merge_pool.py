from odoo import models


class BasePartnerMergePool(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Documents that came over are in the pool if and only if their customer is."""
        result = super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
        if self.env["foreign.trade.pool.policy"]._is_used():
            # sudo: the flag is the system's
            partners = self.env["res.partner"].sudo().with_context(active_test=False)
            ids = {*partner_ids, *(dst_partner.ids if dst_partner else ())}
            left = partners.search([("id", "in", list(ids))])
            left.commercial_partner_id.modified(["pool_since"])
        return result
