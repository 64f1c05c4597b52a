from odoo import api, fields, models


class SaleOrderMoq(models.Model):
    """Quotations for less than the minimum order quantity are marked, never refused."""

    _inherit = "sale.order"

    moq_warning = fields.Char(compute="_compute_moq_warning")

    @api.depends(
        "state", "order_line.product_id", "order_line.product_uom_qty", "order_line.product_uom_id"
    )
    def _compute_moq_warning(self):
        for order in self:
            short = order._get_products_below_moq() if order.state in ("draft", "sent") else {}
            order.moq_warning = bool(short) and self.env._(
                "Below the minimum order quantity: %(products)s.",
                products=", ".join(
                    self.env._(
                        "%(product)s (%(quantity)s of %(minimum)s)",
                        product=product.display_name,
                        quantity=f"{quantity:g}",
                        minimum=f"{product.minimum_order_quantity:g}",
                    )
                    for product, quantity in short.items()
                ),
            )

    def _get_products_below_moq(self):
        """``{product: quantity ordered}`` of this order, in the product's unit; the lines of one
        product count together."""
        self.ensure_one()
        lines = self.order_line.filtered(
            lambda line: line.product_id.minimum_order_quantity and not line.display_type
        )
        short = {}
        for product, same in lines.grouped("product_id").items():
            quantity = sum(
                line.product_uom_id._compute_quantity(
                    line.product_uom_qty, product.uom_id, round=False, raise_if_failure=False
                )
                for line in same
            )
            if quantity < product.minimum_order_quantity:
                short[product] = quantity
        return short
