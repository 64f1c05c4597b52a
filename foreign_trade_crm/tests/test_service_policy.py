from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..models.foreign_trade_service_rhythm import CALL, VISIT
from .metrics_common import NOW, MetricsCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestServicePolicy(MetricsCommon):
    """What each tier gets: calls, visits, answers in time, protection."""

    policy_values = {
        "service_ids": [
            (0, 0, {"lifecycle": "won", "tier": "a", "call_days": 14, "response_hours": 4,
                    "pool_protected": True, "discount_ceiling": 5}),
            (0, 0, {"lifecycle": "won", "tier": "b", "visit_days": 90}),
            (0, 0, {"lifecycle": "prospect", "call_days": 60, "until_days": 730}),
            (0, 0, {"lifecycle": "dormant", "tier": "c", "call_days": 90}),
        ]
    }  # fmt: skip

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer.user_id = False
        cls.top = cls._customer("Top")
        cls._order(cls.top, "2026-06-01", 1000)
        cls._touch(cls.top, days=20)
        cls._measure()

    @classmethod
    def _touch(cls, customer, days, created=400):
        """Last contact so many days ago."""
        customer.flush_recordset()
        cls.env.cr.execute(
            "UPDATE res_partner SET create_date = %s WHERE id = %s",
            [NOW - timedelta(days=created), customer.id],
        )
        contacts = cls.env["foreign.trade.partner.contact"]
        contacts.search([("partner_id", "=", customer.id)]).unlink()
        customer.invalidate_recordset()
        if days is not None:
            customer._register_contact(NOW - timedelta(days=days), cls.rep)

    def _planned(self, customer, kind=CALL):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "=", customer.id),
                ("activity_type_id", "=", self.env.ref(kind).id),
            ]
        )

    def _plan(self):
        self._measure()
        self.policy._plan_service()

    def test_a_call_is_planned(self):
        self._plan()
        call = self._planned(self.top)
        self.assertEqual(call.user_id, self.rep)
        self.assertEqual(call.date_deadline, date(2026, 6, 30), "not in the past")
        self.assertEqual(call.summary, "Customer: every 14 days")
        self._plan()
        self.assertEqual(self._planned(self.top), call, "once")
        self.assertFalse(self._planned(self.buyer), "nobody's")

    def test_a_call_done_is_contact(self):
        self._plan()
        self._planned(self.top).with_user(self.rep).action_feedback(feedback="Wants 500 chairs")
        self.assertEqual(self.top.contact_last_at, NOW)
        self._plan()
        self.assertFalse(self._planned(self.top))
        with freeze_time(NOW + timedelta(days=11)):
            self._plan()
            self.assertEqual(self._planned(self.top).date_deadline, date(2026, 7, 14))

    def test_contact_makes_it_pointless(self):
        self._plan()
        call = self._planned(self.top)
        self.env.cr.execute(
            "UPDATE mail_activity SET create_date = %s WHERE id = %s",
            [NOW - timedelta(days=3), call.id],
        )
        self._touch(self.top, days=1)
        self._plan()
        self.assertFalse(self._planned(self.top))

    def test_contact_on_the_very_day_makes_it_pointless(self):
        self._plan()
        call = self._planned(self.top)
        self.env.cr.execute(
            "UPDATE mail_activity SET create_date = %s WHERE id = %s",
            [NOW - timedelta(hours=6), call.id],
        )
        self._touch(self.top, days=0.1)
        self._plan()
        self.assertFalse(self._planned(self.top))

    def test_another_owner_gets_the_call(self):
        self._plan()
        call = self._planned(self.top)
        call.user_id = self.rep2  # lent to a colleague
        self.env.cr.execute(
            "UPDATE mail_activity SET create_date = %s WHERE id = %s", [NOW, call.id]
        )
        self._plan()
        self.assertEqual(self._planned(self.top).user_id, self.rep2)
        with freeze_time(NOW + timedelta(days=1)):
            self.top._change_owner(self.manager, "Knows them")
            self._plan()
        self.assertEqual(self._planned(self.top).user_id, self.manager)

    def test_recent_contact_needs_no_call(self):
        self._touch(self.top, days=5)
        self._plan()
        self.assertFalse(self._planned(self.top))

    def test_visits(self):
        second = self._customer("Second")
        self._order(second, "2026-06-02", 200)
        self._touch(second, days=1)
        self.policy.write({"threshold_a": 50})
        self._plan()
        self.assertEqual(second.customer_tier, "b")
        visit = self._planned(second, VISIT)
        self.assertTrue(visit, "a mail yesterday is no visit")
        visit.unlink()
        self.env["foreign.trade.contact.log"].with_user(self.rep).create(
            {
                "partner_id": second.id,
                "channel": "visit",
                "outcome": "reached",
                "contacted_at": NOW - timedelta(days=50),
            }
        )
        self._plan()
        self.assertFalse(self._planned(second, VISIT))
        with freeze_time(NOW + timedelta(days=38)):
            self._plan()
            self.assertEqual(self._planned(second, VISIT).date_deadline, date(2026, 8, 9))

    def test_prospects_for_two_years(self):
        fresh, old = self._customer("Fresh"), self._customer("Old")
        self._touch(fresh, days=70)
        self._touch(old, days=70, created=800)
        self._plan()
        self.assertEqual(self._planned(fresh).summary, "Prospect: every 60 days")
        self.assertFalse(self._planned(old))

    def test_dormant_customers_are_won_back(self):
        dormant = self._customer("Dormant")
        self._order(dormant, "2025-03-01", 1)
        self._touch(dormant, days=100)
        self._plan()
        self.assertEqual(self._row(dormant).lifecycle, "dormant")
        self.assertEqual(self._planned(dormant).summary, "Win back: every 90 days")

    def test_no_more_than_an_owner_can_do(self):
        prospects = [self._customer(f"Prospect {number}") for number in range(4)]
        for number, prospect in enumerate(prospects):
            self._touch(prospect, days=70 + number)
        self.policy.activities_per_day = 2
        self._measure()
        due = self.policy._find_service_due(CALL)
        self.assertEqual(
            {row[0] for row in due}, {self.top.id, prospects[3].id}, "best tier, longest overdue"
        )

    def test_days_are_those_of_the_company(self):
        """After midnight in China, which is not yet midnight in UTC."""
        self.company.partner_id.tz = "Asia/Shanghai"
        self._touch(self.top, days=None)
        self.top._register_contact(datetime(2026, 6, 16, 17), self.rep)
        self.policy.activities_per_day = 1
        self._plan()
        call = self._planned(self.top)
        self.assertEqual(call.date_deadline, date(2026, 7, 1), "14 days after the 17th")
        self.env.cr.execute(
            "UPDATE mail_activity SET create_date = %s WHERE id = %s", [NOW, call.id]
        )
        prospect = self._customer("Prospect")
        self._touch(prospect, days=70)
        self._plan()
        self.assertFalse(self._planned(prospect), "no more than one a day")
        with freeze_time("2026-06-30 16:30:00"):
            self._plan()
        self.assertTrue(self._planned(prospect), "the next day has begun")

    def test_customers_in_the_pool_wait(self):
        self.env["foreign.trade.pool.policy"].create(
            {"name": "Pool", "company_id": self.company.id}
        )
        self.env.cr.execute(
            "UPDATE res_partner SET pool_since = %s WHERE id = %s", [NOW, self.top.id]
        )
        self._plan()
        self.assertFalse(self._planned(self.top))

    def test_what_a_tier_gets(self):
        services = self.env["foreign.trade.service.policy"]._get_services(
            self.top | self.buyer, self.company
        )
        self.assertEqual(services[self.top.id].discount_ceiling, 5)
        self.assertNotIn(self.buyer.id, services)
        order = self._order(self.top, "2026-06-29", 10, state="draft")
        # it is asked for only where a rule looks at it
        rules = self.env.registry["foreign.trade.approval.rule"]
        self.patch(rules, "_is_measured", lambda _rules, _code: True)
        self.assertEqual(order.with_user(self.rep)._get_approval_discount_ceiling(), 5)
        other = self._order(self.buyer, "2026-06-29", 10, state="draft")
        self.assertIsNone(other._get_approval_discount_ceiling())

    def test_pool_protection(self):
        policy = self.env["foreign.trade.pool.policy"].create(
            {"name": "Pool", "company_id": self.company.id, "days_a": 10, "days_none": 10}
        )
        idle = self._customer("Idle", user=self.rep2)
        for customer in (self.top, idle):
            self._touch(customer, days=200)
        due = policy._find_due("res.partner", "warn")
        self.assertIn(self.top.id, due)
        self.assertIn(idle.id, due)
        protections = policy._get_protections(self.top | idle)
        self.assertIn("tier A", protections[self.top.id])
        self.assertNotIn(idle.id, protections)

    def test_answers_in_time(self):
        self.env["foreign.trade.deadline.policy"].create(
            {"name": "24 h", "code": "first_response", "hours": 24, "warn_before": 6,
             "company_id": self.company.id, "domain": "[]"}
        )  # fmt: skip
        leads = self._create_lead(partner_id=self.top.id), self._create_lead()
        hours = [lead.deadline_ids.policy_hours for lead in leads]
        self.assertEqual(hours, [4, 24])
        due = leads[0].deadline_ids
        self.assertEqual(due.due_at, datetime(2026, 6, 30, 12))
        self.assertEqual(due.warn_at, datetime(2026, 6, 30, 10))
