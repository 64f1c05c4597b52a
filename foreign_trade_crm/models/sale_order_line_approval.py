from odoo import api, models

from ..tools.engine_fields import changed_names

JUDGED_FIELDS = {
    "product_id",
    "product_uom_id",
    "product_uom_qty",
    "price_unit",
    "discount",
    "tax_ids",
    "purchase_price",
    "price_above_floor",
}


class SaleOrderLineApproval(models.Model):
    """A change to a line is a change to what was approved."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.order_id._approval_review()
        return lines

    def write(self, vals):
        # what is written as it was, as on confirming, is no change
        changed = changed_names(self.sudo(), vals, JUDGED_FIELDS)  # cost is not for all to read
        result = super().write(vals)
        if changed:
            self.order_id._approval_review()
        return result

    def unlink(self):
        orders = self.order_id
        result = super().unlink()
        orders._approval_review()
        return result
