from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .deadline_contract import DeadlineContract
from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestQuotationDeadlineContract(DeadlineContract, QuotesCommon):
    deadline_code = "quotation_reply"

    def _contract_deadline_record(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        return order

    def test_contract_deleting_the_record_deletes_rows(self):
        self._contract_policy()
        record = self._contract_deadline_record()
        row = self._contract_row(record)
        record.sudo()._action_cancel()
        record.sudo().unlink()
        self.assertFalse(row.exists())


@tagged("post_install", "-at_install")
class TestQuotationDeadline(QuotesCommon):
    """No reply for three days, for seven; the validity; whatever ends the wait."""

    MONDAY = "2026-03-09 08:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "UTC"
        gallery = cls.env["foreign.trade.gallery"].with_user(cls.manager)
        gallery._load(["quotation_follow_up"])
        with freeze_time(cls.MONDAY):
            cls.lead = cls._create_lead(partner_id=cls.buyer.id)
            cls.order = cls._create_quotation(
                validity_date="2026-04-10", opportunity_id=cls.lead.id
            )
            cls.order.with_user(cls.rep).action_quotation_sent()

    def _row(self, code, state="open"):
        return self.env["foreign.trade.deadline"].search(
            [
                ("res_model", "=", "sale.order"),
                ("res_id", "=", self.order.id),
                ("code", "=", code),
                ("state", "=", state),
            ]
        )

    def _run(self, moment):
        with freeze_time(moment):
            rows = self.env["foreign.trade.deadline"]
            rows.browse(rows._lock_due(10))._process_due()
        return self.order.activity_ids.sorted("id")

    def test_reminded_after_three_and_after_seven_days(self):
        self.assertEqual(self._row("quotation_reply").due_at, datetime(2026, 3, 12, 8))
        self.assertEqual(self._row("quotation_reply_again").due_at, datetime(2026, 3, 18, 8))
        self.assertFalse(self._run("2026-03-12 07:00:00"))
        first = self._run("2026-03-12 08:30:00")
        self.assertEqual(first.user_id, self.rep)
        self.assertIn(f"No reply to {self.order.name} / V1 for 3 days", first.summary)
        self.assertEqual(len(self._run("2026-03-13 08:30:00")), 1, "once")
        second = self._run("2026-03-18 08:30:00")
        self.assertEqual(len(second), 2)
        self.assertEqual(second.user_id, self.rep)

    def test_validity(self):
        row = self._row("quotation_validity")
        self.assertEqual(row.due_at, datetime(2026, 4, 10, 23, 59, 59))
        self.assertEqual(row.warn_at, datetime(2026, 4, 7, 23, 59, 59))
        activities = self._run("2026-04-08 08:00:00")
        self.assertIn("expires on 2026-04-10", "".join(activities.mapped("summary")))

    def test_the_next_version_begins_anew(self):
        with freeze_time("2026-03-11 09:00:00"):
            self.order.order_line.price_unit = 19
            self.order.with_user(self.rep).action_record_version()
        self.assertEqual(self._row("quotation_reply").due_at, datetime(2026, 3, 16, 9))

    def test_days_are_those_of_whom_is_told(self):
        """Sent after midnight in China, which is not yet midnight in UTC."""
        self.rep.tz = "Asia/Shanghai"
        with freeze_time("2026-03-11 17:00:00"):
            self.order.order_line.price_unit = 19
            self.order.with_user(self.rep).action_record_version()
        activities = self._run("2026-03-18 08:00:00")
        self.assertIn("on 2026-03-12.", "".join(activities.mapped("note")))

    def test_what_the_buyer_says_is_a_reply(self):
        portal_words = {"author_id": self.contact.id, "message_type": "comment"}
        replies = {
            "on the quotation": lambda: self.order.message_post(
                body="Too dear", subtype_xmlid="mail.mt_comment", **portal_words
            ),
            "on the deal": lambda: self.lead.message_post(
                body="Too dear",
                subtype_xmlid="mail.mt_comment",
                author_id=self.contact.id,
                message_type="email",
            ),
            "to the company": lambda: self.buyer._register_contact(direction="in"),
        }
        for where, reply in replies.items():
            with self.subTest(where), self.cr.savepoint() as savepoint:
                with freeze_time("2026-03-10 08:00:00"):
                    reply()
                self.assertFalse(self._row("quotation_reply"))
                self.assertFalse(self._row("quotation_reply_again"))
                self.assertTrue(self._row("quotation_validity"), "he has not accepted yet")
                savepoint.rollback()

    def test_our_own_words_are_no_reply(self):
        with freeze_time("2026-03-10 08:00:00"):
            self.order.with_user(self.rep).message_post(
                body="Any news?",
                partner_ids=self.buyer.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertTrue(self._row("quotation_reply"))

    def test_accepted_confirmed_cancelled(self):
        for step in (
            lambda: (
                self.env["foreign.trade.quotation.acceptance"]
                .with_user(self.rep)
                .create({"version_id": self.order.last_version_id.id, "accepted_on": "2026-03-10"})
            ),
            lambda: self.order.action_confirm(),
            lambda: self.order._action_cancel(),
        ):
            with self.cr.savepoint() as savepoint:
                step()
                for code in ("quotation_reply", "quotation_reply_again", "quotation_validity"):
                    self.assertFalse(self._row(code))
                savepoint.rollback()
