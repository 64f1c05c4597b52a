from odoo import api, models

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
        result = super().write(vals)
        if not JUDGED_FIELDS.isdisjoint(vals):
            self.order_id._approval_review()
        return result

    def unlink(self):
        orders = self.order_id
        result = super().unlink()
        orders._approval_review()
        return result
