from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..tools.pool_columns import FOLLOWED_AT
from .lead_common import LeadCommon

NOW = fields.Datetime.to_datetime("2026-03-02 08:00:00")


@tagged("post_install", "-at_install")
class TestContactLog(LeadCommon):
    """A call, a visit or a chat, told in one pop-up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.deal = cls._create_lead(partner_id=cls.contact.id)
        cls.other = cls._create_lead(user=cls.rep2, name="Umbrellas")

    def _log(self, record=None, user=None, **values):
        record = record or self.deal
        field = "lead_id" if record._name == "crm.lead" else "partner_id"
        logs = self.env["foreign.trade.contact.log"].with_user(user or self.rep)
        return logs.create({field: record.id, **values})

    def _open(self, record, user=None):
        action = record.with_user(user or self.rep).action_log_contact()
        self.assertEqual(action["target"], "new")
        pop_up = self.env[action["res_model"]].with_user(user or self.rep)
        return Form(pop_up.with_context(**action["context"]))

    def test_pop_up_from_deal_and_customer(self):
        with self._open(self.deal) as form:
            form.channel = "whatsapp"
            form.note = "Wants samples\nof the <b>folding</b> chair"
            form.next_type_id = self.call
            self.assertTrue(form.next_date)
        self.assertFalse(self.deal.contact_log_ids, "a form left half filled logs nothing")
        self.assertFalse(self.deal.first_response_at)
        form.record.action_log()
        log = self.deal.contact_log_ids
        self.assertEqual(log.partner_id, self.contact)
        self.assertEqual(log.user_id, self.rep)
        activity = self.deal.activity_ids.filtered(lambda one: one.activity_type_id == self.call)
        self.assertEqual(activity.user_id, self.rep)
        self.assertEqual(activity.date_deadline, log.next_date)
        with self._open(self.buyer) as form:
            form.channel = "visit"
        form.record.action_log()
        self.assertEqual(self.buyer.contact_log_count, 2)
        self.assertEqual(self._open(self.buyer).channel, "visit", "the channel used last")

    def test_note_is_readable_and_internal(self):
        log = self._log(channel="wechat", note="First line\nSecond <script>line</script>")
        message = log.message_id
        for words in ("WeChat", "Anna Schmidt", "Reached", "First line<br>Second &lt;script"):
            self.assertIn(words, message.body)
        subtype = self.env.ref("foreign_trade_crm.mail_subtype_contact_logged")
        self.assertEqual(message.subtype_id, subtype)
        self.assertTrue(subtype.internal)
        self.assertFalse(message.notified_partner_ids)
        self.assertEqual(message.author_id, self.rep.partner_id)

    def test_contact_and_first_response(self):
        at = self.deal.create_date.replace(microsecond=0) + timedelta(hours=2)
        with freeze_time(at + timedelta(hours=1)):
            self._log(channel="phone", direction="in", contacted_at=at)
        self.assertEqual(self.deal.first_response_at, at)
        for record in (self.deal, self.contact, self.buyer):
            self.assertEqual(record.contact_last_at, at)
            self.assertEqual(record.contact_last_user_id, self.rep)

    def test_what_is_no_answer(self):
        self._log(channel="phone", outcome="no_answer")
        self._log(channel="phone", outcome="wrong_person")
        self.assertFalse(self.deal.contact_last_at)
        self.assertFalse(self.deal.first_response_at)
        self._log(channel="whatsapp", direction="in")
        self.assertTrue(self.deal.contact_last_in_at)
        self.assertFalse(self.deal.first_response_at, "the buyer wrote, nobody answered")
        self._log(channel="whatsapp", direction="out")
        self.assertTrue(self.deal.first_response_at)

    def test_call_of_last_week(self):
        """Told late it counts from when it was: it takes nothing back, and puts nothing off."""
        arrival = self.deal.create_date.replace(microsecond=0)
        early, late = arrival + timedelta(hours=2), arrival + timedelta(days=7)
        with freeze_time(late):
            self._log(channel="phone", contacted_at=early)
            self.assertEqual(self.deal.first_response_hours, 2)
            followed = self._followed_at()
            self._log(user=self.manager, channel="visit", contacted_at=early - timedelta(hours=1))
        self.assertEqual(self.deal.first_response_at, early)
        for record in (self.deal, self.contact, self.buyer):
            self.assertEqual(record.contact_last_at, early)
            self.assertEqual(record.contact_last_user_id, self.rep)
        self.assertEqual((followed, self._followed_at()), (early, early))

    def _followed_at(self):
        """From when the pool counts the days without follow-up."""
        self.deal.flush_recordset()
        query = f"SELECT {FOLLOWED_AT} FROM crm_lead WHERE id = %s"
        self.cr.execute(query, [self.deal.id])
        return self.cr.fetchone()[0].replace(microsecond=0)

    def test_what_was_before_the_inquiry_does_not_answer_it(self):
        arrival = self.deal.create_date.replace(microsecond=0)
        before = arrival - timedelta(days=7)
        with freeze_time(arrival + timedelta(hours=1)):
            self._log(channel="phone", contacted_at=before)
        self.assertFalse(self.deal.first_response_at)
        self.assertEqual(self.deal.contact_last_at, before)
        self.assertEqual(self._followed_at(), arrival)
        now = arrival + timedelta(hours=2)
        with freeze_time(now):  # by a watch that is fast
            self._log(channel="phone", contacted_at=now + timedelta(minutes=9))
        self.assertEqual(self.deal.first_response_at, now)
        self.assertEqual(self.deal.contact_last_at, now)

    def test_contact_with_a_company(self):
        log = self._log(self.buyer, channel="trade_fair")
        self.assertEqual(log.customer_id, self.buyer)
        self.assertEqual(self.buyer.contact_last_user_id, self.rep)
        self.assertIn("Trade Fair", self.buyer.message_ids[:1].body)

    def test_wrong_input(self):
        with self.assertRaises(ValidationError):
            self._log(contacted_at=fields.Datetime.now() + timedelta(days=1))
        with self.assertRaises(ValidationError):
            self._log(next_type_id=self.call.id, next_date=False)
        with self.assertRaises(ValidationError):
            self.env["foreign.trade.contact.log"].with_user(self.rep).create({"note": "?"})

    def test_who_logs_and_reads(self):
        log = self._log(channel="phone", user_id=self.rep2.id)
        self.assertEqual(log.user_id, self.rep, "nobody logs in a colleague's name")
        with self.assertRaises(AccessError):
            self._log(self.other)
        logs = self.env["foreign.trade.contact.log"]
        self.assertFalse(logs.with_user(self.rep2).search([("id", "=", log.id)]))
        for user in (self.rep, self.clerk, self.finance, self.manager):
            self.assertTrue(logs.with_user(user).search([("id", "=", log.id)]), user.name)
        by_manager = self._log(user=self.manager, user_id=self.rep2.id)
        self.assertEqual(by_manager.user_id, self.rep2)

    def test_nobody_edits_a_log(self):
        log = self._log()
        for user in (self.rep, self.clerk, self.finance, self.manager, self.admin):
            with self.assertRaises(AccessError):
                log.with_user(user).write({"note": "Another story"})
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                log.with_user(user).unlink()
        log.with_user(self.manager).unlink()

    def test_where_pools_are_used(self):
        """The pool's rules let through what has no customer, or no lead."""
        self.env["foreign.trade.pool.policy"].create(
            {"name": "Pools", "company_id": self.company.id}
        )
        lead = self._create_lead(name="No customer yet")
        logs = self._log(lead) | self._log(self.buyer)
        found = logs.with_user(self.rep).search([("id", "in", logs.ids)])
        self.assertEqual(found, logs)

    def test_other_companies(self):
        log = self._log()
        other = self._create_exporter("Another Trading Co., Ltd.")
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_manager", company=other
        )
        logs = log.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(logs.search([("id", "=", log.id)]))

    def test_logs_survive_merging(self):
        twin = self._create_lead(name="Chairs again", partner_id=self.contact.id)
        logs = self._log() | self._log(twin)
        merged = (self.deal | twin).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.contact_log_ids, logs)

    def test_figures_for_the_manager(self):
        for channel in ("phone", "phone", "visit"):
            self._log(channel=channel)
        self._log(self.other, self.rep2, channel="phone")
        logs = self.env["foreign.trade.contact.log"].with_user(self.manager)
        domain = [("lead_id", "in", (self.deal | self.other).ids)]
        counts = logs._read_group(domain, ["user_id", "channel"], ["__count"])
        self.assertEqual(
            {(user.name, channel): count for user, channel, count in counts},
            {("Lin Wei", "phone"): 2, ("Lin Wei", "visit"): 1, ("Chen Jie", "phone"): 1},
        )
        action = self.deal.with_user(self.rep).action_view_contact_logs()
        self.assertEqual(logs.search_count(action["domain"]), 3)
