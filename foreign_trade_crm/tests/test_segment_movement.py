from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .metrics_common import MetricsCommon


@tagged("post_install", "-at_install")
class TestSegmentMovement(MetricsCommon):
    """Months are kept as they ended, and show who moved."""

    def test_two_months(self):
        with freeze_time("2026-05-10 08:00:00"):
            self._order(self.buyer, "2026-05-01", 100)
            self._measure()
        with freeze_time("2026-05-31 08:00:00"):
            faithful = [self._customer(f"Faithful {number}") for number in range(4)]
            for customer in faithful:
                self._order(customer, "2026-05-20", 500)
                self._order(customer, "2026-05-30", 500)
            self._measure()
        with freeze_time("2026-06-15 08:00:00"):
            for month in (4, 5, 6):
                self._order(self.buyer, f"2026-06-0{month}", 2000)
            self._measure()
        months = self.env["foreign.trade.customer.metrics.month"]
        kept = months.search([("partner_id", "=", self.buyer.id)], order="month")
        self.assertEqual(kept.mapped("month"), [date(2026, 5, 1), date(2026, 6, 1)])
        self.assertEqual(kept[0].segment, "lost", "as May ended")
        moves = self.env["foreign.trade.segment.movement"].search(
            [("partner_id", "=", self.buyer.id)], order="month"
        )
        self.assertEqual(moves.mapped("movement"), ["new", "up"])
        self.assertEqual(moves[1].segment_from, "lost")
        self.assertEqual(moves[1].segment, self._row(self.buyer).segment)
        self.assertEqual((moves[1].tier_from, moves[1].tier), ("c", "a"))

    def test_the_past(self):
        """A company that begins to measure sees a year of movement, from its orders."""
        with freeze_time("2026-06-15 08:00:00"):
            self._order(self.buyer, "2026-03-10", 100)
            self._order(self.buyer, "2026-05-10", 100)
            self._measure()
            self.policy._write_past_months()
            self.policy._write_past_months()
        kept = self.env["foreign.trade.customer.metrics.month"].search(
            [("partner_id", "=", self.buyer.id)], order="month"
        )
        self.assertEqual([month.month for month in kept.mapped("month")], [3, 4, 5, 6])
        self.assertEqual(set(kept.mapped("lifecycle")), {"won"})

    def test_the_ready_set(self):
        self.policy.active = False
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["customer_metrics"])
        gallery._load(["customer_metrics"])
        policy = self.env["foreign.trade.metrics.policy"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(policy), 1)
        self.assertEqual(len(policy.service_ids), 10)
        policy._compute_metrics()
        self.assertTrue(self._row(self.buyer))

    def test_without_a_policy_nothing_is_measured(self):
        self.policy.unlink()
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *_args, **_kw: 60)
        self.env["foreign.trade.metrics.policy"]._cron_compute()
        self.assertFalse(self.metrics.search([("company_id", "=", self.company.id)]))

    def test_a_company_that_fails_stops_no_other(self):
        other = self._create_exporter("Yiwu Tools")
        policies = self.env["foreign.trade.metrics.policy"]
        last = policies.create({"name": "Metrics", "company_id": other.id})
        measured = []

        def compute(policy, _commit=None):
            if policy == self.policy:
                raise ValueError("figures nobody foresaw")
            measured.append(policy.id)
            return True

        self.patch(self.env.registry[policies._name], "_compute_metrics", compute)
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *_args, **_kw: 60)
        logger = "odoo.addons.foreign_trade_crm.models.foreign_trade_metrics_pass"
        # what the test made is not committed, so it must not be rolled back either
        with patch.object(self.env.cr, "rollback") as rollback, mute_logger(logger):
            policies._cron_compute()
        rollback.assert_called_once()
        self.assertIn(last.id, measured)
