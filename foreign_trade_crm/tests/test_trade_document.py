import base64
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase, HttpCase, TransactionCase, tagged

from ..tools.trade_document import Column, Letterhead, TradeDocument, format_number
from ..tools.trade_document_bilingual import merge_bilingual
from ..tools.trade_document_layout import PAGE_HEIGHT, row_height, split_table
from ..tools.trade_document_xlsx import write_trade_document
from .quotes_common import QuotesCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def make_document(lines=3, **values):
    rows = [
        {"name": f"Folding chair {index}", "quantity": 100.0, "price": 12.5, "amount": 1250.0}
        for index in range(lines)
    ]
    return TradeDocument(
        **{
            "kind": "proforma_invoice",
            "title": "Proforma Invoice",
            "number": "PI-2026-0001",
            "date": date(2026, 3, 10),
            "letterhead": Letterhead("Ningbo Garden Trading", ["Ningbo, China"]),
            "parties": [("Seller", ["Ningbo Garden"]), ("Buyer", ["Grüne Gärten GmbH"])],
            "facts": [("Incoterm", "FOB Ningbo"), ("Vessel", "")],
            "columns": [
                Column("name", "Description"),
                Column("quantity", "Quantity", "quantity"),
                Column("price", "Unit price", "price", group_label="USD"),
                Column("amount", "Amount", "amount", group_label="USD"),
            ],
            "rows": rows,
            "totals": [{"name": "Total", "amount": 1250.0 * lines}, ("Freight", 350.0)],
            "clauses": ["Goods of Chinese origin.", ("Packing", "Cartons")],
            "signature": [("Seller", "Ningbo Garden")],
            "currency": "USD",
            **values,
        }
    )


def read_cells(document):
    book = openpyxl.load_workbook(io.BytesIO(write_trade_document(document)))
    return [cell for line in book.active for cell in line if cell.value is not None]


class TestTradeDocumentData(BaseCase):
    def test_numbers_as_merchants_write_them(self):
        document = make_document()
        name, quantity, price, _amount = document.columns
        self.assertEqual(document.format_value(price, 1234.5), "1,234.50")
        self.assertEqual(document.format_value(price, 2.675), "2.68")
        self.assertEqual(document.format_value(quantity, 12.0), "12")
        self.assertEqual(document.format_value(quantity, 0.125), "0.125")
        self.assertEqual(document.format_value(price, 0.0), "0.00")
        self.assertEqual(document.format_value(price, -0.001), "0.00")
        self.assertEqual(document.format_value(price, None), "")
        self.assertEqual(document.format_value(name, date(2026, 3, 4)), "2026-03-04")
        yen = make_document(currency="JPY", currency_decimals=0)
        self.assertEqual(yen.format_value(price, 1234.5), "1,235")

    @settings(deadline=None)
    @given(st.decimals(-(10**12), 10**12, places=4), st.integers(0, 3))
    def test_format_keeps_the_figure(self, number, decimals):
        text = format_number(number, decimals)
        difference = abs(Decimal(text.replace(",", "")) - number)
        self.assertLessEqual(difference, Decimal(1).scaleb(-decimals) / 2)

    def test_a_phone_leaves_out_what_stands_beside_the_description(self):
        document = make_document()
        self.assertFalse(document.secondary_columns())
        document.columns.append(Column("packing", "Packing", width=2))
        self.assertEqual(document.secondary_columns(), document.columns[-1:])

    def test_unknown_column_kind(self):
        with self.assertRaises(ValueError):
            Column("x", "X", "money")

    def test_empty_facts_are_not_printed(self):
        labels = [label for label, _value in make_document().heading_facts()]
        self.assertEqual(labels, ["No.", "Date", "Incoterm"])

    @settings(deadline=None, max_examples=30)
    @given(st.integers(0, 150), st.integers(1, 12))
    def test_pages_hold_every_row_once(self, lines, height):
        document = make_document(lines)
        for row in document.rows[::2]:
            row["name"] = "\n".join(["Folding chair"] * height)
        pages = split_table(document)
        self.assertEqual([row for page in pages for row in page], document.rows)
        self.assertTrue(all(pages) or not lines)
        for page in pages[1:]:
            self.assertLess(sum(row_height(document, row) for row in page), PAGE_HEIGHT)

    def test_section_stays_with_its_first_line(self):
        for lines in range(20, 45):
            document = make_document(lines)
            document.rows.insert(lines - 2, {"_section": "Spare parts"})
            for page in split_table(document):
                self.assertNotIn("_section", page[-1])


