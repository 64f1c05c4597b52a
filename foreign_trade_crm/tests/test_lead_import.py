import io
import re
import zipfile

import openpyxl
import xlsxwriter

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .lead_import_common import HEADINGS, ROWS, LeadImportCommon, many, xlsx


def _with_wrong_size(content):
    """The same workbook, which says that its sheets have one cell."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            size = rb'<dimension ref="[^"]*"', b'<dimension ref="A1"'
            new.writestr(info, re.sub(*size, old.read(info)))
    return target.getvalue()


@tagged("post_install", "-at_install")
class TestLeadImport(LeadImportCommon):
    """A list goes through the inquiry log and becomes leads, as a representative does it."""

    def test_columns_are_guessed(self):
        record = self._upload(xlsx(HEADINGS, ROWS))
        self.assertEqual(record.state, "check")
        self.assertEqual(
            record.column_ids.mapped("field"),
            ["company_name", "contact_name", "email", "phone", "country", "product", "quantity",
             "note"],
        )  # fmt: skip
        self.assertIn("Anna Schmidt", record.preview)
        self.assertIn("8.1 A12", record.preview)

    def test_leads_of_rows(self):
        record = self._import()
        self.assertEqual(record.state, "done")
        self.assertEqual((record.row_count, record.lead_count, record.attention_count), (3, 3, 0))
        first, second, third = self._leads(record)
        self.assertEqual(first.partner_name, "Elbe Garden Trading GmbH")
        self.assertEqual(first.contact_name, "Anna Schmidt")
        self.assertEqual(first.email_normalized, "a.schmidt@elbe.example")
        self.assertEqual(first.phone, "+49 40 1234567")
        self.assertEqual(first.country_id.code, "DE")
        self.assertEqual(first.channel_id, self.fair)
        self.assertEqual(first.team_id, self.team)
        self.assertFalse(first.user_id, "it waits for a rule or a person")
        self.assertFalse(first.partner_id)
        self.assertEqual(first.requirement_line_ids.quantity, 1200)
        self.assertIn("8.1 A12", first.description, "columns nobody knows are notes")
        self.assertEqual(second.country_id.code, "ES")
        self.assertEqual(third.country_id.code, "CA")
        self.assertEqual(first.create_uid, self.rep)
        self.assertEqual(first.inquiry_ids.payload_type, "row")
        self.assertIn("Anna Schmidt", first.inquiry_ids.preview)
        self.assertFalse(first.message_partner_ids, "nobody follows a whole list")

    def test_chinese_headings_and_files(self):
        text = (
            "公司名称,联系人,邮箱,手机,国家,备注\n"
            "台中園藝,王小明,wang@garden.example,+886 4 2222,台湾,要报价\n"
        )
        for number, charset in enumerate(("utf-8", "utf-8-sig", "gb18030", "utf-16")):
            content = text.replace("wang", f"wang{number}").encode(charset)
            lead = self._leads(self._import(content, filename="list.csv"))
            self.assertEqual(lead.partner_name, "台中園藝")
            self.assertEqual(lead.contact_name, "王小明")
            self.assertEqual(lead.email_normalized, f"wang{number}@garden.example")
            self.assertIn("要报价", lead.description)

    def test_latin_file_with_semicolons(self):
        text = (
            "Firma;Name;E-Mail;Land\n"
            "Müller & Söhne GmbH;José Peña;jose@mueller.example;Österreich\n"
        )
        self.env["res.lang"]._activate_lang("de_DE")
        self.env.ref("base.at").with_context(lang="de_DE").name = "Österreich"
        self.env.cr.cache.clear()
        lead = self._leads(self._import(text.encode("cp1252"), filename="liste.csv"))
        self.assertEqual(lead.partner_name, "Müller & Söhne GmbH")
        self.assertEqual(lead.contact_name, "José Peña")
        self.assertEqual(lead.country_id.code, "AT")

    def test_a_title_above_and_no_headings_at_all(self):
        record = self._upload(xlsx(HEADINGS, ROWS, above=3))
        self.assertEqual(record.heading_row, 4)
        self.assertEqual(record.column_ids[0].field, "company_name")
        rows = [
            [f"b{n}@shop.example", f"www.shop{n}.example", f"+49 40 12345{n}"] for n in range(5)
        ]
        record = self._upload(xlsx(rows[0], rows[1:]))
        self.assertFalse(record.has_headings)
        self.assertEqual(record.column_ids.mapped("field"), ["email", "website", "phone"])
        self._run(record)
        self.assertEqual(record.lead_count, 5)

    def test_the_same_list_again_creates_nothing(self):
        content = xlsx(HEADINGS, ROWS)
        self._import(content)
        before = self.env["crm.lead"].search_count([])
        again = self._import(content, user=self.rep2)
        self.assertEqual((again.state, again.lead_count, again.repeated_count), ("done", 0, 3))
        more = self._import(xlsx(HEADINGS, [*ROWS, ROWS[0], ["New Ltd.", *ROWS[0][1:]]]))
        self.assertEqual((more.lead_count, more.repeated_count), (1, 4))
        self.assertEqual(self.env["crm.lead"].search_count([]), before + 1)

    def test_owner_and_tags_of_the_import(self):
        tag = self.env["crm.tag"].create({"name": "Canton Fair"})
        record = self._import(user_id=self.rep2.id, tag_ids=[(6, 0, tag.ids)])
        for lead in self._leads(record):
            self.assertEqual(lead.user_id, self.rep2)
            self.assertEqual(lead.tag_ids, tag)

    def test_known_customer(self):
        rows = [["", "Anna", self.contact.email, "", "", "", "", ""]]
        lead = self._leads(self._import(xlsx(HEADINGS, rows)))
        self.assertEqual(lead.partner_id, self.contact)
        self.assertEqual(lead.inquiry_ids.proposed_class, "repeat")

    def test_proposals(self):
        leads = self._leads(self._import())
        self.assertEqual(leads.inquiry_ids.mapped("class_state"), ["open"] * 3)
        self.assertEqual(leads[0].proposed_class, "rfq", "product and quantity are asked for")
        self.assertEqual(leads[1].proposed_class, "lead")

    def test_nameless_rows_are_listed(self):
        record = self._import(xlsx(HEADINGS, [*ROWS, ["", "", "", "", "Spain", "Chair", "1", ""]]))
        self.assertEqual((record.lead_count, record.attention_count), (3, 1))
        row = record.inquiry_ids.filtered(lambda one: one.state == "rejected")
        self.assertEqual(row.row_number, 5)
        book = openpyxl.load_workbook(io.BytesIO(record._render_report()))
        cells = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
        self.assertEqual(cells[1][0], "5")
        self.assertIn("names nobody", cells[1][1])
        self.assertIn("Chair", cells[1])

    def test_workbooks_as_they_come(self):
        """A hidden sheet first, cells merged over rows, headings twice, a size that is wrong."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        book.add_worksheet("Choices").hide()
        sheet = book.add_worksheet("Visitors")
        sheet.activate()
        sheet.write_row(0, 0, ["Company", "Contact", "Phone", "Phone", "Phone"])
        sheet.merge_range("A2:A4", "Elbe Garden Trading GmbH")
        for number, name in enumerate(("Anna", "Bert", "Carla"), 1):
            phones = [f"+49 40 {row}11111{number}" for row in (1, 2, 3)]
            sheet.write_row(number, 1, [name, *phones])
        book.close()
        content = _with_wrong_size(target.getvalue())
        leads = self._leads(self._import(content))
        self.assertEqual(leads.mapped("contact_name"), ["Anna", "Bert", "Carla"])
        self.assertEqual(set(leads.mapped("partner_name")), {"Elbe Garden Trading GmbH"})
        for phone in ("+49 40 2111111", "+49 40 3111111"):
            self.assertIn(phone, leads[0].description)

    def test_what_cannot_be_read(self):
        for content, name in (
            (b"%PDF-1.4", "a.pdf"),
            (b"PK\x03\x04junk", "a.xlsx"),
            (b"\xd0\xcf\x11\xe0old", "a.xls"),
            (b"\n\n", "a.csv"),
        ):
            with self.assertRaises(UserError, msg=name):
                self._upload(content, filename=name)
        for content in (xlsx(["Colour", "Size"], [["red", "L"]]), xlsx(HEADINGS, [])):
            record = self._upload(content, filename="b.xlsx")
            with self.assertRaises(UserError):
                record.action_start()
        record = self._upload(xlsx(HEADINGS, ROWS))
        with self.assertRaises(ValidationError):
            record.column_ids[1].field = "company_name"

    def test_formulas_stay_text(self):
        """The list of rows that were not imported opens in a spreadsheet program."""
        bad = ["", "", "", "", "=HYPERLINK(1)", "=1+1", "1", ""]
        record = self._import(xlsx(HEADINGS, ROWS))
        record = self._import(",".join(HEADINGS).encode() + b"\n" + ",".join(bad).encode())
        book = openpyxl.load_workbook(io.BytesIO(record._render_report()))
        types = {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line}
        self.assertNotIn("f", types)

    def test_template_can_be_imported(self):
        for lang in ("en_US", "zh_CN"):
            self.env["res.lang"]._activate_lang(lang)
            model = self.env["foreign.trade.lead.import"].with_context(lang=lang)
            content = model._render_template()
            record = self._upload(content)
            unknown = record.column_ids.filtered(lambda one: one.field in ("note", "skip"))
            self.assertFalse(unknown.mapped("heading"))

    def test_who_may(self):
        record = self._import()
        for user in (self.rep2, self.clerk):
            with self.assertRaises(AccessError):
                record.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                record.column_ids.with_user(user).read(["heading"])
            with self.assertRaises(AccessError):
                record.with_user(user).action_process_batch()
        with self.assertRaises(AccessError):
            self._upload(xlsx(HEADINGS, ROWS), user=self.finance)
        self.assertEqual(record.with_user(self.manager).lead_count, 3)
        self.assertEqual(len(record.with_user(self.rep).inquiry_ids), 3)
        with self.assertRaises(AccessError):
            record.with_user(self.rep).unlink()
        self._import(xlsx(HEADINGS, many(2)), user=self.clerk)

    def test_form(self):
        form = Form(self.env["foreign.trade.lead.import"].with_user(self.rep))
        form.channel_id = self.fair
        record = form.save()
        self.assertEqual(record.state, "draft")
        self.assertTrue(record.name)
        self.assertEqual(record.company_id, self.company)
