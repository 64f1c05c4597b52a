"""Clocks of a promise: when is it due, how much of it has passed. Nothing in here knows Odoo."""

from datetime import datetime, timedelta, timezone

#: a promise that is not due within so many days stands on days that never count
HORIZON_DAYS = 3 * 366


class ElapsedClock:
    """Hours by the clock on the wall, which stands still on days that are not worked.

    "Within 24 hours" on Friday at 17:00 is Monday at 17:00 where the weekend is free, not
    three working days later.

    :param tz: time zone whose midnights separate the days
    :param load_days: function of a first and a last date that returns the worked dates between
        them, both included; asked for each month once
    """

    def __init__(self, tz, load_days):
        self.tz = tz
        self._load_days = load_days
        self._months = {}

    def is_working(self, day):
        month = day.replace(day=1)
        if month not in self._months:
            last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            self._months[month] = set(self._load_days(month, last))
        return day in self._months[month]

    def due(self, start, hours):
        """The moment at which ``hours`` have passed since ``start``.

        Where no day counts within three years the clock simply runs through.

        :param start: aware datetime; the answer has its time zone
        """
        remaining = timedelta(hours=hours)
        for begin, end in self._working_spans(start):
            if remaining <= end - begin:
                return (begin + remaining).astimezone(start.tzinfo)
            remaining -= end - begin
        return start + timedelta(hours=hours)

    def elapsed(self, start, end):
        """Hours that have passed from ``start`` to ``end``, both aware; 0 if reversed."""
        total = timedelta()
        for begin, finish in self._working_spans(start):
            if begin >= end:
                break
            total += min(finish, end) - begin
        return total.total_seconds() / 3600

    def _working_spans(self, start):
        """The counted spans from ``start`` on, each within one day."""
        moment = start.astimezone(self.tz)
        for offset in range(HORIZON_DAYS):
            day = moment.date() + timedelta(days=offset)
            if self.is_working(day):
                begin = max(self._midnight(day), start)
                yield begin, self._midnight(day + timedelta(days=1))

    def _midnight(self, day):
        """The instant at which the day begins: days of 23 and 25 hours are real."""
        naive = datetime(day.year, day.month, day.day)
        localize = getattr(self.tz, "localize", None)  # pytz
        aware = localize(naive) if localize else naive.replace(tzinfo=self.tz)
        return aware.astimezone(timezone.utc)


class WorkingHoursClock:
    """Hours of a working calendar.

    :param plan: function of an aware datetime and hours that returns when they are worked
    :param count: function of two aware datetimes that returns the hours worked between
    """

    def __init__(self, plan, count):
        self._plan = plan
        self._count = count

    def due(self, start, hours):
        return self._plan(start, hours) or start + timedelta(hours=hours)

    def elapsed(self, start, end):
        return self._count(start, end) if end > start else 0.0
