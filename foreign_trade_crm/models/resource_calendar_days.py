from datetime import timedelta

from pytz import timezone

from odoo import fields, models
from odoo.tools import ormcache


class ResourceCalendarDays(models.Model):
    """On which days a calendar is worked at all, kept in the registry's cache.

    The clock of every lead that comes in asks for it; calendars and public holidays change a few
    times a year.
    """

    _name = "resource.calendar"
    _inherit = ["foreign.trade.cached.mixin", "resource.calendar"]

    @ormcache("self.id", "first", "last")
    def _get_worked_days(self, first, last):
        """Dates between ``first`` and ``last`` on which this calendar has any hour to work.

        :return: frozenset of dates in the calendar's zone; of every day where the calendar says
            nothing of hours
        """
        zone = timezone(self.tz or "UTC")
        start = zone.localize(fields.Datetime.to_datetime(first))
        end = zone.localize(fields.Datetime.end_of(fields.Datetime.to_datetime(last), "day"))
        # sudo: everybody's clock is the same, whoever may read holidays of other companies
        calendar = self.sudo()
        domain = [("time_type", "=", "leave")]
        if calendar.company_id:
            domain.append(("company_id", "in", (False, calendar.company_id.id)))
        intervals = calendar._work_intervals_batch(start, end, domain=domain)[False]
        if not intervals and not calendar.attendance_ids:
            days = range((last - first).days + 1)
            return frozenset(first + timedelta(days=offset) for offset in days)
        return frozenset(begin.astimezone(zone).date() for begin, _end, _meta in intervals)
