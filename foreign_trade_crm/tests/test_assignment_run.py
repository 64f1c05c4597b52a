from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestAssignmentRun(AssignmentCommon):
    """Leads that are there already: the button, the scheduled action, the trial."""

    def _waiting(self, count, **values):
        leads = self._create_leads(count, user_id=False, **values)
        self.env.cr.flush()  # what happened at their creation is told, as after a commit
        return leads

    def _told(self, user):
        return self.env["mail.message"].search_count(
            [("message_type", "=", "user_notification"), ("partner_ids", "in", user.partner_id.ids)]
        )

    def _run(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1):
            self.env["crm.lead"]._cron_assign_by_rules()

    def test_button(self):
        leads = self._waiting(6)
        owned = self._create_leads(1, user_id=self.rep3.id)
        self._turns({self.rep: 1, self.rep2: 1})
        before = self._told(self.rep)
        (leads | owned).with_user(self.manager).action_assign_now()
        self.env.cr.flush()
        self.assertEqual(self._shares(leads), [3, 3, 0, 0])
        self.assertEqual(owned.user_id, self.rep3)
        self.assertEqual(self._told(self.rep) - before, 1)
        for lead in leads:
            self.assertIn(lead.user_id.partner_id, lead.message_partner_ids)
            tracked = lead.sudo().message_ids.tracking_value_ids.filtered(
                lambda value: value.field_id.name == "user_id"
            )
            self.assertEqual(tracked.new_value_char, lead.user_id.name)
            self.assertEqual(lead.ownership_ids.user_id, lead.user_id)
            self.assertEqual(lead.ownership_ids.reason, "By rule: in turn")

    def test_button_is_for_managers_and_needs_a_rule(self):
        leads = self._waiting(1)
        with self.assertRaises(UserError):
            leads.with_user(self.manager).action_assign_now()
        self._turns()
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                leads.with_user(user).action_assign_now()

    def test_duplicates_among_waiting_leads(self):
        leads = self._waiting(4, email_from="maria@casa.example")
        self._turns()
        leads.with_user(self.manager).action_assign_now()
        self.assertEqual(len(leads.user_id), 1)
        self.assertEqual(leads.mapped("assignment_kind").count("duplicate"), 3)

    def test_scheduled_action(self):
        self._limit(self.rep, assignment_day_max=2)
        self._turns({self.rep: 1}, fallback="pool")
        with freeze_time("2026-03-05 03:00:00"):
            leads = self._create_leads(5)
            self.assertEqual(self._shares(leads), [2, 0, 0, 0])
            self._run()
            self.assertEqual(self._shares(leads), [2, 0, 0, 0], "still full")
        before = self._told(self.rep)
        with freeze_time("2026-03-06 03:00:00"):
            self._run()
            self.assertEqual(self._shares(leads), [4, 0, 0, 0])
        self.assertEqual(self._told(self.rep) - before, 1)
        self.assertFalse(self.env["foreign.trade.assignment.notice"].search([]))

    def test_what_somebody_released_stays_released(self):
        lead = self._create_leads(1, user_id=self.rep.id)
        lead.user_id = False
        self.env.flush_all()
        self._turns()
        self._run()
        self.assertFalse(lead.user_id)

    def test_scheduled_action_is_off_at_first(self):
        self.assertFalse(self.env.ref("foreign_trade_crm.ir_cron_assign_leads").active)

    def test_trial_changes_nothing(self):
        leads = self._create_leads(4, user_id=self.rep4.id)
        rule = self._turns({self.rep: 1, self.rep2: 1})
        tickets = rule._peek_tickets(1)
        action = rule.with_user(self.manager).action_try()
        preview = self.env[action["res_model"]].with_user(self.manager).browse(action["res_id"])
        lines = preview.line_ids.filtered(lambda line: line.lead_id in leads)
        self.assertEqual(lines.owner_id, self.rep4)
        self.assertEqual(lines.user_id, self.rep | self.rep2)
        self.assertIn("Lin Wei: ", preview.summary)
        self.assertEqual(leads.user_id, self.rep4)
        self.assertEqual(rule._peek_tickets(1), tickets)
        with self.assertRaises(AccessError):
            rule.with_user(self.rep).action_try()

    def test_sequence_goes_with_the_rule(self):
        rule = self._turns()
        name = rule._get_ticket_sequence()
        count = "SELECT count(*) FROM pg_class WHERE relname = %s"
        self.env.cr.execute(count, [name])
        self.assertEqual(self.env.cr.fetchone()[0], 1)
        copy = rule.copy()
        self.assertEqual(copy._draw_tickets(2), [0, 1])
        rule.unlink()
        self.env.cr.execute(count, [name])
        self.assertEqual(self.env.cr.fetchone()[0], 0)
