"""Approvals at confirming, and the proforma invoice of 500 lines as a workbook."""

import io

from ft.bench_case import Case, register

LINES = 500


def _products(env, count):
    return env["product.product"].create(
        [
            {
                "name": f"Garden chair {index}",
                "default_code": f"GC-{index:04d}",
                "type": "consu",
                "list_price": 10 + index % 50,
                "standard_price": 6,
            }
            for index in range(count)
        ]
    )


@register
class ProformaWorkbook(Case):
    """A proforma invoice of 500 lines as XLSX, against the bare loop that writes these cells."""

    name = "proforma_workbook"
    runs = 20
    limits = {"suite": 1.5, "loaded": 1.5}
    added_queries = 60

    def setup(self, world):
        env = world.env
        partner = env["res.partner"].create({"name": "Workbook Customer", "is_company": True})
        products = _products(env, LINES)
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "team_id": world.team_id,
                "user_id": world.user_id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_uom_qty": 5, "price_unit": 10})
                    for product in products
                ],
            }
        )
        contract = None
        if "foreign.trade.contract" in env:
            version = order._freeze_version()
            contract = order._make_contract(version)["res_id"]
        return {"order_id": order.id, "contract_id": contract}

    def run(self, env, data):
        env.invalidate_all()
        if data["contract_id"]:
            contract = env["foreign.trade.contract"].browse(data["contract_id"])
            content = contract._render_trade_document_xlsx("proforma")
        else:
            content = self._bare_workbook(env["sale.order"].browse(data["order_id"]))
        return [content[:2] == b"PK"]

    def _bare_workbook(self, order):
        import xlsxwriter

        output = io.BytesIO()
        workbook = xlsxwriter.Workbook(output, {"in_memory": True})
        sheet = workbook.add_worksheet("Proforma Invoice")
        text = workbook.add_format({"border": 1, "text_wrap": True, "font_name": "Arial"})
        number = workbook.add_format({"border": 1, "num_format": "#,##0.00", "font_name": "Arial"})
        names = ["name", "product_uom_qty", "price_unit", "price_subtotal"]
        for row, line in enumerate(order.order_line.read([*names, "product_id", "product_uom_id"])):
            sheet.write_string(row, 0, line["product_id"][1], text)
            sheet.write_string(row, 1, line["name"], text)
            sheet.write_number(row, 2, line["product_uom_qty"], number)
            sheet.write_string(row, 3, line["product_uom_id"][1], text)
            sheet.write_number(row, 4, line["price_unit"], number)
            sheet.write_number(row, 5, line["price_subtotal"], number)
        workbook.close()
        return output.getvalue()
