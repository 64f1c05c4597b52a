from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.assignment import Person

#: a leave longer than this is told by its first days
LEAVE_DAYS = 21

STATUS_QUERY = """
    SELECT person.user_id,
           CASE WHEN person.by_day THEN (
                SELECT count(*) FROM crm_lead
                 WHERE user_id = person.user_id AND assigned_at >= person.day_start
           ) ELSE 0 END,
           CASE WHEN person.by_open THEN (
                SELECT count(*) FROM crm_lead
                 WHERE user_id = person.user_id AND active IS TRUE AND type = 'lead'
           ) ELSE 0 END,
           EXISTS (
                SELECT FROM resource_calendar_leaves leave
                  JOIN resource_resource resource ON resource.id = leave.resource_id
                 WHERE resource.user_id = person.user_id
                   AND leave.time_type = 'leave'
                   AND leave.date_to > %(now)s
                   AND leave.date_from < %(until)s
           )
      FROM (VALUES %(rows)s) AS person (user_id, day_start, by_day, by_open)
"""


class ForeignTradeAssignmentPeople(models.AbstractModel):
    """How much salespeople have on their desks and whether they are there."""

    _name = "foreign.trade.assignment.people"
    _description = "Salespeople as Assignment Sees Them"

    @api.model
    def _load(self, user_ids, open_ids=(), counted=False):
        """``{id: Person}`` of those who may get leads, in at most one query.

        Leads are counted where a limit asks for it, open ones also for ``open_ids``; all of
        them with ``counted``. Calendars are looked at only for people with a leave before them.
        """
        cached = {user_id: self._get_person(user_id) for user_id in dict.fromkeys(user_ids)}
        people = {user_id: dict(values) for user_id, values in cached.items() if values}
        rows = []
        for user_id, values in people.items():
            by_day = counted or bool(values["day_max"])
            by_open = counted or bool(values["open_max"]) or user_id in open_ids
            day_start = self._get_day_start(values.pop("tz"))
            rows.append(SQL("(%s, %s::timestamp, %s, %s)", user_id, day_start, by_day, by_open))
        if not rows:
            return {}
        self.env["crm.lead"].flush_model(["user_id", "assigned_at", "active", "type"])
        now = fields.Datetime.now()
        query = SQL(
            STATUS_QUERY,
            now=now,
            until=now + timedelta(days=LEAVE_DAYS),
            rows=SQL(", ").join(rows),
        )
        leaving = []
        for user_id, day_count, open_count, leave in self.env.execute_query(query):
            people[user_id].update(day_count=day_count, open_count=open_count)
            if leave:
                leaving.append(user_id)
        for user_id in self._find_away(leaving, now) if leaving else ():
            people[user_id]["away"] = True
        return {user_id: Person(id=user_id, **values) for user_id, values in people.items()}

    @api.model
    @tools.ormcache("user_id")
    def _get_person(self, user_id):
        """What seldom changes of a salesperson; empty for who has left."""
        # sudo: whoever creates a lead, it may go to anybody
        user = self.env["res.users"].sudo().with_context(active_test=False).browse(user_id).exists()
        if not user.active or user.share:
            return {}
        members = self.env["crm.team.member"].sudo().search([("user_id", "=", user_id)])
        teams = (
            self.env["crm.team"]
            .sudo()
            .search(
                Domain("use_leads", "=", True)
                & (Domain("user_id", "=", user_id) | Domain("member_ids", "in", [user_id]))
            )
        )
        return {
            "tz": user.tz or user.company_id.resource_calendar_id.tz or "UTC",
            "company_ids": frozenset(user.company_ids.ids),
            "day_max": min(filter(None, members.mapped("assignment_day_max")), default=0),
            "open_max": min(filter(None, members.mapped("assignment_open_max")), default=0),
            "away": bool(members) and all(members.mapped("assignment_optout")),
            "teams": tuple((team.id, team.company_id.id) for team in teams),
        }

    @api.model
    def _get_day_start(self, tz):
        """When the day began where somebody is, in UTC."""
        zone = pytz.timezone(tz)
        today = fields.Datetime.now().replace(tzinfo=pytz.utc).astimezone(zone).date()
        start = zone.localize(datetime.combine(today, time.min))
        return start.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _find_away(self, user_ids, now):
        """Those of these users who are on leave all of their next working day.

        Nights, weekends and public holidays are nobody's leave: who is off duty only now will
        be there the next working day.
        """
        # sudo: why somebody is away is not told, only that he is
        resources = self.env["resource.resource"].sudo().search([("user_id", "in", user_ids)])
        away = set()
        for calendar, group in resources.grouped("calendar_id").items():
            away |= self._find_away_by_calendar(calendar, group, now)
        return away

    @api.model
    def _find_away_by_calendar(self, calendar, resources, now):
        calendar = calendar or self.env.company.sudo().resource_calendar_id
        zone = pytz.timezone(calendar.tz or "UTC")
        tomorrow = now.replace(tzinfo=pytz.utc).astimezone(zone).date() + timedelta(days=1)
        start = zone.localize(datetime.combine(tomorrow, time.min))
        end = start + timedelta(days=LEAVE_DAYS)
        public = [("time_type", "=", "leave"), ("resource_id", "=", False)]
        duty = calendar._work_intervals_batch(start, end, resources, domain=public)
        present = calendar._work_intervals_batch(start, end, resources)
        away = set()
        for resource in resources:
            days = sorted({begin.astimezone(zone).date() for begin, _end, _m in duty[resource.id]})
            there = {begin.astimezone(zone).date() for begin, _end, _m in present[resource.id]}
            if days and days[0] not in there:
                away.add(resource.user_id.id)
        return away
