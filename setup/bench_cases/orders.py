"""An order with ten lines, from nothing to confirmed."""

from ft.bench_case import Case, register

LINES = 10


@register
class ConfirmOrder(Case):
    """Create an order of ten lines and confirm it, which plans the delivery."""

    name = "confirm_order"
    runs = 20

    def setup(self, world):
        env = world.env
        partner = env["res.partner"].create(
            {"name": "Order Customer", "is_company": True, "country_id": env.ref("base.de").id}
        )
        products = env["product.product"].create(
            [
                {"name": f"Chair {i}", "type": "consu", "list_price": 10 + i, "standard_price": 6}
                for i in range(LINES)
            ]
        )
        return {"partner_id": partner.id, "products": products.ids, "team_id": world.team_id}

    def run(self, env, data):
        lines = [
            (0, 0, {"product_id": product, "product_uom_qty": 5}) for product in data["products"]
        ]
        order = env["sale.order"].create(
            {"partner_id": data["partner_id"], "team_id": data["team_id"], "order_line": lines}
        )
        order.action_confirm()
        env.flush_all()
        pickings = order.sudo().picking_ids
        return [order.state, order.amount_untaxed, len(pickings), len(pickings.move_ids)]
