from odoo import models


class SaleOrderLineNextDeal(models.Model):
    _inherit = "sale.order.line"

    def _is_repeated(self):
        """Goods are ordered again; sections, freight and down payments are not."""
        self.ensure_one()
        return bool(
            self.product_id
            and not self.display_type
            and not self.is_downpayment
            and not self.is_delivery
            and self.product_uom_qty > 0
        )

    def _prepare_requirement_values(self):
        """A line of the requirement: the same goods, at the price the buyer paid."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "quantity": self.product_uom_qty,
            "uom_id": self.product_uom_id.id,
            "target_price": self.price_unit,
            "currency_id": self.currency_id.id,
        }
