from datetime import datetime, timedelta

from pytz import timezone

from odoo import models
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals


class ResourceCalendar(models.Model):
    """Working time includes the days that make up for public holidays."""

    _inherit = "resource.calendar"

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources=resources, domain=domain, tz=tz, lunch=lunch
        )
        days = self._get_makeup_days_between(start_dt, end_dt)
        if not days or self.flexible_hours:
            return result
        resources = resources or self.env["resource.resource"]
        zones = {False: tz or timezone(self.tz)}
        zones.update({one.id: tz or timezone(one.tz) for one in resources})
        for resource_id, intervals in result.items():
            extra = self._get_makeup_intervals(days, start_dt, end_dt, zones[resource_id], lunch)
            known = {begin.date() for begin, _end, _meta in intervals}
            added = [one for one in extra if one[0].date() not in known]
            result[resource_id] = Intervals([*intervals, *added], keep_distinct=True)
        return result

    def _works_on_date(self, date):
        days = self.env["foreign.trade.makeup.day"]._get_days_by_calendar().get(self.id, ())
        return date in (day for day, _weekday in days) or super()._works_on_date(date)

    def _get_makeup_days_between(self, start_dt, end_dt):
        """``[(date, weekday)]``, a day wider on both sides, since zones differ."""
        first, last = start_dt.date() - timedelta(days=1), end_dt.date() + timedelta(days=1)
        days = self.env["foreign.trade.makeup.day"]._get_days_by_calendar().get(self.id, ())
        return [(day, weekday) for day, weekday in days if first <= day <= last]

    def _get_makeup_intervals(self, days, start_dt, end_dt, zone, lunch):
        """The hours of those days in that zone, cut to the span asked for."""
        # sudo: the hours of a calendar are no secret to who may read the calendar
        worked = self.sudo().attendance_ids.filtered(
            lambda one: not one.display_type and (one.day_period == "lunch") == lunch
        )
        if self.two_weeks_calendar:
            worked = worked.filtered(lambda one: one.week_type == "0")
        found = []
        for day, weekday in days:
            for attendance in worked.filtered(lambda one, w=weekday: int(one.dayofweek) == w):
                begin, end = (
                    zone.localize(datetime.combine(day, float_to_time(hour)))
                    for hour in (attendance.hour_from, attendance.hour_to)
                )
                begin, end = max(begin, start_dt), min(end, end_dt)
                if begin < end:
                    found.append((begin.astimezone(zone), end.astimezone(zone), attendance))
        return found
