"""Freezing a version of a large quotation, against copying that quotation."""

from ft.bench_case import Case, register

LINES = 200


@register
class FreezeVersion(Case):
    """A version of 200 lines without its PDF; plain Odoo, which has none, copies the order."""

    name = "freeze_version"
    runs = 15
    records = LINES
    limits = {"suite": 1.0, "loaded": 1.0}

    def setup(self, world):
        env = world.env
        partner = env["res.partner"].create({"name": "Version Customer", "is_company": True})
        products = env["product.product"].create(
            [
                {"name": f"Chair {i}", "type": "consu", "list_price": 10 + i, "standard_price": 6}
                for i in range(LINES)
            ]
        )
        lines = [(0, 0, {"product_id": product, "product_uom_qty": 5}) for product in products.ids]
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "team_id": world.team_id,
                "user_id": world.user_id,
                "order_line": lines,
            }
        )
        return {"order_id": order.id, "side": world.side}

    def run(self, env, data):
        order = env["sale.order"].browse(data["order_id"])
        if data["side"] == "plain":
            made = order.copy()
            lines = made.order_line
        else:
            made = order._freeze_version()
            lines = made.line_ids
        env.flush_all()
        return [made.amount_untaxed, len(lines)]
