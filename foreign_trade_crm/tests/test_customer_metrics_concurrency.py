from unittest.mock import patch

from odoo.tests import tagged

from .connections_common import ConnectionsCase


@tagged("post_install", "-at_install")
class TestCustomerMetricsConcurrency(ConnectionsCase):
    """Measuring on one connection while people work on another: neither waits."""

    def _create_data(self, env):
        policies = env["foreign.trade.metrics.policy"]
        present = policies.search([("company_id", "=", env.company.id)])
        present.active = False
        policy = policies.create({"name": "Measured"})
        partner = env["res.partner"].create(
            {"name": "Measured", "is_company": True, "user_id": env.ref("base.user_admin").id}
        )
        product = env["product.product"].create({"name": "Inspection", "type": "service"})
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "state": "sale",
                "order_line": [(0, 0, {"product_id": product.id, "price_unit": 10})],
            }
        )
        self.ids = policy.id, present.ids, partner.id, product.id, order.id

    def setUp(self):
        super().setUp()
        self.one, self.two = self._connect(), self._connect()

    def _connect(self, **options):
        env = super()._connect(**options)
        env.cr.execute("SET LOCAL lock_timeout = '1s'")
        return env

    def _remove_data(self, env):
        policy_id, present_ids, partner_id, product_id, order_id = self.ids
        env["foreign.trade.metrics.policy"].browse(policy_id).unlink()
        env["foreign.trade.metrics.policy"].browse(present_ids).active = True
        order = env["sale.order"].browse(order_id)
        order.state = "cancel"
        order.unlink()
        env["product.product"].browse(product_id).unlink()
        env["res.partner"].browse(partner_id).unlink()

    def _measure(self, env):
        env["foreign.trade.metrics.policy"].browse(self.ids[0])._compute_metrics()

    def _work(self, env):
        """What a salesperson saves."""
        partner = env["res.partner"].browse(self.ids[2])
        partner.phone = "+49 40 123456"
        partner._register_contact()
        env["sale.order"].browse(self.ids[4]).client_order_ref = "PO-1"
        env["crm.lead"].create({"name": "Again", "partner_id": partner.id})
        env.flush_all()

    def test_a_save_does_not_wait_for_measuring(self):
        self._measure(self.one)
        self._work(self.two)
        self.two.cr.rollback()
        rows = self.one["foreign.trade.customer.metrics"].search([("partner_id", "=", self.ids[2])])
        self.assertEqual(rows.amount_total, 10)

    def test_measuring_does_not_wait_for_a_save(self):
        self._work(self.two)
        self._measure(self.one)
        rows = self.one["foreign.trade.customer.metrics"].search([("partner_id", "=", self.ids[2])])
        self.assertEqual(rows.amount_total, 10, "measured while the save was not committed")

    def test_contact_and_a_save_do_not_meet(self):
        """A message to the customer, and a colleague who saves it meanwhile: both are kept."""
        mine, theirs = (env["res.partner"].browse(self.ids[2]) for env in (self.one, self.two))
        self.assertTrue(theirs.name, "the colleague has begun")
        mine._register_contact(user=mine.user_id)
        theirs.phone = "+49 40 123456"
        theirs.flush_recordset()
        self.one.cr.commit()
        theirs.city = "Hamburg"
        theirs.flush_recordset()
        self.two.cr.commit()
        mine.invalidate_recordset()
        self.assertEqual((mine.phone, mine.contact_last_user_id), (theirs.phone, mine.user_id))

    def test_steps_are_committed(self):
        """As the scheduled action runs: what is measured is seen by others step by step."""
        commits = []

        def commit(count, remaining=0):
            commits.append(remaining)
            self.one.cr.commit()
            return 60

        self.one["foreign.trade.metrics.policy"].browse(self.ids[0])._compute_metrics(commit)
        self.assertEqual(commits[-1], 0)
        rows = self.two["foreign.trade.customer.metrics"].search([("partner_id", "=", self.ids[2])])
        self.assertEqual(rows.order_count, 1)

    def test_a_pass_of_more_than_ten_seconds_comes_to_its_end(self):
        """Odoo's time is over after ten; stopping there began anew for ever."""
        policies = self.one["foreign.trade.metrics.policy"]
        policy = policies.browse(self.ids[0])
        done = []
        planned = patch.object(
            self.registry[policies._name], "_plan_service", lambda one, _commit: done.append(one.id)
        )
        over = patch.object(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_kw: 0)
        with planned, over:
            policies._cron_compute()
        self.assertTrue(policy.computed_at)
        self.assertIn(policy.id, done)
        months = self.one["foreign.trade.customer.metrics.month"]
        self.assertTrue(months.search([("partner_id", "=", self.ids[2])]))
