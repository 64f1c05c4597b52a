"""Prices of a quotation of 200 lines: typed one by one, and calculated."""

from ft.bench_case import Case, register

LINES = 200


@register
class RecalculatePriceSheet(Case):
    """Another margin for a price sheet of 200 lines, calculated and saved.

    Plain Odoo has no price sheet: there the same 200 unit prices are written on the order.
    """

    name = "price_sheet_200"
    runs = 20
    records = LINES
    limits = {"suite": 1.8, "loaded": 1.8}

    def setup(self, world):
        env = world.env(user=world.env.ref("base.user_admin"))
        partner = env["res.partner"].create({"name": "Buyer of 200", "is_company": True})
        values = [
            {"name": f"Article {n}", "type": "consu", "standard_price": 8 + 4 * n, "volume": 0.1}
            for n in range(LINES)
        ]
        sheets = world.side != "plain"
        if sheets:
            values = [{**one, "export_rates_own": True} for one in values]
        products = env["product.product"].create(values)
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "team_id": world.team_id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_uom_qty": 10})
                    for product in products
                ],
            }
        )
        if sheets:
            env["foreign.trade.price.sheet"].create(
                {
                    "order_id": order.id,
                    "exchange_rate": 1,
                    "safety_percent": 0,
                    "margin_percent": 50,
                    "fee_ids": [
                        (0, 0, {"kind": kind, "method": method, "rate": 0})
                        for kind, method in (("port", "cbm"), ("bank", "percent"))
                    ],
                }
            )
        return {"order_id": order.id, "sheets": sheets}

    def run(self, env, data):
        env = env(user=env.ref("base.user_admin"))
        order = env["sale.order"].browse(data["order_id"])
        if data["sheets"]:
            order.price_sheet_id.margin_percent = 20
        else:
            order.write(
                {
                    "order_line": [
                        (1, line.id, {"price_unit": 1.25 * (8 + 4 * n)})
                        for n, line in enumerate(order.order_line)
                    ]
                }
            )
        env.flush_all()
        return [round(order.amount_untaxed, 2), order.order_line[7].price_unit]
