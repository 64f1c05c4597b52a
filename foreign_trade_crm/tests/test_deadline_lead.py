from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ForeignTradeCommon
from .deadline_contract import DeadlineContract

LOGGER = "odoo.addons.foreign_trade_crm.models.foreign_trade_deadline"


@tagged("post_install", "-at_install")
class TestDeadlineLead(DeadlineContract, ForeignTradeCommon):
    deadline_code = "first_response"

    def _contract_deadline_record(self):
        return self._create_lead(type="lead")

    def _row(self, lead):
        return self._contract_row(lead)

    @freeze_time("2026-03-13 09:00:00")
    def test_friday_evening_is_due_on_monday_evening(self):
        """17:00 on Friday in Shanghai."""
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self._contract_policy(hours=24, warn_before=4)
        row = self._row(self._create_lead(type="lead"))
        self.assertEqual(row.due_at, datetime(2026, 3, 16, 9))
        self.assertEqual(row.warn_at, datetime(2026, 3, 16, 5))

    @freeze_time("2026-03-09 09:00:00")
    def test_public_holiday_stands_still(self):
        calendar = self.company.resource_calendar_id
        calendar.tz = "UTC"
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": "2026-03-10 00:00:00",
                "date_to": "2026-03-10 23:59:59",
            }
        )
        self._contract_policy(hours=24)
        row = self._row(self._create_lead(type="lead"))
        self.assertEqual(row.due_at, datetime(2026, 3, 11, 9))

    @freeze_time("2026-03-09 08:00:00")
    def test_working_hours(self):
        self.company.resource_calendar_id.tz = "UTC"
        self._contract_policy(hours=12, clock="calendar", warn_before=0)
        lead = self._create_lead(type="lead")
        row = self._row(lead)
        self.assertEqual(row.due_at.date(), datetime(2026, 3, 10).date())
        lead._deadline_stop("first_response", datetime(2026, 3, 9, 10))
        self.assertAlmostEqual(row.elapsed_hours, 2)

    def test_condition_and_company_of_the_policy(self):
        self._contract_policy(domain="[('type', '=', 'lead')]")
        self.assertFalse(self._row(self._create_lead()))
        self.assertTrue(self._row(self._create_lead(type="lead")))
        other = self.env["res.company"].create({"name": "Other exporter"})
        self.env["foreign.trade.deadline.policy"].search([]).company_id = other
        self.assertFalse(self._row(self._create_lead(type="lead")))

    def test_first_policy_that_fits_counts(self):
        self._contract_policy(hours=24, sequence=20)
        self._contract_policy(hours=4, sequence=10, domain="[('email_from', 'ilike', 'vip')]")
        self.assertEqual(self._row(self._create_lead(type="lead")).policy_hours, 24)
        lead = self._create_lead(type="lead", email_from="buyer@vip.example")
        self.assertEqual(self._row(lead).policy_hours, 4)

    def test_broken_condition_is_refused_and_never_stops_work(self):
        with self.assertRaises(ValidationError):
            self._contract_policy(domain="[('no_such_field', '=', 1)]")
        policy = self._contract_policy()
        self.env.cr.execute(
            "UPDATE foreign_trade_deadline_policy SET domain = '[(' WHERE id = %s", [policy.id]
        )
        policy.invalidate_recordset()
        with mute_logger("odoo.addons.foreign_trade_crm.models.foreign_trade_deadline_policy"):
            self.assertTrue(self._create_lead(type="lead"))

    def test_a_field_that_went_with_its_module_stops_nobody(self):
        policy = self._contract_policy(sequence=1)
        self._contract_policy(sequence=2, hours=7)
        self.env.cr.execute(
            "UPDATE foreign_trade_deadline_policy SET domain = %s WHERE id = %s",
            ["[('field_of_a_lost_module', '=', 1)]", policy.id],
        )
        policy.invalidate_recordset()
        with mute_logger("odoo.addons.foreign_trade_crm.models.foreign_trade_deadline_policy"):
            lead = self._create_lead(type="lead")
        self.assertEqual(self._row(lead).policy_hours, 7, "the next policy counts")

    def test_explicit_start_moves_a_running_clock(self):
        """An inquiry that was processed late came in when it came in."""
        self._contract_policy()
        lead = self._create_lead(type="lead")
        lead._deadline_start("first_response", datetime(2026, 1, 5, 8))
        self.assertEqual(self._row(lead).started_at, datetime(2026, 1, 5, 8))
        self.assertEqual(lead.deadline_state, "late")

    def test_thousand_leads_cost_no_query_each(self):
        self._contract_policy()
        counts = {}
        for number in (10, 200):
            leads = self.env["crm.lead"].create(
                [{"name": f"Lead {n}", "type": "opportunity"} for n in range(number)]
            )
            self.env.flush_all()
            before = self.cr.sql_log_count
            rows = leads._deadline_start("first_response", datetime(2026, 1, 5, 8))
            self.env.flush_all()
            counts[number] = self.cr.sql_log_count - before
            self.assertEqual(len(rows), number)
        self.assertLessEqual(counts[200] - counts[10], 4)

    def test_a_page_of_leads_costs_one_query(self):
        self._contract_policy()
        leads = self.env["crm.lead"].create(
            [{"name": f"Lead {n}", "type": "lead"} for n in range(30)]
        )
        self.env.flush_all()
        leads.invalidate_recordset()
        with self.assertQueryCount(1):
            leads.mapped("deadline_state")
            leads.mapped("deadline_due_at")

    def test_nothing_due_costs_one_query(self):
        self._contract_policy()
        self.env["crm.lead"].create([{"name": f"Lead {n}", "type": "lead"} for n in range(30)])
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertFalse(self.env["foreign.trade.deadline"]._lock_due(50))

    def test_a_failing_row_does_not_stop_the_next(self):
        self._contract_policy()
        leads = self._create_lead(type="lead") + self._create_lead(type="lead")
        rows = self._row(leads[0]) + self._row(leads[1])
        rows.next_at = datetime(2026, 1, 5)
        prepare = type(rows)._prepare_activity_values

        def fail_first(row, record, user, late):
            if row == rows[0]:
                raise RuntimeError("mail server on fire")
            return prepare(row, record, user, late)

        with patch.object(type(rows), "_prepare_activity_values", fail_first), mute_logger(LOGGER):
            rows._process_due()
        self.assertIn("fire", rows[0].error)
        self.assertFalse(rows[0].warned_at)
        self.assertTrue(rows[1].warned_at)
        self.assertTrue(self._contract_activities(leads[1], self.rep))

    def test_unassigned_lead_goes_to_the_team_leader(self):
        self._contract_policy()
        lead = self._create_lead(type="lead", user_id=False)
        row = self._row(lead)
        row.write({"due_at": datetime(2026, 1, 5), "next_at": datetime(2026, 1, 5)})
        row._process_due()
        self.assertTrue(self._contract_activities(lead, self.manager))

    def test_the_new_owner_is_warned(self):
        """Who takes over after the warning gets it, be it a colleague's or nobody's."""
        self._contract_policy()
        for former in (self.rep, self.env["res.users"]):
            lead = self._create_lead(type="lead", user_id=former.id)
            row = self._row(lead)
            row.next_at = datetime(2026, 1, 5)
            row._process_due()
            lead.with_user(self.manager).user_id = self.rep2
            self.assertFalse(self._contract_activities(lead, self.rep))
            if not former:
                row.browse(row._lock_due(10))._process_due()
            self.assertEqual(len(self._contract_activities(lead, self.rep2)), 1)
            self.assertEqual(row.user_id, self.rep2)
            self.assertTrue(row.warned_at)
            lead.with_user(self.manager).user_id = False
            self.assertFalse(self._contract_activities(lead, self.rep2))

    def test_lost_and_archived_leads_are_nobodys_hurry(self):
        self._contract_policy()
        lead = self._create_lead(type="lead")
        lead.action_set_lost()
        self.assertEqual(self._row(lead).state, "cancelled")
        won = self._create_lead(type="lead")
        row = self._row(won)
        won.action_set_won()
        row.next_at = datetime(2026, 1, 5)
        row._process_due()
        self.assertEqual(row.state, "cancelled")

    def test_merge_keeps_the_first_due_clock(self):
        self._contract_policy()
        leads = self._create_lead(type="lead") + self._create_lead(type="lead")
        leads[1]._deadline_start("first_response", datetime(2026, 1, 5, 8))
        first = self._row(leads[1])
        merged = leads.sudo().merge_opportunity()
        running = self.env["foreign.trade.deadline"].search(
            [("res_id", "=", merged.id), ("res_model", "=", "crm.lead"), ("state", "=", "open")]
        )
        self.assertEqual(running, first)

    def test_roles(self):
        policy = self._contract_policy()
        mine, others = self._create_lead(type="lead"), self._create_lead(self.rep2, type="lead")
        rows = self._row(mine) + self._row(others)
        for user in (self.rep, self.manager, self.admin):
            for operation in ("write", "unlink", "create"):
                self.assertFalse(rows.with_user(user).has_access(operation), "history is kept")
        self.assertEqual(rows.with_user(self.rep)._filtered_access("read"), rows[0])
        self.assertEqual(rows.with_user(self.manager)._filtered_access("read"), rows)
        with self.assertRaises(AccessError):
            policy.with_user(self.rep).hours = 99
        policy.with_user(self.manager).hours = 30

    def test_gallery(self):
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["deadline_first_response"])
        gallery._load(["deadline_first_response"])
        policy = self.env["foreign.trade.deadline.policy"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((len(policy), policy.hours, policy.clock), (1, 24, "elapsed"))
        self.assertTrue(self._row(self._create_lead(type="lead")))
        self.assertFalse(self._row(self._create_lead()))

    def test_time_left(self):
        self._contract_policy()
        lead = self._create_lead(type="lead")
        row = self._row(lead)
        with freeze_time(row.warn_at - timedelta(minutes=1)):
            lead.invalidate_recordset()
            self.assertEqual(lead.deadline_state, "ok")
        with freeze_time(row.warn_at):
            lead.invalidate_recordset()
            self.assertEqual(lead.deadline_state, "warn")
        with freeze_time(row.due_at):
            lead.invalidate_recordset()
            self.assertEqual(lead.deadline_state, "late")
