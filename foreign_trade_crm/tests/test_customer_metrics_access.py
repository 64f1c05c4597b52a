from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .metrics_common import NOW, MetricsCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCustomerMetricsAccess(MetricsCommon):
    """Who reads what of the customers' figures; nobody writes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nobody = cls.env["res.users"]
        cls.mine = cls._customer("Mine")
        cls.theirs = cls._customer("Theirs", user=cls.rep2)
        cls.nobodys = cls._customer("Nobody's", user=nobody)
        for customer in (cls.mine, cls.theirs, cls.nobodys):
            cls._order(customer, "2026-06-01", 100)
        cls._measure()
        cls.models = (
            "foreign.trade.customer.metrics",
            "foreign.trade.customer.metrics.month",
            "foreign.trade.segment.movement",
        )

    def _customers(self, model, user):
        return self.env[model].with_user(user).search([]).sudo().partner_id

    def test_representatives(self):
        for name in self.models:
            found = self._customers(name, self.rep)
            self.assertIn(self.mine, found)
            self.assertIn(self.nobodys, found)
            self.assertNotIn(self.theirs, found, name)
        self.theirs.clerk_id = self.rep
        for name in self.models:
            self.assertIn(self.theirs, self._customers(name, self.rep))

    def test_whoever_sees_all_documents(self):
        for user in (self.clerk, self.finance, self.manager):
            for name in self.models:
                self.assertIn(self.theirs, self._customers(name, user))

    def test_cost_is_a_secret(self):
        row = self._row(self.mine)
        for user in (self.rep, self.clerk):
            names = row.with_user(user).fields_get()
            for name in ("profit", "tier_score"):
                self.assertNotIn(name, names)
                with self.assertRaises(AccessError):
                    row.with_user(user).read([name])
                with self.assertRaises(AccessError):
                    row.with_user(user).search([(name, ">", 0)])
        for user in (self.finance, self.manager):
            self.assertTrue(row.with_user(user).read(["profit", "tier_score"]))

    def test_nobody_writes(self):
        row = self._row(self.mine)
        for user in (self.rep, self.clerk, self.finance, self.manager, self.admin):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"tier": "a"})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                row.with_user(user).create(
                    {"partner_id": self.buyer.id, "company_id": self.company.id}
                )

    def test_settings_are_for_managers(self):
        service = self.env["foreign.trade.service.policy"].create({"policy_id": self.policy.id})
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self.policy.with_user(user).threshold_a = 10
            with self.assertRaises(AccessError):
                service.with_user(user).discount_ceiling = 99
            with self.assertRaises(AccessError):
                self.policy.with_user(user).action_compute()
        self.policy.with_user(self.manager).action_compute()
        self.assertTrue(self.policy.computed_at)

    def test_customers_in_the_pool(self):
        self.env["foreign.trade.pool.policy"].create(
            {"name": "Pool", "company_id": self.company.id}
        )
        self.env.cr.execute(
            "UPDATE res_partner SET pool_since = %s, pool_member = TRUE WHERE id = %s",
            [NOW, self.mine.id],
        )
        for name in self.models:
            self.assertNotIn(self.mine, self._customers(name, self.rep))
            self.assertIn(self.mine, self._customers(name, self.manager))

    def test_two_companies(self):
        other = self._create_exporter("Yiwu Trading")
        foreigner = self._create_user(
            "foreigner",
            "foreign_trade_crm.group_sales_manager",
        )
        foreigner.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        policy = self.policy.copy({"company_id": other.id})
        self.env.user.company_ids |= other
        order = self._order(self.buyer, "2026-06-03", 70)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET company_id = %s WHERE id = %s", [other.id, order.id]
        )
        self.env.invalidate_all()
        self._measure()
        self._measure(policy)
        self.assertEqual(self._row(self.buyer, other).amount_total, 70)
        self.assertEqual(self._row(self.buyer).amount_total, 0)
        metrics = self.metrics.with_context(allowed_company_ids=other.ids).with_user(foreigner)
        self.assertEqual(metrics.search([]).company_id, other)
        self.assertFalse(policy.with_user(self.manager).has_access("read"))
        with self.assertRaises(AccessError):
            self.policy.with_env(metrics.env).action_compute()

    def test_weights_that_make_no_sense(self):
        for values in (
            {"weight_amount": -1},
            {"weight_amount": 0},
            {"threshold_a": 96, "threshold_b": 95},
            {"potential_b": 90},
        ):
            with (
                self.subTest(values),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
            ):
                self.policy.write(values)
                self.env.flush_all()
