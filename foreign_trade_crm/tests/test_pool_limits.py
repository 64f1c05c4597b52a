from contextlib import contextmanager
from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .pool_common import NOW, PoolCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestPoolLimits(PoolCommon):
    """How much one may claim and how soon again, through whatever door."""

    policy_values = {
        "customer_limit": 3,
        "lead_limit": 2,
        "claims_per_day": 2,
        "cooling_days": 10,
    }

    def _pooled(self, count, user=None):
        user = user or self.manager
        customers = self.env["res.partner"].union(
            *(self._customer(f"Pooled {number}", user) for number in range(count))
        )
        return self._release(customers, self.manager).with_env(self.env)

    def _claim(self, records, user=None):
        return self._teaser(records[:1], user).browse(records.ids).action_claim()

    @contextmanager
    def _refused(self, message):
        """A request that fails leaves nothing behind."""
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            yield
        self.env.invalidate_all(flush=False)

    def _later(self, **delta):
        return freeze_time(NOW + timedelta(**delta))

    def test_claims_a_day(self):
        pooled = self._pooled(3)
        self._claim(pooled[0])
        with self._refused("2 claims a day at most, and 1 were made today"):
            self._claim(pooled[1:])
        self.env.invalidate_all()
        self._claim(pooled[1])
        with self._refused("2 claims a day"):
            self._claim(pooled[2])
        with self._later(days=1):
            self._claim(pooled[2])

    def test_a_refused_claim_changes_nothing(self):
        pooled = self._pooled(3)
        with self._refused("claims a day"):
            self._claim(pooled)
        self.env.invalidate_all()
        self.assertEqual(pooled.mapped("pool_member"), [True] * 3)
        self._claim(pooled[:2])

    def test_the_day_is_the_users(self):
        self.rep2.tz = "Asia/Shanghai"
        pooled = self._pooled(4)
        with freeze_time("2026-03-10 15:00"):  # 23:00 in Shanghai
            self._claim(pooled[:2])
        with freeze_time("2026-03-10 17:00"):  # 01:00 on the eleventh
            self._claim(pooled[2])

    def test_customers_at_most(self):
        self._customer("Own 1", self.rep2)
        self._customer("Own 2", self.rep2)
        pooled = self._pooled(2)
        self._claim(pooled[0])
        with self._refused("Chen Jie has 3 of 3"):
            self._claim(pooled[1])
        self._claim(pooled[1], self.manager)

    def test_cooling_off(self):
        own = self._customer("Given up", self.rep2)
        self._release(own)
        self.assertEqual(self._teaser(own).wait_until, NOW + timedelta(days=10))
        self.assertFalse(self._teaser(own, self.rep).wait_until)
        with self._refused("from 2026-03-20 on"):
            self._claim(own)
        with self._later(days=11):
            self._teaser(own).invalidate_recordset()
            self._claim(own)
        self.assertEqual(own.user_id, self.rep2)

    def test_no_way_around_by_a_friend(self):
        own = self._customer("Passed around", self.rep2)
        self._release(own)
        self._claim(own, self.rep)
        self._release(own, self.rep)
        with self._refused("You had it until recently"):
            self._claim(own)

    def test_leads_by_writing_the_owner(self):
        """The form, an import or RPC is as good as the button."""
        leads = self.env["crm.lead"].union(
            *(self._lead(self.manager, user_id=False, team_id=self.team.id) for _n in range(3))
        )
        mine = leads.with_user(self.rep2)
        with self._refused("2 claims a day"):
            mine.write({"user_id": self.rep2.id})
        self.env.invalidate_all()
        mine[:2].write({"user_id": self.rep2.id})
        with self._later(days=1), self._refused("Chen Jie has 2 of 2"):
            mine[2].user_id = self.rep2
        self._release(leads[0], self.rep2)
        with self._later(days=2), self._refused("until recently"):
            mine[0].user_id = self.rep2
        leads[2].with_user(self.manager).user_id = self.rep2

    def test_a_new_customer_is_no_claim(self):
        self._claim(self._pooled(2))
        free = self._customer("New", self.env["res.users"])
        free.with_user(self.rep2).user_id = self.rep2
        self.assertEqual(free.user_id, self.rep2)

    def test_no_way_around_by_handing_over(self):
        """Giving it to a friend and back would begin the days without follow-up anew."""
        own = self._customer("Passed on", self.rep2)
        own.with_user(self.rep2).user_id = self.rep
        with self._refused("You had it until recently"):
            own.with_user(self.rep).user_id = self.rep2
        own.with_user(self.rep).user_id = False
        with self._refused("You had it until recently"):
            own.with_user(self.rep2).user_id = self.rep2
        own.with_user(self.manager).user_id = self.rep2

    def test_no_limits_without_a_policy(self):
        self.policy.unlink()
        self.env["foreign.trade.pool.policy"].with_context(active_test=False).search([]).unlink()
        leads = self.env["crm.lead"].union(
            *(self._lead(self.manager, user_id=False) for _n in range(4))
        )
        leads.with_user(self.rep2).write({"user_id": self.rep2.id})
        self.assertEqual(leads.user_id, self.rep2)

    def test_queries_of_a_claim(self):
        pooled = self._pooled(2)
        self._claim(pooled[0])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(80):
            self._claim(pooled[1])
            self.env.flush_all()
