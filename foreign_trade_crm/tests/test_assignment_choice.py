from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .assignment_common import AssignmentCommon

FRIDAY_EVENING = "2026-03-06 12:00:00"  # 20:00 in Shanghai
MONDAY = ("2026-03-08 16:00:00", "2026-03-09 15:59:59")


@tagged("post_install", "-at_install")
class TestAssignmentChoice(AssignmentCommon):
    """In turn, fewest open, limits, leave, and what happens when nobody is left."""

    def test_in_turn_one_by_one(self):
        self._turns()
        leads = self.env["crm.lead"].union(*(self._create_leads(1) for _number in range(8)))
        self.assertEqual(self._shares(leads), [2, 2, 2, 2])
        self.assertEqual(set(leads.mapped("assignment_kind")), {"round_robin"})
        self.assertEqual(leads.team_id, self.team)

    def test_in_turn_by_weight(self):
        self._turns({self.rep: 3, self.rep2: 1})
        self.assertEqual(self._shares(self._create_leads(12)), [9, 3, 0, 0])
        self.assertEqual(self._shares(self._create_leads(2)), [2, 0, 0, 0])

    def test_two_rules_count_their_own_turns(self):
        self._turns({self.rep: 1, self.rep2: 1}, country_ids=[Command.set(self.spain.ids)])
        self._turns({self.rep: 1, self.rep2: 1}, sequence=20)
        leads = self.env["crm.lead"].with_user(self.manager)
        created = leads.create(
            [
                {"name": "L", "type": "lead", "country_id": self.spain.id if number % 2 else False}
                for number in range(8)
            ]
        )
        self.assertEqual(self._shares(created[::2]), [2, 2, 0, 0])
        self.assertEqual(self._shares(created[1::2]), [2, 2, 0, 0])

    def test_fewest_open(self):
        self._create_lead(self.rep, type="lead")
        self._create_lead(self.rep2, type="lead")
        self._create_lead(self.rep3, type="opportunity")
        self._turns(method="fewest_open")
        self.assertEqual(self._shares(self._create_leads(2)), [0, 0, 1, 1])
        self.assertEqual(self._shares(self._create_leads(2)), [1, 1, 0, 0])

    def test_limit_a_day_in_the_persons_zone(self):
        self.rep.tz = "Asia/Shanghai"
        self._limit(self.rep, assignment_day_max=2)
        self._turns({self.rep: 1, self.rep2: 1})
        with freeze_time("2026-03-05 15:00:00"):  # 23:00 in Shanghai
            self.assertEqual(self._shares(self._create_leads(6)), [2, 4, 0, 0])
            self.assertEqual(self._shares(self._create_leads(2)), [0, 2, 0, 0])
        with freeze_time("2026-03-05 16:01:00"):  # the next day there
            self.assertEqual(self._shares(self._create_leads(2)), [1, 1, 0, 0])

    def test_own_leads_do_not_fill_the_day(self):
        self._limit(self.rep, assignment_day_max=1)
        self._create_leads(3, self.rep, user_id=self.rep.id)
        self._turns({self.rep: 1})
        self.assertEqual(self._create_leads(1).user_id, self.rep)

    def test_limit_of_open_leads(self):
        self._limit(self.rep, assignment_open_max=3)
        old = self._create_leads(2, user_id=self.rep.id)
        self._turns({self.rep: 1, self.rep2: 1})
        self.assertEqual(self._shares(self._create_leads(6)), [1, 5, 0, 0])
        old.action_archive()
        self.assertEqual(self._shares(self._create_leads(6)), [2, 4, 0, 0])

    def test_paused(self):
        self._limit(self.rep, assignment_optout=True)
        self._turns()
        self.assertEqual(self._shares(self._create_leads(3)), [0, 1, 1, 1])

    @freeze_time(FRIDAY_EVENING)
    def test_on_leave_the_next_working_day(self):
        self._turns({self.rep: 1, self.rep2: 1})
        self.assertEqual(self._shares(self._create_leads(4)), [2, 2, 0, 0], "off duty, not away")
        self._leave(self.rep, *MONDAY)
        self.assertEqual(self._shares(self._create_leads(4)), [0, 4, 0, 0])

    @freeze_time(FRIDAY_EVENING)
    def test_half_a_day_or_a_day_off_today_is_not_away(self):
        self._turns({self.rep: 1, self.rep2: 1})
        self._leave(self.rep, "2026-03-08 16:00:00", "2026-03-09 04:00:00")
        self._leave(self.rep2, "2026-03-05 16:00:00", "2026-03-06 15:59:59")
        self.assertEqual(self._shares(self._create_leads(4)), [2, 2, 0, 0])

    @freeze_time(FRIDAY_EVENING)
    def test_a_public_holiday_moves_the_next_working_day(self):
        self._turns({self.rep: 1, self.rep2: 1})
        calendar = self.company.resource_calendar_id
        self._leave(self.rep, "2026-03-09 16:00:00", "2026-03-10 15:59:59")  # Tuesday
        self.assertEqual(self._shares(self._create_leads(2)), [1, 1, 0, 0])
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": MONDAY[0],
                "date_to": MONDAY[1],
            }
        )
        self.assertEqual(self._shares(self._create_leads(2)), [0, 2, 0, 0])

    def test_next_rule_when_all_are_full(self):
        self._limit(self.rep, assignment_day_max=1)
        first = self._turns({self.rep: 1})
        second = self._rule(sequence=20, user_id=self.rep2.id)
        leads = self._create_leads(3)
        self.assertEqual([lead.assigned_rule_id for lead in leads], [first, second, second])
        self.assertEqual(self._shares(leads), [1, 2, 0, 0])

    def test_pool_when_all_are_full(self):
        self._limit(self.rep, assignment_day_max=1)
        rule = self._turns({self.rep: 1}, fallback="pool")
        self._rule(sequence=20, user_id=self.rep2.id)
        leads = self._create_leads(2)
        self.assertEqual(self._shares(leads), [1, 0, 0, 0])
        self.assertEqual(leads[1].assignment_kind, "pool")
        self.assertEqual((leads[1].assigned_rule_id, leads[1].team_id), (rule, self.team))
        self.assertFalse(leads[1].assigned_at)

    def test_deputy_when_all_are_full(self):
        self._limit(self.rep, assignment_day_max=1)
        self._turns({self.rep: 1}, fallback="user", fallback_user_id=self.rep4.id)
        leads = self._create_leads(3)
        self.assertEqual(self._shares(leads), [1, 0, 0, 2])
        self.assertEqual(leads[2].assignment_kind, "fallback")

    def test_fixed_person_who_is_full(self):
        self._limit(self.rep, assignment_day_max=1)
        self._rule(user_id=self.rep.id, team_id=self.team.id)
        leads = self._create_leads(2)
        self.assertEqual(self._shares(leads), [1, 0, 0, 0])
        self.assertEqual(leads[1].team_id, self.team, "it waits in the team of the rule")

    def test_person_without_the_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.rep.write({"company_ids": [Command.link(other.id)], "company_id": other.id})
        self.rep.company_ids = [Command.unlink(self.company.id)]
        self._turns({self.rep: 1, self.rep2: 1}, company_id=False, team_id=False)
        self.assertEqual(self._shares(self._create_leads(4)), [0, 4, 0, 0])

    def test_what_a_rule_must_name(self):
        for values in (
            {"method": "fixed", "team_id": self.team.id},
            {"fallback": "user", "team_id": self.team.id},
            {"method": "round_robin"},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._rule(**values)
        for weight in (0, 21):
            with (
                self.assertRaisesRegex(Exception, "weight"),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self._turns({self.rep: weight})

    def test_limits_are_read_beside_the_names(self):
        self._limit(self.rep, assignment_day_max=5)
        rule = self._turns({self.rep: 3, self.rep2: 1})
        self._create_leads(4)
        members = rule.member_ids.with_user(self.manager)
        members.invalidate_recordset()
        self.assertEqual(members.mapped("share"), [0.75, 0.25])
        self.assertEqual(members[0].load, "3 / 5 today · 3 open")
        self.assertEqual(members[1].load, "1 today · 1 open")
