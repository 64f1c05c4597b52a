from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestFollowUpPlan(AssignmentCommon):
    """A lead that gets its first owner starts the plan of its channel and country."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")

    def _plan(self, name="Follow-up", days=(0, 3), **values):
        return self.env["mail.activity.plan"].create(
            {
                "name": name,
                "res_model": "crm.lead",
                "company_id": self.company.id,
                "follow_up": True,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": self.todo.id,
                            "summary": f"{name} {day}",
                            "delay_count": day,
                            "delay_from": "after_plan_date",
                        }
                    )
                    for day in days
                ],
                **values,
            }
        )

    @freeze_time("2026-03-05 20:00:00")
    def test_activities_of_the_owner(self):
        plan = self._plan()
        self.rep2.tz = "Asia/Shanghai"
        self._rule(user_id=self.rep2.id)
        lead = self._lead(self.rep)
        self.assertEqual(lead.follow_up_plan_id, plan)
        activities = lead.sudo().activity_ids.sorted("date_deadline")
        self.assertEqual(activities.mapped("summary"), ["Follow-up 0", "Follow-up 3"])
        self.assertEqual(activities.user_id, self.rep2)
        dates = [str(activity.date_deadline) for activity in activities]
        self.assertEqual(dates, ["2026-03-06", "2026-03-09"], "the day it is in Shanghai")

    def test_by_channel_and_country(self):
        spain = self._plan(
            "Spain",
            follow_up_sequence=1,
            follow_up_country_ids=[Command.set(self.spain.ids)],
            follow_up_channel_ids=[Command.set(self.channel.ids)],
        )
        anywhere = self._plan("Anywhere", follow_up_sequence=2)
        self._plan("Off", follow_up=False, follow_up_sequence=0)
        self._plan(
            "Elsewhere", follow_up_sequence=0, company_id=self.env.ref("base.main_company").id
        )
        self._rule(user_id=self.rep2.id)
        both = {"country_id": self.spain.id, "channel_id": self.channel.id}
        self.assertEqual(self._lead(**both).follow_up_plan_id, spain)
        self.assertEqual(self._lead(country_id=self.spain.id).follow_up_plan_id, anywhere)
        self.assertEqual(self._lead(channel_id=self.channel.id).follow_up_plan_id, anywhere)

    def test_once_and_for_leads_with_an_owner(self):
        self._plan()
        lead = self._create_leads(1, user_id=False)
        self.assertFalse(lead.activity_ids)
        lead.user_id = self.rep
        self.assertEqual(len(lead.activity_ids), 2)
        lead.user_id = self.rep2
        self.assertEqual(len(lead.activity_ids), 2)
        self.assertFalse(self._create_lead(self.rep).activity_ids, "an opportunity has its own way")

    def test_step_of_somebody_else(self):
        plan = self._plan()
        plan.template_ids[1].write({"responsible_type": "other", "responsible_id": self.clerk.id})
        lead = self._create_leads(1, user_id=self.rep.id)
        self.assertEqual(lead.activity_ids.user_id, self.rep | self.clerk)

    def test_no_query_per_lead(self):
        self._plan()
        self._rule(user_id=self.rep2.id)

        def count(number):
            leads = self._create_leads(number, user_id=False)
            self.env.flush_all()
            self.env.invalidate_all()
            leads.user_id = self.rep
            leads.activity_ids.unlink()
            leads.follow_up_plan_id = False
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            leads._start_follow_up()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertLessEqual(count(60) - count(20), 2)

    def test_ready_set(self):
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["follow_up"])
        plan = gallery._loaded("follow_up_plan", "mail.activity.plan")
        self.assertTrue(plan.follow_up)
        self.assertIn(self.channel, plan.follow_up_channel_ids)
        lead = self._create_leads(1, user_id=self.rep.id, channel_id=self.channel.id)
        self.assertEqual(len(lead.activity_ids), 3)
        listed = self._create_leads(1, user_id=self.rep.id)
        self.assertFalse(listed.activity_ids, "no channel on which somebody waits")
