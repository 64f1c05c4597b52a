import base64
from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ForeignTradeCommon

NATIONAL_DAY = (
    b"2026-10-01,off,National Day\n2026-10-02,off,National Day\n2026-10-10,work,Make-up\n"
)


@tagged("post_install", "-at_install")
class TestMakeupDay(ForeignTradeCommon):
    """Deadlines stand still on public holidays and run on the Saturdays that make up for them."""

    def setUp(self):
        super().setUp()
        self.calendar = self.company.resource_calendar_id
        self.calendar.tz = "Asia/Shanghai"

    def _import(self, content=NATIONAL_DAY, user=None):
        wizard = self.env["foreign.trade.calendar.import"].with_user(user or self.manager)
        wizard = wizard.create({"calendar_id": self.calendar.id, "file": base64.b64encode(content)})
        wizard.action_read()
        return wizard

    def _due(self, start, hours=24):
        policy = self.env["foreign.trade.deadline.policy"].create({"name": "P", "hours": hours})
        with freeze_time(start):
            lead = self._create_lead(type="lead")
        row = self.env["foreign.trade.deadline"].search([("res_id", "=", lead.id)])
        policy.active = False
        return row.due_at

    def test_a_holiday_stands_still_and_a_worked_saturday_counts(self):
        friday = "2026-10-09 04:00:00"
        self.assertEqual(self._due(friday), datetime(2026, 10, 12, 4))
        wizard = self._import()
        self.assertEqual([line.known for line in wizard.line_ids], [False, False])
        wizard.action_import()
        self.assertEqual(self._due(friday), datetime(2026, 10, 10, 4), "Saturday is worked")
        self.assertEqual(self._due("2026-09-30 04:00:00"), datetime(2026, 10, 5, 4))

    def test_odoo_counts_the_hours_of_a_makeup_day(self):
        day = datetime(2026, 10, 10), datetime(2026, 10, 11)
        self.assertEqual(self.calendar.get_work_hours_count(*day), 0)
        self._import().action_import()
        self.assertEqual(self.calendar.get_work_hours_count(*day), 8)
        self.assertTrue(self.calendar._works_on_date(date(2026, 10, 10)))
        self.assertFalse(self.calendar._works_on_date(date(2026, 10, 17)))

    def test_twice_is_once(self):
        self._import().action_import()
        again = self._import()
        self.assertTrue(all(again.line_ids.mapped("known")))
        again.action_import()
        leaves = self.env["resource.calendar.leaves"].search(
            [("calendar_id", "=", self.calendar.id)]
        )
        makeup = self.env["foreign.trade.makeup.day"].search(
            [("calendar_id", "=", self.calendar.id)]
        )
        self.assertEqual((len(leaves), makeup.mapped("date")), (1, [date(2026, 10, 10)]))

    def test_a_bad_line_is_named_and_changes_nothing(self):
        with self.assertRaisesRegex(UserError, "Line 2.*Mondayish"):
            self._import(b"2026-10-01,off,National Day\nMondayish,off,x\n")
        with self.assertRaises(UserError):
            self._import(b"   ")

    def test_only_managers(self):
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self._import(user=user)
            with self.assertRaises(AccessError):
                self.env["foreign.trade.makeup.day"].with_user(user).create(
                    {"calendar_id": self.calendar.id, "date": "2026-10-10"}
                )

    def test_without_makeup_days_no_query_more(self):
        calendar, start = self.calendar, datetime(2026, 3, 9, 8)
        self.env["foreign.trade.makeup.day"]._get_days_by_calendar()
        calendar.plan_hours(8, start)
        with self.assertQueryCount(2):
            calendar.plan_hours(8, start)
