from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytz
from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase

from ..tools.deadline_clock import ElapsedClock, WorkingHoursClock

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOLIDAY = date(2026, 10, 1)


def weekdays(first, last):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day for day in days if day.weekday() < 5 and day != HOLIDAY}


def shanghai(*when):
    return datetime(*when, tzinfo=SHANGHAI)


class TestElapsedClock(BaseCase):
    def setUp(self):
        super().setUp()
        self.clock = ElapsedClock(SHANGHAI, weekdays)

    def test_runs_through_the_night(self):
        monday = shanghai(2026, 3, 9, 17)
        self.assertEqual(self.clock.due(monday, 24), shanghai(2026, 3, 10, 17))

    def test_stands_still_on_days_off(self):
        friday = shanghai(2026, 3, 13, 17)
        self.assertEqual(self.clock.due(friday, 24), shanghai(2026, 3, 16, 17))
        saturday = shanghai(2026, 3, 14, 11)
        self.assertEqual(self.clock.due(saturday, 24), shanghai(2026, 3, 17, 0))
        eve = shanghai(2026, 9, 30, 18)
        self.assertEqual(self.clock.due(eve, 24), shanghai(2026, 10, 2, 18))

    def test_the_day_is_that_of_the_calendar(self):
        """Friday 17:00 UTC is Saturday in Shanghai: the clock stands already."""
        start = datetime(2026, 3, 13, 17, tzinfo=timezone.utc)
        due = self.clock.due(start, 24)
        self.assertEqual(due, shanghai(2026, 3, 17, 0))
        self.assertEqual(due.tzinfo, timezone.utc)

    def test_days_of_23_and_25_hours(self):
        for zone in (ZoneInfo("Europe/Berlin"), pytz.timezone("Europe/Berlin")):
            clock = ElapsedClock(
                zone, lambda first, last: {first + timedelta(days=n) for n in range(31)}
            )
            start = datetime(2026, 3, 28, 12, tzinfo=timezone.utc)
            self.assertEqual(clock.due(start, 24), start + timedelta(hours=24))

    def test_never_worked_runs_through(self):
        clock = ElapsedClock(SHANGHAI, lambda first, last: set())
        start = shanghai(2026, 3, 9, 17)
        self.assertEqual(clock.due(start, 24), start + timedelta(hours=24))

    def test_asks_for_each_month_once(self):
        asked = []
        clock = ElapsedClock(SHANGHAI, lambda *span: asked.append(span) or weekdays(*span))
        clock.due(shanghai(2026, 3, 2, 9), 24 * 15)
        clock.due(shanghai(2026, 3, 5, 9), 24 * 10)
        self.assertEqual(asked, [(date(2026, 3, 1), date(2026, 3, 31))])

    @settings(deadline=None, max_examples=200)
    @given(
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(SHANGHAI)),
        st.integers(1, 60 * 24 * 30),
    )
    def test_due_and_elapsed_agree(self, start, minutes):
        due = self.clock.due(start, minutes / 60)
        self.assertGreaterEqual(due, start + timedelta(minutes=minutes))
        self.assertAlmostEqual(self.clock.elapsed(start, due), minutes / 60, places=4)

    def test_elapsed_backwards_is_nothing(self):
        start = shanghai(2026, 3, 9, 17)
        self.assertEqual(self.clock.elapsed(start, start - timedelta(hours=1)), 0)


class TestWorkingHoursClock(BaseCase):
    def test_calendar_without_hours_runs_through(self):
        clock = WorkingHoursClock(lambda start, hours: False, lambda start, end: 0.0)
        start = shanghai(2026, 3, 9, 17)
        self.assertEqual(clock.due(start, 24), start + timedelta(hours=24))
        self.assertEqual(clock.elapsed(start, start - timedelta(hours=1)), 0)
