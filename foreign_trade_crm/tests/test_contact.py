from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from hypothesis import given, settings, strategies as st

from odoo import fields
from odoo.tests import tagged, warmup

from .lead_common import LeadCommon

NOW = "2026-03-02 08:00:00"
THEN = fields.Datetime.to_datetime("2026-03-01 09:30:00")


@tagged("post_install", "-at_install")
class TestContact(LeadCommon):
    """When somebody of ours and the buyer last were in contact, and who it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_lead(partner_id=cls.contact.id)

    def _post(self, record, user, **values):
        values = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment", **values}
        return record.with_user(user).message_post(body="Dear Ms Schmidt", **values)

    def test_message_out_counts_for_lead_contact_and_company(self):
        with freeze_time(NOW):
            self._post(self.deal, self.rep, partner_ids=self.contact.ids)
        for record in (self.deal, self.contact, self.buyer):
            self.assertEqual(record.contact_last_at, fields.Datetime.to_datetime(NOW))
            self.assertEqual(record.contact_last_out_at, record.contact_last_at)
            self.assertEqual(record.contact_last_user_id, self.rep)
            self.assertFalse(record.contact_last_in_at)

    def test_message_of_the_buyer(self):
        lead = self._receive().lead_id
        self.assertTrue(lead.contact_last_in_at)
        self.assertEqual(lead.contact_last_at, lead.contact_last_in_at)
        self.assertFalse(lead.contact_last_out_at)
        self.assertFalse(lead.contact_last_user_id)

    def test_notes_and_machines_are_no_contact(self):
        self._post(self.deal, self.rep, subtype_xmlid="mail.mt_note", partner_ids=self.contact.ids)
        self._post(self.deal, self.rep, partner_ids=self.manager.partner_id.ids)
        self._post(
            self.deal, self.rep, message_type="auto_comment", outgoing_email_to="anna@example.org"
        )
        self.assertFalse(self.deal.contact_last_at)
        self.assertFalse(self.buyer.contact_last_at)

    def test_message_on_customer_and_quotation(self):
        self._post(self.contact, self.rep2, partner_ids=self.contact.ids)
        self.assertEqual(self.buyer.contact_last_user_id, self.rep2)
        self.assertFalse(self.deal.contact_last_at)
        order = self._create_order(opportunity_id=self.deal.id)
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self._post(order, self.rep, partner_ids=self.buyer.ids)
        self.assertEqual(self.deal.contact_last_user_id, self.rep)
        self.assertEqual(self.buyer.contact_last_user_id, self.rep)
        self.assertTrue(self.deal.first_response_at)

    def test_call_marked_done(self):
        for record in (self.deal, self.buyer):
            activity = record.with_user(self.rep).activity_schedule(
                "mail.mail_activity_data_call", user_id=self.rep.id
            )
            activity.action_feedback(feedback="Reached her")
            self.assertEqual(record.contact_last_user_id, self.rep)
            self.assertEqual(record.contact_last_in_at, record.contact_last_out_at)

    def test_only_forward(self):
        later = THEN + timedelta(hours=2)
        self.deal._register_contact(later, self.rep)
        self.deal._register_contact(THEN, self.rep2)
        self.assertEqual(self.deal.contact_last_at, later)
        self.assertEqual(self.deal.contact_last_user_id, self.rep)
        self.deal._register_contact(THEN, self.rep2, "in")
        self.assertEqual(self.deal.contact_last_in_at, THEN)
        self.assertEqual(self.deal.contact_last_at, later)
        self.assertEqual(self.deal.contact_last_user_id, self.rep)

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 5000), st.sampled_from(("in", "out", "both"))), min_size=1
        ),
        st.randoms(use_true_random=False),
    )
    def test_order_of_filing_does_not_matter(self, moments, random):
        """Whatever comes first, and however it is split into batches: the latest counts."""
        rows = [(1, THEN - timedelta(minutes=minutes), None, way) for minutes, way in moments]
        mixed = random.sample(rows, len(rows))
        merge = self.env["crm.lead"]._merge_contact_rows
        self.assertEqual(merge(rows), merge(mixed))
        _user, last_in, last_out = merge(rows)[1]
        for way, last in (("in", last_in), ("out", last_out)):
            expected = [row[1] for row in rows if row[3] in (way, "both")]
            self.assertEqual(last, max(expected, default=None))

    def test_a_moment_to_come_counts_as_now(self):
        with freeze_time(NOW):
            self.deal._register_contact(THEN + timedelta(days=4000), self.rep, "in")
        self.assertEqual(self.deal.contact_last_at, fields.Datetime.to_datetime(NOW))

    def test_no_trace_on_the_record(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET write_date = %s", [THEN])
        self.env.invalidate_all()
        messages = self.deal.message_ids
        self.deal.with_user(self.rep)._register_contact()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.deal.write_date, THEN)
        self.assertEqual(self.deal.message_ids, messages)
        self.assertTrue(self.deal.contact_last_at)

    @warmup
    def test_queries(self):
        """Two for any number of leads: theirs and their customers'."""
        leads = self.env["crm.lead"].create(
            [{"name": f"Deal {number}", "partner_id": self.contact.id} for number in range(50)]
        )
        self.env.flush_all()
        self.rep.id, leads.mapped("partner_id.commercial_partner_id")
        with self.assertQueryCount(2):
            leads._register_contact(user=self.rep)
        with self.assertQueryCount(0):
            leads.browse()._register_contact(user=self.rep)

    def test_notes_cost_nothing(self):
        """A note costs not one query more than without us, a message to the buyer three."""
        counts = {}
        mixin = type(self.deal)
        for kind, values in (
            ("note", {"subtype_xmlid": "mail.mt_note"}),
            ("message", {"partner_ids": self.contact.ids}),
        ):
            self._post(self.deal, self.rep, **values)
            for ours in (True, False):
                with patch.object(
                    mixin,
                    "_register_message_contact",
                    mixin._register_message_contact if ours else lambda record, message: None,
                ):
                    self.env.flush_all()
                    before = self.env.cr.sql_log_count
                    self._post(self.deal, self.rep, **values)
                    self.env.flush_all()
                    counts[kind, ours] = self.env.cr.sql_log_count - before
        self.assertEqual(counts["note", True], counts["note", False])
        self.assertLessEqual(counts["message", True] - counts["message", False], 3)

    def test_merge_of_leads(self):
        first, second = self.deal, self._create_lead(name="Chairs again")
        first._register_contact(THEN, self.rep)
        second._register_contact(THEN + timedelta(days=1), self.rep2, "in")
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.contact_last_at, THEN + timedelta(days=1))
        self.assertEqual(merged.contact_last_out_at, THEN)
        self.assertEqual(merged.contact_last_user_id, self.rep2)

    def test_merge_of_customers(self):
        twin = self.buyer.copy({"name": "Gruene Gaerten"})
        self.buyer._register_contact(THEN, self.rep)
        twin._register_contact(THEN + timedelta(days=1), self.rep2)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.buyer | twin).ids, self.buyer, extra_checks=False)
        self.assertEqual(self.buyer.contact_last_at, THEN + timedelta(days=1))
        self.assertEqual(self.buyer.contact_last_user_id, self.rep2)

    def test_customers_are_found_and_sorted_by_it(self):
        """Although it does not stand in their table."""
        silent = self.buyer.copy({"name": "Silent"})
        late = self.buyer.copy({"name": "Late"})
        self.buyer._register_contact(THEN, self.rep)
        late._register_contact(THEN - timedelta(days=9), self.rep2, "in")
        partners = self.env["res.partner"].with_user(self.rep2)
        own = [("id", "in", (silent | late | self.buyer).ids)]
        for domain, found in (
            ([("contact_last_at", "<", THEN)], late),
            ([("contact_last_at", "=", False)], silent),
            ([("contact_last_at", "!=", False)], late | self.buyer),
            ([("contact_last_user_id", "=", self.rep2.id)], late),
            ([("contact_last_user_id", "!=", self.rep2.id)], silent | self.buyer),
            ([("contact_last_user_id.login", "=", self.rep2.login)], late),
            ([("contact_last_out_at", "=", False)], late | silent),
        ):
            self.assertEqual(partners.search(own + domain), found, domain)
            self.assertEqual((silent | late | self.buyer).filtered_domain(domain), found, domain)
        order = "contact_last_at desc nulls last, id"
        ordered = partners.search(own, order=order)
        self.assertEqual(ordered.ids, [self.buyer.id, late.id, silent.id])
        groups = partners._read_group(own, ["contact_last_user_id"], ["__count"])
        self.assertEqual(dict(groups)[self.rep2], 1)
        metrics = self.env["foreign.trade.customer.metrics"]
        rows = metrics.create(
            [{"partner_id": one.id, "company_id": self.company.id} for one in (late, self.buyer)]
        )
        known = [("id", "in", rows.ids), ("contact_last_at", "!=", False)]
        self.assertEqual(metrics.search(known, order="contact_last_at desc"), rows[::-1])

    def test_a_customer_that_comes_later(self):
        """What was said to the lead counts for whom it turns out to be."""
        lead = self._create_lead(name="Unknown")
        lead._register_contact(THEN, self.rep, "in")
        lead.with_user(self.rep).partner_id = self.contact
        self.assertEqual(self.contact.contact_last_in_at, THEN)
        self.assertEqual(self.buyer.contact_last_at, THEN)

    def test_copy_starts_anew(self):
        self.deal._register_contact(user=self.rep)
        self.assertFalse(self.deal.copy().contact_last_at)

    def test_nobody_writes_it(self):
        """Read-only in the screens; contact is registered, never typed."""
        for name in ("contact_last_at", "contact_last_user_id"):
            self.assertTrue(self.env["crm.lead"]._fields[name].readonly)
