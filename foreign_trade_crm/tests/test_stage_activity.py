from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestStageActivity(GateCommon):
    """Entering a stage plans its activities; leaving it closes the pointless ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.company.foreign_trade_finance_user_id = cls.finance
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Spring Festival",
                "calendar_id": cls.company.resource_calendar_id.id,
                "company_id": cls.company.id,
                "date_from": "2026-03-09 16:00:00",
                "date_to": "2026-03-11 15:59:59",
            }
        )
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.plan = cls._create_plan(
            ("Send the samples", 2, "trade_clerk", False),
            ("Second quotation", 0, "trade_owner", False),
            ("Check the deposit", 5, "trade_finance", True),
        )
        cls.quoted.activity_plan_id = cls.plan
        cls.deal = cls._create_lead(clerk_id=cls.clerk.id)

    @classmethod
    def _create_plan(cls, *steps, **values):
        return cls.env["mail.activity.plan"].create(
            {
                "name": "Quoted",
                "res_model": "crm.lead",
                "company_id": cls.company.id,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": cls.todo.id,
                            "summary": summary,
                            "delay_count": days,
                            "delay_unit": "working_days",
                            "delay_from": "after_plan_date",
                            "responsible_type": who,
                            "outlives_stage": stays,
                        }
                    )
                    for summary, days, who, stays in steps
                ],
                **values,
            }
        )

    def _planned(self, deal=None):
        activities = (deal or self.deal).sudo().activity_ids
        return {one.summary: (one.user_id, one.date_deadline) for one in activities}

    @freeze_time("2026-03-06 03:00:00")  # a Friday
    def test_the_right_person_in_working_days(self):
        self.deal.stage_id = self.quoted
        self.assertEqual(
            self._planned(),
            {
                "Second quotation": (self.rep, date(2026, 3, 6)),
                # Monday, then two days off in the calendar: Thursday
                "Send the samples": (self.clerk, date(2026, 3, 12)),
                "Check the deposit": (self.finance, date(2026, 3, 17)),
            },
        )

    @freeze_time("2026-03-07 03:00:00")  # a Saturday
    def test_nothing_is_due_on_a_day_off(self):
        self.deal.stage_id = self.quoted
        self.assertEqual(self._planned()["Second quotation"][1], date(2026, 3, 9))

    @freeze_time("2026-03-06 03:00:00")  # a Friday
    def test_the_holidays_of_the_deals_company_count(self):
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        other.resource_calendar_id = self.company.resource_calendar_id.copy(
            {"company_id": other.id, "global_leave_ids": False, "tz": "Asia/Shanghai"}
        )
        self.plan.company_id = False
        team = self.env["crm.team"].create({"name": "Yiwu", "company_id": other.id})
        owner = self._create_user("yiwu", "foreign_trade_crm.group_sales_representative", other)
        self.quoted.team_ids |= team
        # moved by somebody who works in the company with the holidays
        deal = self._create_lead(
            self.env.user, team_id=team.id, user_id=owner.id, stage_id=self.quoted.id
        )
        self.assertEqual(self._planned(deal)["Send the samples"], (owner, date(2026, 3, 10)))

    def test_leaving_closes_what_became_pointless(self):
        self.deal.stage_id = self.quoted
        mine = self.deal.activity_schedule("mail.mail_activity_data_call", summary="My own")
        self.deal.stage_id = self.agreed
        self.assertEqual(set(self._planned()), {"Check the deposit", "My own"})
        self.assertTrue(mine.exists())
        self.deal.stage_id = self.quoted
        names = self.deal.sudo().activity_ids.mapped("summary")
        self.assertEqual(names.count("Check the deposit"), 1, "what is open is not planned twice")
        self.assertEqual(names.count("Send the samples"), 1)

    def test_done_is_done(self):
        self.deal.stage_id = self.quoted
        self.deal.activity_ids.filtered(lambda one: one.user_id == self.rep).action_done()
        self.deal.name = "Another name"
        self.deal.stage_id = self.quoted
        self.assertEqual(set(self._planned()), {"Send the samples", "Check the deposit"})

    def test_lost_and_restored(self):
        self.deal.stage_id = self.quoted
        self.deal.action_set_lost()
        kept = self.env["mail.activity"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", self.deal.id)]
        )
        self.assertEqual(kept.mapped("summary"), ["Check the deposit"])
        self.deal.action_restore()
        self.assertEqual(set(self._planned()), {"Check the deposit"})

    def test_every_door(self):
        created = self._create_lead(stage_id=self.quoted.id)
        self.assertEqual(len(self._planned(created)), 3)
        lead = self._create_lead(type="lead", stage_id=self.quoted.id)
        self.assertFalse(self._planned(lead))
        lead.convert_opportunity(self.buyer)
        self.assertEqual(len(self._planned(lead)), 3)
        self.won.activity_plan_id = self.plan.copy()
        self.deal.action_set_won()
        self.assertEqual(len(self._planned()), 3)

    def test_work_begins_with_the_owner(self):
        deal = self._create_lead(self.manager, user_id=False, stage_id=self.quoted.id)
        self.assertFalse(self._planned(deal))
        deal.user_id = self.rep2
        self.assertEqual(self._planned(deal)["Second quotation"][0], self.rep2)
        deal.user_id = False
        self.assertEqual(set(self._planned(deal)), {"Check the deposit"})

    def test_the_next_owner_takes_the_work_over(self):
        self.deal.stage_id = self.quoted
        self.deal.with_user(self.manager).user_id = self.rep2
        people = {summary: user for summary, (user, _day) in self._planned().items()}
        expected = {"Second quotation": self.rep2, "Send the samples": self.clerk}
        self.assertEqual(people, {**expected, "Check the deposit": self.finance})

    def test_without_clerk_and_finance_the_owner_does_it(self):
        self.company.foreign_trade_finance_user_id = False
        self.deal.clerk_id = False
        self.deal.stage_id = self.quoted
        self.assertEqual({user for user, _day in self._planned().values()}, {self.rep})

    def test_plans_of_another_company_and_archived_ones_stand_still(self):
        self.plan.company_id = self._create_exporter("Yiwu Outdoor Ltd.")
        self.deal.stage_id = self.quoted
        self.assertFalse(self._planned())
        self.plan.write({"company_id": False, "active": False})
        self.deal.stage_id = self.new
        self.deal.stage_id = self.quoted
        self.assertFalse(self._planned())

    def _create_deals(self, size):
        values = {"type": "opportunity", "team_id": self.team.id, "user_id": self.rep.id}
        deals = self.env["crm.lead"].with_user(self.rep)
        return deals.create([{**values, "name": f"Deal {n}"} for n in range(size)])

    def _count_following(self, size):
        deals = self._create_deals(size)
        deals.stage_id = self.quoted
        self.env.cr.precommit.clear()
        deals.sudo().activity_ids.unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        self.env["crm.stage"]._get_activity_plans()
        before = self.env.cr.sql_log_count
        deals._work_off_stages(dict.fromkeys(deals.ids, (self.new.id, True)))
        self.env.flush_all()
        self.assertEqual(len(deals.sudo().activity_ids), 3 * size)
        return self.env.cr.sql_log_count - before

    def test_many_deals_cost_as_few_queries_as_some(self):
        self._count_following(25)
        few, many = (self._count_following(size) for size in (25, 100))
        self.assertLessEqual(many - few, 6)  # Odoo inserts a hundred rows at once

    def test_mass_edits_are_followed_at_the_end_of_the_transaction(self):
        deals = self._create_deals(30)
        deals.stage_id = self.quoted
        deals[:15].stage_id = self.agreed
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            deals[15:20].stage_id = self.agreed
            raise ZeroDivisionError
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertFalse(deals[:15].sudo().activity_ids)
        self.assertEqual(len(deals[15:].sudo().activity_ids), 45)
        deals.stage_id = self.agreed
        self.env.cr.flush()
        self.env.invalidate_all()
        left = deals.sudo().activity_ids.mapped("summary")
        self.assertEqual(set(left), {"Check the deposit"})

    def test_costs_nothing_without_plans(self):
        self.quoted.activity_plan_id = False
        self.env["crm.stage"]._get_activity_plans()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.assertFalse(self.env["crm.stage"]._get_activity_plans())
        self.assertEqual(self.env.cr.sql_log_count, before)
