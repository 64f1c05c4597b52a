import contextlib
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ..models.crm_lead_follow_up import AT_ONCE
from .quotes_common import QuotesCommon

MONDAY = "2026-03-09 08:00:00"


@tagged("post_install", "-at_install")
class TestDeadlineFollowUp(QuotesCommon):
    """Leads are claimed and followed up in time; deals have an interval by their stage."""

    def setUp(self):
        super().setUp()
        self.company.resource_calendar_id.tz = "UTC"
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["pipeline_export", "deadline_follow_up"])

    def _row(self, lead, code, state="open"):
        return self.env["foreign.trade.deadline"].search(
            [("res_id", "=", lead.id), ("code", "=", code), ("state", "=", state)]
        )

    def _lead(self, user=None, **values):
        return self._create_lead(user, type="lead", **values)

    def _stage(self, code):
        return self.env.ref(f"__foreign_trade__.stage_{code}_{self.company.id}")

    @freeze_time(MONDAY)
    def test_claiming_in_time(self):
        lead = self._lead(user_id=False)
        self.assertEqual(self._row(lead, "unclaimed").due_at, datetime(2026, 3, 10, 8))
        self.assertFalse(self._row(lead, "no_update"))
        with freeze_time("2026-03-09 12:00:00"):
            lead.with_user(self.manager).user_id = self.rep
            met = self._row(lead, "unclaimed", "met")
            self.assertEqual((met.elapsed_hours, bool(self._row(lead, "unclaimed"))), (4, False))
            self.assertEqual(self._row(lead, "no_update").due_at, datetime(2026, 3, 11, 12))
            self.assertEqual(self._row(lead, "no_update").user_id, self.rep)
        with freeze_time("2026-03-10 12:00:00"):
            lead.with_user(self.manager).user_id = False
            self.assertFalse(self._row(lead, "no_update"))
            self.assertEqual(self._row(lead, "unclaimed").due_at, datetime(2026, 3, 11, 12))

    @freeze_time(MONDAY)
    def test_one_message_begins_the_interval_once(self):
        lead = self._lead().with_user(self.rep)
        restart = type(lead)._deadline_restart
        with patch.object(
            type(lead), "_deadline_restart", autospec=True, side_effect=restart
        ) as told:
            lead.message_post(
                body="Our offer",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                outgoing_email_to=lead.email_from,
            )
        self.assertEqual([call.args[1] for call in told.call_args_list], ["no_update"])

    @freeze_time(MONDAY)
    def test_what_a_person_does_begins_the_interval_anew(self):
        lead = self._lead()
        row = self._row(lead, "no_update")
        self.assertEqual(row.due_at, datetime(2026, 3, 11, 8))
        mine = lead.with_user(self.rep)
        actions = {
            "a note": lambda: mine.message_post(
                body="Called, no answer", subtype_xmlid="mail.mt_note", message_type="comment"
            ),
            "a change": lambda: mine.write({"priority": "2"}),
            "contact": lambda: lead._register_contact(user=self.rep),
            "an activity": lambda: mine.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.rep.id
            ).action_feedback(feedback="Looked into it"),
        }
        for hour, (what, act) in enumerate(actions.items(), start=9):
            with self.subTest(what), freeze_time(f"2026-03-09 {hour:02}:00:00"):
                act()
                self.assertEqual(row.due_at, datetime(2026, 3, 11, hour))
        self.assertEqual(self._row(lead, "no_update"), row, "a kept promise is not worth a row")

    @freeze_time(MONDAY)
    def test_what_others_do_does_not(self):
        lead = self._lead()
        row = self._row(lead, "no_update")
        with freeze_time("2026-03-09 10:00:00"):
            lead.sudo().write({"priority": "2"})
            lead.message_post(
                body="When do you answer?",
                message_type="email",
                subtype_xmlid="mail.mt_comment",
                author_id=self.env["res.partner"].create({"name": "Buyer"}).id,
            )
            lead._register_contact(direction="in")
            lead.with_user(self.rep).write({"color": 3})
        self.assertEqual(row.due_at, datetime(2026, 3, 11, 8))

    @freeze_time(MONDAY)
    def test_a_mass_edit_counts_at_the_end_of_its_transaction(self):
        leads = self.env["crm.lead"].union(*(self._lead() for _number in range(AT_ONCE + 1)))
        rows = self.env["foreign.trade.deadline"].search(
            [("res_id", "in", leads.ids), ("code", "=", "no_update")]
        )
        mine = leads.with_user(self.rep)
        with freeze_time("2026-03-09 09:00:00"):
            with contextlib.suppress(RuntimeError), self.env.cr.savepoint():
                mine.write({"priority": "2"})
                raise RuntimeError
            self.env.cr.flush()
            self.assertEqual(set(rows.mapped("due_at")), {datetime(2026, 3, 11, 8)})
            self.env.cr.execute("UPDATE crm_lead SET write_date = '2026-01-01'")
            self.env.invalidate_all()
            with contextlib.suppress(RuntimeError), self.env.cr.savepoint(flush=False):
                mine.write({"priority": "2"})
                self.env.flush_all()
                raise RuntimeError
            self.env.invalidate_all(flush=False)
            self.env.cr.flush()
            self.assertEqual(set(rows.mapped("due_at")), {datetime(2026, 3, 11, 8)})
            mine.write({"priority": "2"})
            leads[0].unlink()
            self.env.cr.flush()
        left = rows.exists()
        self.assertEqual(set(left.mapped("res_id")), set(leads.exists().ids))
        self.assertEqual(set(left.mapped("due_at")), {datetime(2026, 3, 11, 9)})

    @freeze_time(MONDAY)
    def test_a_broken_promise_stays_on_record(self):
        lead = self._lead()
        row = self._row(lead, "no_update")
        with freeze_time("2026-03-11 09:00:00"):
            row._process_due()
            reminders = self.env["mail.activity"].search([("deadline_id", "=", row.id)])
            self.assertEqual(reminders.user_id, self.rep | self.manager)
            lead.with_user(self.rep).write({"priority": "1"})
            self.assertEqual((row.state, row.elapsed_hours), ("met", 49))
            self.assertFalse(reminders.exists())
            self.assertEqual(self._row(lead, "no_update").due_at, datetime(2026, 3, 13, 9))

    @freeze_time(MONDAY)
    def test_reminders_of_one_promise_outlive_another(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_first_response"])
        lead = self._lead()
        rows = self._row(lead, "no_update") + self._row(lead, "first_response")
        with freeze_time("2026-03-12 09:00:00"):
            rows._process_due()
            lead._deadline_stop("first_response")
            kept = self.env["mail.activity"].search([("deadline_id", "in", rows.ids)])
            self.assertEqual(kept.deadline_id, rows[0])

    @freeze_time(MONDAY)
    def test_deals_have_an_interval_by_stage(self):
        team = self.env.ref(f"__foreign_trade__.team_export_{self.company.id}")
        deal = self._create_lead(
            type="opportunity", team_id=team.id, stage_id=self._stage("requirement").id
        )
        self.assertEqual(self._row(deal, "no_update").due_at, datetime(2026, 3, 16, 8))
        deal.with_user(self.manager).write(
            {"stage_id": self._stage("sample").id, "gate_override_reason": "Fair order"}
        )
        row = self._row(deal, "no_update")
        self.assertEqual((row.policy_hours, row.due_at), (240, datetime(2026, 3, 23, 8)))
        deal.with_user(self.manager).write(
            {"stage_id": self._stage("won").id, "gate_override_reason": "Fair order"}
        )
        self.assertFalse(self._row(deal, "no_update"))
        self.assertFalse(deal.deadline_state in ("ok", "warn", "late"))

    @freeze_time(MONDAY)
    def test_a_quotation_sent_follows_the_deal_up(self):
        team = self.env.ref(f"__foreign_trade__.team_export_{self.company.id}")
        deal = self._create_lead(
            type="opportunity", team_id=team.id, stage_id=self._stage("requirement").id
        )
        order = self._create_quotation(opportunity_id=deal.id)
        with freeze_time("2026-03-10 08:00:00"):
            order.with_user(self.rep).action_quotation_sent()
        self.assertEqual(self._row(deal, "no_update").due_at, datetime(2026, 3, 17, 8))

    @freeze_time(MONDAY)
    def test_archived_and_back(self):
        lead = self._lead()
        lead.action_archive()
        self.assertFalse(self._row(lead, "no_update"))
        with freeze_time("2026-03-10 08:00:00"):
            lead.action_unarchive()
            self.assertEqual(self._row(lead, "no_update").due_at, datetime(2026, 3, 12, 8))

    @freeze_time(MONDAY)
    def test_merging_an_unclaimed_lead_into_one_with_an_owner(self):
        leads = self._lead() + self._lead(user_id=False)
        merged = leads.sudo().merge_opportunity(user_id=self.rep.id)
        self.assertFalse(self._row(merged, "unclaimed"))
        self.assertEqual(len(self._row(merged, "no_update")), 1)

    @freeze_time(MONDAY)
    def test_first_response_in_both_measures(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_first_response"])
        with freeze_time("2026-03-13 08:00:00"):  # a Friday
            lead = self._lead()
        lead.flush_recordset()
        self.cr.execute(
            "UPDATE crm_lead SET create_date = '2026-03-13 08:00:00' WHERE id = %s", [lead.id]
        )
        lead.invalidate_recordset()
        with freeze_time("2026-03-16 08:00:00"):
            lead._register_first_response()
        self.assertEqual(lead.first_response_hours, 72)
        self.assertEqual(lead.first_response_policy_hours, 24)

    @freeze_time(MONDAY)
    def test_what_is_due_is_named_on_the_card(self):
        lead = self._lead(user_id=False)
        self.assertEqual(lead.deadline_label, "Claim")
        lead.user_id = self.rep
        lead.invalidate_recordset()
        self.assertEqual(lead.deadline_label, "Follow up")

    @freeze_time(MONDAY)
    def test_many_deals_cost_no_query_each(self):
        counts = {}
        for number in (10, 60):
            leads = self.env["crm.lead"].create(
                [{"name": f"L {n}", "type": "lead", "user_id": self.rep.id} for n in range(number)]
            )
            self.env.flush_all()
            before = self.cr.sql_log_count
            leads._deadline_note_update()
            self.env.flush_all()
            counts[number] = self.cr.sql_log_count - before
        self.assertLessEqual(counts[60] - counts[10], 2)
