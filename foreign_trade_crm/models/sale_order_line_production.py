from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        """Nothing is procured for an order whose production is held, whatever changes on it."""
        held = self.filtered(lambda line: line.order_id.production_state == "held")
        lines = self - held if held else self
        if held and not lines:
            return True
        return super(SaleOrderLine, lines)._action_launch_stock_rule(
            previous_product_uom_qty=previous_product_uom_qty
        )
