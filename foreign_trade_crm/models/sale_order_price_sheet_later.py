from odoo import models

from .sale_order_price_sheet import REPRICING


class SaleOrderPriceSheetLater(models.Model):
    """A quotation that comes into a foreign currency is calculated from then on.

    One whose sheet was taken away by somebody who may see cost stays without.
    """

    _inherit = "sale.order"

    def write(self, vals):
        if REPRICING.isdisjoint(vals):
            return super().write(vals)
        before = {order.id: order.currency_id for order in self}
        result = super().write(vals)
        wanting = self.filtered(
            lambda order: (
                order.currency_id != before[order.id]
                and order.state in ("draft", "sent")
                and order._wants_price_sheet()
            )
        )
        if wanting:
            wanting._create_price_sheet(lenient=True)
        return result
