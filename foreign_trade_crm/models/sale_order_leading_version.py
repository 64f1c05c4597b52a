from odoo import models

from .crm_lead_noted import MERGING


class SaleOrderLeadingVersion(models.Model):
    """An offer that is cancelled or moved leads its deal no longer."""

    _inherit = "sale.order"

    def write(self, vals):
        moved, left = "opportunity_id" in vals, self.env["crm.lead"]
        # deals that are merged away are deleted in a moment
        if moved and MERGING not in self.env.cr.cache:
            left = self.sudo().opportunity_id
        result = super().write(vals)
        if moved or vals.get("state") == "cancel":
            # sudo: the amount of the deal follows, whoever cancels or links the offer
            (left.sudo() | self.sudo().opportunity_id)._choose_leading_version()
        return result
