from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestAssignmentAccess(AssignmentCommon):
    """What each role may not do with rules, limits, plans and notices."""

    def test_rules_limits_and_plans_are_for_managers(self):
        rule = self._turns({self.rep: 1})
        limit = self.team.crm_team_member_ids[:1]
        plan = self.env["mail.activity.plan"].create(
            {"name": "Follow", "res_model": "crm.lead", "company_id": self.company.id}
        )
        changes = (
            (rule, {"fallback": "pool"}),
            (rule.member_ids, {"weight": 9}),
            (limit, {"assignment_day_max": 99}),
            (plan, {"follow_up": True}),
        )
        for record, values in changes:
            for user in (self.rep, self.clerk, self.finance):
                with self.assertRaises(AccessError, msg=(record, user.name)):
                    record.with_user(user).write(values)
            record.with_user(self.manager).write(values)
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError), mute_logger("odoo.models.unlink"):
                rule.with_user(user).unlink()
        rule.with_user(self.manager).unlink()

    def test_other_companies_rules(self):
        other = self.env["res.company"].create({"name": "Other"})
        team = self.env["crm.team"].create({"name": "Other", "company_id": other.id})
        rule = self._rule(
            company_id=other.id,
            team_id=team.id,
            method="round_robin",
            member_ids=[(0, 0, {"user_id": self.env.user.id})],
        )
        self.env.invalidate_all()
        for record in (rule, rule.member_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.manager).read(["display_name"])

    def test_notices_are_the_systems(self):
        self._turns({self.rep: 1})
        with self.env["crm.lead"]._gather_assignment_notices("test"):
            self._create_leads(1)
        notice = self.env["foreign.trade.assignment.notice"].search([])
        for user in (self.rep, self.clerk, self.finance, self.manager):
            with self.assertRaises(AccessError):
                notice.with_user(user).read(["run"])
        with self.assertRaises(AccessError):
            notice.with_user(self.admin).write({"run": "x"})

    def test_rep_may_create_what_goes_to_a_colleague(self):
        self._rule(user_id=self.rep2.id)
        lead = self._lead(self.rep, email_from="x@elsewhere.example")
        self.assertEqual(lead.user_id, self.rep2)
        self.assertTrue(lead.with_user(self.rep2).has_access("write"))
