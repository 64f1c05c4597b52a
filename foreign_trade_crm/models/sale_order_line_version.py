from odoo import models
from odoo.tools import float_round


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_version_line_values(self):
        """What this line says to the buyer: fields of ``foreign.trade.offer.line.mixin``.

        Numbers are rounded, so that the same line gives the same fingerprint before and after
        it passed through the database.
        """
        self.ensure_one()
        product = self.product_id
        return {
            "sequence": self.sequence,
            "display_type": self.display_type,
            "product_id": product.id,
            "product_code": product.default_code,
            "name": self.name or product.display_name or "-",
            "hs_code": product.hs_code,
            "uom_name": self.product_uom_id.name,
            "quantity": float_round(self.product_uom_qty, 6),
            "price_unit": float_round(self.price_unit, 6),
            "discount": float_round(self.discount, 6),
            "price_subtotal": float_round(self.price_subtotal, 6),
            "price_tax": float_round(self.price_tax, 6),
            "price_total": float_round(self.price_total, 6),
        }