class TestTradeDocumentXlsx(BaseCase):
    def test_numbers_stay_numbers(self):
        cells = read_cells(make_document())
        amounts = [cell for cell in cells if cell.value == 1250]
        self.assertEqual(len(amounts), 3)
        self.assertEqual(amounts[0].number_format, "#,##0.00")
        self.assertIn(3750, [cell.value for cell in cells])
        self.assertIn(350, [cell.value for cell in cells])

    def test_text_is_never_a_formula(self):
        document = make_document(1)
        document.rows[0]["name"] = "=HYPERLINK('http://evil.example')"
        book = zipfile.ZipFile(io.BytesIO(write_trade_document(document)))
        self.assertNotIn(b"<f>", book.read("xl/worksheets/sheet1.xml"))
        self.assertIn(b"=HYPERLINK", book.read("xl/sharedStrings.xml"))

    def test_any_title_makes_a_sheet(self):
        for title in ("A/B: [draft]?", "'quoted'", "装箱单" * 20, "*"):
            read_cells(make_document(title=title))

    def test_logo_and_sections(self):
        document = make_document(
            letterhead=Letterhead("Ningbo", [], PIXEL.encode()),
            rows=[{"_section": "Chairs"}, {"name": "Chair", "quantity": 1}],
        )
        self.assertIn("Chairs", [cell.value for cell in read_cells(document)])

    def test_document_without_a_table(self):
        read_cells(make_document(0, columns=[], rows=[], totals=[], signature=[]))


class TestTradeDocumentBilingual(BaseCase):
    def test_words_side_by_side_figures_once(self):
        chinese = make_document(title="形式发票", facts=[("贸易术语", "FOB Ningbo"), ("船名", "")])
        chinese.columns[0].label = "货物描述"
        both = merge_bilingual(make_document(), chinese)
        self.assertEqual(both.title, "Proforma Invoice / 形式发票")
        self.assertEqual(both.facts[0], ("Incoterm / 贸易术语", "FOB Ningbo"))
        self.assertEqual(both.columns[0].label, "Description\n货物描述")
        self.assertEqual(both.rows, make_document().rows)
        self.assertEqual(both.parties[0], ("Seller", ["Ningbo Garden"]))

    def test_different_documents_are_refused(self):
        with self.assertRaises(ValueError):
            merge_bilingual(make_document(2), make_document(3))


class TestTradeDocumentPage(TransactionCase):
    def test_page_escapes_and_repeats_the_heading(self):
        document = make_document(120)
        document.rows[0]["name"] = "<script>alert(1)</script>"
        mixin = self.env["foreign.trade.document.mixin"]
        page = mixin._render_trade_document_html(document)
        self.assertNotIn("<script>", page)
        self.assertIn("&lt;script&gt;", page)
        self.assertEqual(page.count("<thead>"), page.count('class="goods'))
        self.assertIn("WenQuanYi Zen Hei", page)

    def test_logo_is_inside_the_page(self):
        """Nothing to fetch: the PDF does not depend on a reachable web.base.url."""
        logo = base64.b64encode(base64.b64decode(PIXEL))
        document = make_document(letterhead=Letterhead("Ningbo", [], logo))
        page = self.env["foreign.trade.document.mixin"]._render_trade_document_html(document)
        self.assertIn("data:image/png;base64,", page)
        self.assertNotIn("http://", page)


@tagged("post_install", "-at_install")
class TestTradeDocumentRoute(HttpCase):
    def test_nothing_there_is_404(self):
        self.authenticate("admin", "admin")
        partner = self.env.user.partner_id.id
        for address in (
            f"res.partner/{partner}/invoice.xlsx",
            "foreign.trade.document.mixin/1/invoice.xlsx",
            "no.such.model/1/invoice.xlsx",
        ):
            response = self.url_open("/foreign_trade/document/" + address)
            self.assertEqual(response.status_code, 404, address)

    def test_login_needed(self):
        response = self.url_open(
            "/foreign_trade/document/res.partner/1/invoice.xlsx", allow_redirects=False
        )
        self.assertIn(response.status_code, (302, 303))


@tagged("post_install", "-at_install")
class TestTradeDocumentRouteRecord(HttpCase, QuotesCommon):
    """Over HTTP, a document is as readable as its record."""

    def _url(self, contract, kind="proforma", extension="xlsx"):
        return f"/foreign_trade/document/{contract._name}/{contract.id}/{kind}.{extension}"

    def test_owner_gets_both_files(self):
        contract = self._create_contract()
        self.authenticate(self.rep.login, self.rep.login)
        response = self.url_open(self._url(contract))
        self.assertEqual(response.status_code, 200)
        self.assertIn("spreadsheetml", response.headers["Content-Type"])
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertIn(".xlsx", response.headers["Content-Disposition"])
        self.assertTrue(response.content.startswith(b"PK"))
        response = self.url_open(self._url(contract, extension="pdf"))
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("inline", response.headers["Content-Disposition"])

    def test_what_is_not_there_is_404(self):
        contract = self._create_contract()
        self.authenticate(self.rep.login, self.rep.login)
        for url in (
            self._url(contract, "packing_list"),
            self._url(contract, extension="docx"),
            f"/foreign_trade/document/{contract._name}/{2**31 - 1}/proforma.xlsx",
        ):
            self.assertEqual(self.url_open(url).status_code, 404, url)

    def test_others_documents_are_refused(self):
        contract = self._create_contract()
        self.authenticate(self.rep2.login, self.rep2.login)
        for extension in ("xlsx", "pdf"):
            response = self.url_open(self._url(contract, extension=extension))
            self.assertIn(response.status_code, (403, 404))
            self.assertNotIn(b"Folding garden chair", response.content)
