from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_import_common import HEADINGS, ROWS, LeadImportCommon, many, xlsx


@tagged("post_install", "-at_install")
class TestLeadImportRun(LeadImportCommon):
    """An import at work: batches, stopping, notices, known buyers, cost."""

    def test_the_named_owner_hears_once(self):
        self._import(user_id=self.rep2.id)
        self.assertEqual(len(self._told(self.rep2)), 1)

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

    @mute_logger("odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry")
    def test_one_bad_row_does_not_stop_the_others(self):
        model = type(self.env["crm.lead"])
        create = model.create

        def fail(leads, vals_list):
            if any(vals.get("partner_name") == "Company 7 Ltd." for vals in vals_list):
                raise ValueError("not this one")
            return create(leads, vals_list)

        with patch.object(model, "create", fail):
            record = self._import(xlsx(HEADINGS, many(20)))
        self.assertEqual((record.lead_count, record.attention_count), (19, 1))
        failed = record.inquiry_ids.filtered(lambda one: one.state == "failed")
        self.assertIn("not this one", failed.error)
        self.fair.acknowledge_template_id = self.template
        failed.sudo()._process()
        self.assertEqual(failed.state, "processed")
        told = failed.lead_id.message_ids.filtered(lambda one: one.message_type == "auto_comment")
        self.assertFalse(told, "whoever stands in a list has not written to us")
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

    def test_a_colleagues_lead_is_not_named(self):
        lead = self._create_lead(
            user=self.rep2, type="lead", name="Gazebos", email_from="lars@nordichuts.example"
        )
        self.fair.duplicate_policy = "attach"
        rows = [["Nordic Huts", "Lars", "lars@nordichuts.example", "", "", "", "", "9.9"]]
        entry = self._import(xlsx(HEADINGS, rows)).sudo().inquiry_ids
        self.assertEqual(entry.lead_id, lead)
        for user, told in ((self.rep, False), (self.manager, True)):
            [row] = entry.with_user(user).web_read({"lead_id": {"fields": {"display_name": {}}}})
            self.assertEqual(bool(row["lead_id"]), told)
