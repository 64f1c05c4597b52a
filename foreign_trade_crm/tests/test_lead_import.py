import io
from unittest.mock import patch

import openpyxl
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .lead_import_common import HEADINGS, ROWS, LeadImportCommon, many, xlsx


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
        self.assertEqual(len(self._told(self.rep2)), 1, "once for all of them")

    def _told(self, user):
        domain = [("partner_ids", "in", user.partner_id.ids), ("subject", "ilike", "assigned")]
        return self.env["mail.message"].search(domain)

    def test_one_digest_for_the_import(self):
        self._rule(user_id=self.rep2.id)
        with patch("odoo.addons.foreign_trade_crm.models.foreign_trade_lead_import_run.BATCH", 10):
            record = self._import(xlsx(HEADINGS, many(35)))
        self.assertEqual(record.lead_count, 35)
        self.assertEqual(self._leads(record).user_id, self.rep2)
        messages = self._told(self.rep2)
        self.assertEqual(len(messages), 1)
        self.assertIn("35", messages.subject)

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

    @mute_logger("odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry")
    def test_one_bad_row_does_not_stop_the_others(self):
        model = type(self.env["crm.lead"])
        create = model.create

        def fail(leads, vals_list):
            if any(vals.get("partner_name") == "Company 7 Ltd." for vals in vals_list):
                raise ValidationError("not this one")
            return create(leads, vals_list)

        with patch.object(model, "create", fail):
            record = self._import(xlsx(HEADINGS, many(20)))
        self.assertEqual((record.lead_count, record.attention_count), (19, 1))
        failed = record.inquiry_ids.filtered(lambda one: one.state == "failed")
        self.assertIn("not this one", failed.error)
        failed.sudo()._process()
        self.assertEqual(failed.state, "processed")
        self.assertEqual(failed.lead_id.partner_name, "Company 7 Ltd.")

    def test_stop_and_go_on(self):
        with patch("odoo.addons.foreign_trade_crm.models.foreign_trade_lead_import_run.BATCH", 10):
            record = self._upload(xlsx(HEADINGS, many(30)))
            record.action_start()
            self.assertEqual(record.action_process_batch()["leads"], 10)
            record.action_stop()
            self.assertEqual(record.state, "stopped")
            self.assertEqual(record.action_process_batch()["leads"], 10)
            self.assertEqual(record.progress, 33)
            record.action_continue()
            for _batch in range(4):
                record.action_process_batch()
        self.assertEqual((record.state, record.lead_count), ("done", 30))

    def _cron(self):
        progress = patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60)
        with progress:
            self.env["foreign.trade.lead.import"].sudo()._cron_process()

    def test_the_scheduled_action_goes_on(self):
        """Where nobody watches; not while a browser drives the import."""
        with freeze_time("2026-03-02 08:00:00"):
            record = self._upload(xlsx(HEADINGS, many(5)))
            record.action_start()
            self._cron()
            self.assertEqual(record.state, "running")
        with freeze_time("2026-03-02 08:01:00"):
            self._cron()
            self.assertEqual((record.state, record.lead_count), ("done", 5))
            self.assertEqual(self._leads(record).create_uid, self.rep)

    def test_new_rows_are_not_retried(self):
        record = self._upload(xlsx(HEADINGS, ROWS))
        record.action_start()
        due = self.inquiries.search(self.inquiries._get_retry_domain())
        self.assertFalse(due & record.sudo().inquiry_ids)

    def test_what_cannot_be_read(self):
        for content, name in (
            (b"%PDF-1.4", "a.pdf"),
            (b"PK\x03\x04junk", "a.xlsx"),
            (b"\xd0\xcf\x11\xe0old", "a.xls"),
            (b"\n\n", "a.csv"),
        ):
            with self.assertRaises(UserError, msg=name):
                self._upload(content, filename=name)
        record = self._upload(xlsx(["Colour", "Size"], [["red", "L"]]), filename="b.xlsx")
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

    def test_queries_do_not_grow(self):
        """Twice the rows, hardly more queries than Odoo's own for the leads."""

        def queries(count, prefix):
            record = self._upload(xlsx(HEADINGS, many(count, prefix)), user=self.manager)
            record.action_start()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            record.action_process_batch()
            self.env.flush_all()
            self.assertEqual(record.lead_count, count)
            return self.env.cr.sql_log_count - before

        def plain(count):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.lead"].with_context(
                mail_create_nolog=True, mail_create_nosubscribe=True
            ).create([{"name": f"Lead {n}", "type": "lead"} for n in range(count)])
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(20, "Warm")
        plain(20)
        small, large = queries(50, "Small"), queries(150, "Large")
        grown, own = large - small, plain(150) - plain(50)
        self.assertLessEqual(grown, own + 10, f"{small} to {large}; plain Odoo {own}")

    def test_form(self):
        form = Form(self.env["foreign.trade.lead.import"].with_user(self.rep))
        form.channel_id = self.fair
        record = form.save()
        self.assertEqual(record.state, "draft")
        self.assertTrue(record.name)
        self.assertEqual(record.company_id, self.company)
        self.assertLessEqual(record.create_date, fields.Datetime.now())

    def test_known_buyers_by_policy(self):
        """Attached to what is open, or a lead of its own with a flag; no messages for a list."""
        known = self._leads(self._import())[0]
        rows = [["Elbe Garden", "A. Schmidt", "A.Schmidt@elbe.example", "", "", "", "", "9.1"]]
        flagged = self._leads(self._import(xlsx(HEADINGS, rows)))
        self.assertTrue(flagged.duplicate_flag)
        self.fair.duplicate_policy = "attach"
        rows = [
            ["Elbe", "Anna", "a.schmidt@elbe.example", "", "", "", "", "9.2"],
            ["New House Ltd.", "Bob", "bob@new.example", "", "Canada", "", "", "9.3"],
            ["New House", "Robert", "bob@new.example", "+1 416 555 0123", "", "", "", "9.4"],
        ]
        domain = [("model", "=", "crm.lead"), ("message_type", "in", ("email", "comment"))]
        messages = self.env["mail.message"].search_count(domain)
        record = self._import(xlsx(HEADINGS, rows))
        states = record.inquiry_ids.sorted("row_number").mapped("state")
        self.assertEqual(states, ["duplicate", "processed", "duplicate"])
        attached, new, later = record.sudo().inquiry_ids.sorted("row_number")
        self.assertIn(attached.lead_id, known | flagged)
        self.assertEqual(later.lead_id, new.lead_id)
        self.assertEqual(new.lead_id.phone, "+1 416 555 0123", "it learns what it did not know")
        self.assertFalse(attached.lead_id.activity_ids)
        self.assertEqual(self.env["mail.message"].search_count(domain), messages)
