from odoo import api, fields, models


class SaleOrderLineMoq(models.Model):
    """Minimum quantity and the next step of the price list, on the line they concern."""

    _inherit = "sale.order.line"

    is_below_moq = fields.Boolean("Below MOQ", compute="_compute_is_below_moq")
    next_price_step = fields.Char(
        compute="_compute_next_price_step",
        help="From which quantity the price list gives another price, and which.",
    )

    @api.depends(
        "product_id.minimum_order_quantity",
        "order_id.order_line.product_uom_qty",
        "order_id.order_line.product_uom_id",
        "order_id.order_line.product_id",
    )
    def _compute_is_below_moq(self):
        short = {order: order._get_products_below_moq() for order in self.order_id}
        for line in self:
            line.is_below_moq = line.product_id in short.get(line.order_id, {})

    @api.depends("product_id", "product_uom_qty", "product_uom_id", "order_id.pricelist_id")
    def _compute_next_price_step(self):
        self.next_price_step = False
        for order in self.order_id.filtered("pricelist_id"):
            lines = self.filtered(
                lambda line, order=order: line.order_id == order and line.product_id
            )
            rules = order.pricelist_id._get_applicable_rules(
                lines.product_id, order.date_order or fields.Datetime.now()
            )
            if any(rule.min_quantity > 1 for rule in rules):
                for line in lines.filtered(lambda line: not line.display_type):
                    line.next_price_step = line._describe_next_price_step(rules)

    def _describe_next_price_step(self, rules):
        """``from 500: 18.50``, or False where the price stays; rules come best first."""
        self.ensure_one()
        product, unit = self.product_id, self.product_uom_id
        ordered = unit._compute_quantity(
            self.product_uom_qty, product.uom_id, round=False, raise_if_failure=False
        )
        steps = sorted({rule.min_quantity for rule in rules if rule.min_quantity > ordered})
        now = self._find_rule(rules, ordered)
        for step in steps:
            rule = self._find_rule(rules, step)
            if rule == now:
                continue
            price = rule._compute_price(
                product,
                step,
                product.uom_id,
                date=self.order_id.date_order or fields.Datetime.now(),
                currency=self.currency_id,
            )
            return self.env._(
                "from %(quantity)s %(unit)s: %(price)s",
                quantity=f"{step:g}",
                unit=product.uom_id.name,
                price=self.currency_id.format(price),
            )
        return False

    def _find_rule(self, rules, quantity):
        product = self.product_id
        return next((rule for rule in rules if rule._is_applicable_for(product, quantity)), None)
