"""The proforma invoice of 500 lines as a workbook."""

import io

import openpyxl
import xlsxwriter
from ft.bench_case import Case, register

LINES = 500
NAMES = ("product_code", "name", "quantity", "uom_name", "price_unit", "price_subtotal")


@register
class ProformaWorkbook(Case):
    """A proforma invoice of 500 lines as XLSX, against the bare loop that writes its cells."""

    name = "proforma_workbook"
    runs = 20
    own_base = True
    limits = {"suite": 1.5, "loaded": 1.5}
    added_queries = 15

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
        contract = env["foreign.trade.contract"].browse(order._make_contract(version)["res_id"])
        return {"contract_id": contract.id, **self._look_at_sheet(contract)}

    def _look_at_sheet(self, contract):
        """What the bare loop has to write beside the goods, and where the goods begin."""
        content = contract._render_trade_document_xlsx("proforma")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = [
            [cell.row - 1, cell.column - 1, str(cell.value)]
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        codes = set(contract.line_ids.mapped("product_code"))
        goods = {row for row, _column, value in cells if value in codes}
        others = [cell for cell in cells if cell[0] not in goods]
        assert len(goods) == LINES, "the goods are not told from the rest of the sheet"
        assert len(cells) - len(others) == LINES * len(NAMES), "the bare loop has other columns"
        return {"others": others, "first": min(goods)}

    def run(self, env, data):
        if not data:
            return []
        contract = env["foreign.trade.contract"].browse(data["contract_id"])
        content = contract._render_trade_document_xlsx("proforma")
        return [content[:2] == b"PK"]

    def run_base(self, env, data):
        """One read of the lines, and the cells of the sheet, nothing else."""
        output = io.BytesIO()
        workbook = xlsxwriter.Workbook(output, {"in_memory": True})
        sheet = workbook.add_worksheet("Proforma Invoice")
        text = workbook.add_format({"border": 1, "text_wrap": True, "font_name": "Arial"})
        number = workbook.add_format({"border": 1, "num_format": "#,##0.00", "font_name": "Arial"})

        for row, column, value in data["others"]:
            sheet.write_string(row, column, value, text)
        domain = [("contract_id", "=", data["contract_id"])]
        lines = env["foreign.trade.contract.line"].search_read(domain, NAMES)
        for row, line in enumerate(lines, start=data["first"]):
            for column, name in enumerate(NAMES):
                value = line[name]
                if isinstance(value, float):
                    sheet.write_number(row, column, value, number)
                else:
                    sheet.write_string(row, column, value or "", text)
        workbook.close()
        return [output.getvalue()[:2] == b"PK"]
