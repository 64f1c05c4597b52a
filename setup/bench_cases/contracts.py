"""The proforma invoice of 500 lines as a workbook."""

import io

from ft.bench_case import Case, register

LINES = 500


@register
class ProformaWorkbook(Case):
    """A proforma invoice of 500 lines as XLSX, against the bare loop that writes its cells."""

    name = "proforma_workbook"
    runs = 20
    own_base = True
    limits = {"suite": 1.5, "loaded": 1.5}
    added_queries = 60

    def setup(self, world):
        env = world.env
        if world.side == "plain":
            return {}
        partner = env["res.partner"].create({"name": "Workbook Customer", "is_company": True})
        products = env["product.product"].create(
            [
                {
                    "name": f"Garden chair {index}",
                    "default_code": f"GC-{index:04d}",
                    "type": "consu",
                    "list_price": 10 + index % 50,
                    "standard_price": 6,
                }
                for index in range(LINES)
            ]
        )
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
        version = order._freeze_version()
        return {"contract_id": order._make_contract(version)["res_id"]}

    def run(self, env, data):
        if not data:
            return []
        contract = env["foreign.trade.contract"].browse(data["contract_id"])
        content = contract._render_trade_document_xlsx("proforma")
        return [content[:2] == b"PK"]

    def run_base(self, env, data):
        """One read of the lines and the cells of the table, nothing else."""
        import xlsxwriter

        output = io.BytesIO()
        workbook = xlsxwriter.Workbook(output, {"in_memory": True})
        sheet = workbook.add_worksheet("Proforma Invoice")
        text = workbook.add_format({"border": 1, "text_wrap": True, "font_name": "Arial"})
        number = workbook.add_format({"border": 1, "num_format": "#,##0.00", "font_name": "Arial"})
        names = ("product_code", "name", "quantity", "uom_name", "price_unit", "price_subtotal")
        domain = [("contract_id", "=", data["contract_id"])] if data else [(0, "=", 1)]
        for row, line in enumerate(env["foreign.trade.contract.line"].search_read(domain, names)):
            for column, name in enumerate(names):
                value = line[name]
                if isinstance(value, float):
                    sheet.write_number(row, column, value, number)
                else:
                    sheet.write_string(row, column, value or "", text)
        workbook.close()
        return [output.getvalue()[:2] == b"PK"]
