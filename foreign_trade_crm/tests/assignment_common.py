from odoo import Command

from .common import CRM
from .lead_common import LeadCommon


class AssignmentCommon(LeadCommon):
    """Four representatives in the export team, and a rule that gives them leads in turn."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reps = CRM + "group_sales_representative"
        cls.rep3 = cls._create_user("rep3", reps, name="Zhou Yan")
        cls.rep4 = cls._create_user("rep4", reps, name="Xu Bo")
        cls.team.member_ids = [Command.set((cls.rep | cls.rep2 | cls.rep3 | cls.rep4).ids)]
        cls.france = cls.env.ref("base.fr")

    def _turns(self, weights=None, **values):
        """A rule that gives leads in turn, by ``{user: weight}`` or among the whole team."""
        members = [
            Command.create({"user_id": user.id, "weight": weight})
            for user, weight in (weights or {}).items()
        ]
        values = {"team_id": self.team.id, "method": "round_robin", **values}
        return self._rule(member_ids=members, **values)

    def _create_leads(self, count, user=None, **values):
        leads = self.env["crm.lead"].with_user(user or self.manager)
        return leads.create(
            [{"name": f"Lead {number}", "type": "lead", **values} for number in range(count)]
        )

    def _shares(self, leads):
        """How many leads each of the four got."""
        owners = [lead.user_id for lead in leads]
        return [owners.count(user) for user in (self.rep, self.rep2, self.rep3, self.rep4)]

    def _limit(self, user, **values):
        members = self.team.crm_team_member_ids
        members.filtered(lambda member: member.user_id == user).write(values)

    def _leave(self, user, start, end):
        """Personal leave of a user between two moments in UTC."""
        calendar = self.company.resource_calendar_id
        calendar.tz = "Asia/Shanghai"
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "calendar_id": calendar.id}
        )
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "calendar_id": calendar.id,
                "date_from": start,
                "date_to": end,
            }
        )
