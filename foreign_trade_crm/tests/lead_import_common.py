import base64
import io

import xlsxwriter

from .lead_common import LeadCommon

HEADINGS = ["Company", "Contact", "E-mail", "Phone", "Country", "Product", "Quantity", "Booth"]
ROWS = [
    ["Elbe Garden Trading GmbH", "Anna Schmidt", "a.schmidt@elbe.example", "+49 40 1234567",
     "Germany", "Folding chair", "1,200 pcs", "8.1 A12"],
    ["Casa Jardín S.A.", "Lucía Fernández", "lucia@casa.example", "", "西班牙", "", "", "8.1 A13"],
    ["", "Marc Tremblay", "", "+1 416 555 0199", "CA", "", "", ""],
]  # fmt: skip


def xlsx(headings, rows, above=0):
    """An xlsx with these rows; ``above`` puts a title and empty rows on top."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    if above:
        sheet.write(0, 0, "List of visitors")
    for number, row in enumerate([headings, *rows], above):
        sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def many(count, prefix="Company"):
    """Rows of so many companies in eight countries, one in ten without a company."""
    countries = ("Germany", "Spain", "CA", "Mexico", "Poland", "中国", "US", "France")
    return [
        [
            f"{prefix} {number} Ltd." if number % 10 else "",
            f"Buyer {number}",
            f"buyer{number}@{prefix.lower()}{number}.example",
            f"+49 40 {1000000 + number}",
            countries[number % 8],
            "Folding chair" if number % 3 == 0 else "",
            str(number) if number % 3 == 0 else "",
            f"8.1 A{number}",
        ]
        for number in range(1, count + 1)
    ]


class LeadImportCommon(LeadCommon):
    """A trade-fair channel and lists to import into it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fair = cls.env["foreign.trade.channel"].create(
            {
                "name": "Canton Fair",
                "kind": "trade_fair",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
            }
        )

    def _upload(self, content, user=None, filename="cards.xlsx", **values):
        """An import whose columns have been read."""
        model = self.env["foreign.trade.lead.import"].with_user(user or self.rep)
        record = model.with_context(allowed_company_ids=self.company.ids).create(
            {
                "channel_id": self.fair.id,
                "file": base64.b64encode(content),
                "filename": filename,
                **values,
            }
        )
        record.action_read_file()
        return record

    def _run(self, record):
        """Import it to its end, as the browser does."""
        record.action_start()
        for _batch in range(100):
            if record.action_process_batch()["state"] != "running":
                break
        return record

    def _import(self, content=None, **values):
        return self._run(self._upload(content or xlsx(HEADINGS, ROWS), **values))

    def _leads(self, record):
        return record.sudo().inquiry_ids.lead_id.sorted("id")
