from odoo import models


class SaleOrderLeadingVersion(models.Model):
    """An offer that is cancelled leads its deal no longer, if there is another one out."""

    _inherit = "sale.order"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "cancel" or "opportunity_id" in vals:
            # sudo: the amount of the deal follows, whoever cancels or links the offer
            self.sudo().opportunity_id._choose_leading_version()
        return result
