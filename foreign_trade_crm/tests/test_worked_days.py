from datetime import date, datetime

from odoo import Command
from odoo.tests import tagged

from .lead_common import LeadCommon

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)


@tagged("post_install", "-at_install")
class TestWorkedDays(LeadCommon):
    """What is kept of a calendar is forgotten as soon as its days change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Ningbo", "tz": "Asia/Shanghai", "company_id": cls.company.id}
        )
        cls.holiday = {
            "name": "Dragon Boat Festival",
            "calendar_id": cls.calendar.id,
            "company_id": cls.company.id,
            "date_from": datetime(2026, 6, 18, 16),
            "date_to": datetime(2026, 6, 19, 15, 59, 59),
        }

    def _days(self):
        return self.calendar.with_user(self.rep)._get_worked_days(FIRST, LAST)

    def test_public_holiday(self):
        self.assertIn(date(2026, 6, 19), self._days())
        leave = self.env["resource.calendar.leaves"].create(self.holiday)
        self.assertNotIn(date(2026, 6, 19), self._days())
        leave.write({"date_from": datetime(2026, 6, 21, 16), "date_to": datetime(2026, 6, 22, 15)})
        self.assertIn(date(2026, 6, 19), self._days())
        self.assertNotIn(date(2026, 6, 22), self._days())
        leave.unlink()
        self.assertIn(date(2026, 6, 22), self._days())

    def test_one_person_is_off(self):
        person = self.env["resource.resource"].create(
            {"name": "Lin Wei", "calendar_id": self.calendar.id, "company_id": self.company.id}
        )
        self._days()
        self.env["resource.calendar.leaves"].create({**self.holiday, "resource_id": person.id})
        self.assertIn(date(2026, 6, 19), self._days())

    def test_hours_of_the_week(self):
        self.assertNotIn(date(2026, 6, 20), self._days())
        self.calendar.attendance_ids = [
            Command.create(
                {
                    "name": "Saturday",
                    "dayofweek": "5",
                    "day_period": "morning",
                    "hour_from": 9,
                    "hour_to": 12,
                }
            )
        ]
        self.assertIn(date(2026, 6, 20), self._days())

    def test_another_calendar_of_the_company(self):
        policy = self.env["foreign.trade.deadline.policy"].create(
            {"name": "Answer", "code": "first_response", "company_id": self.company.id}
        )
        policy._get_calendar_facts(self.company.id)
        self.company.resource_calendar_id = self.calendar
        self.assertEqual(
            policy._get_calendar_facts(self.company.id), (self.calendar.id, "Asia/Shanghai")
        )
