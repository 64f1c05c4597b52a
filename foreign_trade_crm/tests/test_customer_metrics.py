from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .metrics_common import NOW, MetricsCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCustomerMetrics(MetricsCommon):
    """The table against figures reckoned by hand, as of 30 June 2026."""

    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("Ahorn", "Birke", "Cedar", "Distel", "Eiche", "Fichte")
        customers = [cls._customer(name) for name in names]
        cls.ahorn, cls.birke, cls.cedar, cls.distel, cls.eiche, cls.fichte = customers
        cls._order(cls.ahorn, "2026-01-10", 2000)
        cls._order(cls.ahorn, "2026-03-11", 2000)
        cls._order(cls.ahorn, "2026-06-09", 4000)
        cls._order(cls.birke, "2025-07-01", 100, cls.usd)
        cls._order(cls.birke, "2026-01-01", 100, cls.usd)
        cls._order(cls.cedar, "2026-01-01", 1440)
        cls._order(cls.distel, "2025-02-01", 10, cls.eur)
        cls._order(cls.eiche, "2026-05-01", 5000, state="cancel")
        cls._order(cls.eiche, "2026-05-02", 5000, state="draft")
        cls.last = cls._order(cls.fichte, "2026-06-09", 1000)
        cls._credit(cls.fichte, 400, sale_line_ids=[(6, 0, cls.last.order_line.ids)])
        cls._measure()

    @classmethod
    def _credit(cls, partner, amount, day="2026-06-20", currency=None, post=True, **line):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "currency_id": (currency or cls.cny).id,
                "invoice_date": day,
                "invoice_line_ids": [
                    (0, 0, {"name": "Credit", "price_unit": amount, "tax_ids": False, **line})
                ],
            }
        )
        if post:
            move.action_post()
        return move

    def _assert_rows(self, name, expected):
        for customer, value in expected.items():
            found = self._row(customer)[name]
            message = f"{name} of {customer.name}"
            if isinstance(value, float):
                self.assertAlmostEqual(found, value, 4, message)
            else:
                self.assertEqual(found, value, message)

    def test_amounts_orders_and_dates(self):
        """At each order's own rate; what was cancelled, quoted or credited counts not."""
        self._assert_rows(
            "amount_total",
            {
                self.ahorn: 8000.0,
                self.birke: 1440.0,
                self.cedar: 1440.0,
                self.distel: 78.0,
                self.eiche: 0.0,
                self.fichte: 600.0,
            },
        )
        self._assert_rows(
            "amount_year",
            {self.ahorn: 8000.0, self.birke: 1440.0, self.distel: 0.0, self.fichte: 600.0},
        )
        self._assert_rows(
            "order_count",
            {self.ahorn: 3, self.birke: 2, self.cedar: 1, self.eiche: 0, self.fichte: 1},
        )
        self._assert_rows(
            "last_order_date", {self.ahorn: date(2026, 6, 9), self.birke: date(2026, 1, 1)}
        )
        self._assert_rows("first_order_date", {self.birke: date(2025, 7, 1), self.eiche: False})
        self.assertEqual(self._row(self.ahorn).currency_id, self.cny)

    def test_cycle_and_what_is_overdue(self):
        """60 and 90 days: the median is 75."""
        self._assert_rows("cycle_days", {self.ahorn: 75.0, self.birke: 184.0, self.cedar: 0.0})
        self._assert_rows(
            "next_order_date",
            {self.ahorn: date(2026, 8, 23), self.birke: date(2026, 7, 4), self.cedar: False},
        )
        self._assert_rows("recency_days", {self.ahorn: 21, self.birke: 180, self.eiche: 0})
        self._assert_rows("overdue_days", {self.ahorn: 0, self.birke: 0})
        domain = [("partner_id", "=", self.birke.id)]
        with freeze_time("2026-07-10 08:00:00"):
            self.env.invalidate_all()
            self._assert_rows("overdue_days", {self.birke: 6, self.ahorn: 0})
            self.assertTrue(self.metrics.search([("overdue_days", ">", 5), *domain]))
            self.assertFalse(self.metrics.search([("overdue_days", ">", 6), *domain]))
            self.assertTrue(self.metrics.search([("overdue_days", "=", 6), *domain]))
            found = self.metrics.search([("overdue_days", ">", 0)], order="overdue_days desc")
            self.assertEqual(found.partner_id, self.birke)
            [(days,)] = self.metrics._read_group(domain, aggregates=["overdue_days:avg"])
            self.assertEqual(days, 6)

    def test_scores_with_ties(self):
        """Birke and Cedar last ordered on one day and for one amount, in two currencies."""
        self._assert_rows(
            "r_score",
            {self.distel: 1, self.birke: 2, self.cedar: 2, self.ahorn: 4, self.fichte: 4},
        )
        self._assert_rows(
            "f_score",
            {self.cedar: 1, self.distel: 1, self.fichte: 1, self.birke: 4, self.ahorn: 5},
        )
        self._assert_rows(
            "m_score",
            {self.distel: 1, self.fichte: 2, self.birke: 3, self.cedar: 3, self.ahorn: 5},
        )
        self._assert_rows(
            "segment",
            {
                self.ahorn: "champions",
                self.birke: "at_risk",
                self.cedar: "about_to_sleep",
                self.distel: "lost",
                self.eiche: False,
                self.fichte: "new",
            },
        )

    def test_tiers(self):
        """Of 11,558: before Birke and Cedar 69.2 %, before Fichte 94.1 %, before Distel 99.3 %."""
        self._assert_rows(
            "tier",
            {
                self.ahorn: "a",
                self.birke: "a",
                self.cedar: "a",
                self.fichte: "b",
                self.distel: "c",
                self.eiche: False,
            },
        )
        self._assert_rows("tier_score", {self.ahorn: 69.2161, self.birke: 12.4589})

    def test_lifecycle_risk_and_lifetime_value(self):
        self._assert_rows(
            "lifecycle", {self.ahorn: "won", self.distel: "dormant", self.eiche: "prospect"}
        )
        self._assert_rows("churn_risk", {self.ahorn: 0, self.birke: 0, self.distel: 25})
        self._assert_rows(
            "lifetime_value",
            {self.ahorn: 32000.0, self.birke: 5760.0, self.distel: 209.63, self.eiche: 0.0},
        )

    def test_late_by_its_own_cycle(self):
        """Two cycles of 75 days without an order: half lost, but not dormant within a year."""
        with freeze_time("2026-11-06 08:00:00"):
            self._measure()
            self._assert_rows("churn_risk", {self.ahorn: 50})
            self._assert_rows("lifecycle", {self.ahorn: "won", self.birke: "won"})
        with freeze_time("2027-01-02 08:00:00"):
            self._measure()
            # 366 days, and two of its cycles are 368
            self._assert_rows("lifecycle", {self.birke: "won", self.cedar: "dormant"})

    def test_daily_orders_of_long_ago(self):
        """1,640 cycles without an order: the risk is no error that stops the whole pass."""
        gone = self._customer("Gone")
        self._order(gone, "2022-01-01", 10)
        self._order(gone, "2022-01-02", 10)
        self._measure()
        self._assert_rows("churn_risk", {gone: 100})
        self._assert_rows("cycle_days", {gone: 1.0})

    def test_credit_notes_that_count_not(self):
        """Not posted, of a deposit, of an order that was cancelled."""
        cancelled = self._order(self.fichte, "2026-06-01", 300, state="cancel")
        self._credit(self.fichte, 50, post=False)
        self._credit(self.fichte, 60, is_downpayment=True)
        self._credit(self.fichte, 300, sale_line_ids=[(6, 0, cancelled.order_line.ids)])
        self._measure()
        self._assert_rows("amount_total", {self.fichte: 600.0})
        self._credit(self.fichte, 10, currency=self.usd)
        self._measure()
        self._assert_rows("amount_total", {self.fichte: 528.0})

    def test_more_credited_than_sold(self):
        """Below zero is no share of anything, and the lowest score."""
        self._credit(self.fichte, 900)
        self._measure()
        self._assert_rows("amount_total", {self.fichte: -300.0})
        self._assert_rows("m_score", {self.fichte: 1, self.distel: 2})
        self._assert_rows("tier", {self.fichte: "c", self.ahorn: "a"})
        self._assert_rows("lifetime_value", {self.fichte: -300.0})

    def test_an_order_cancelled_later(self):
        self.last.state = "cancel"
        self._measure()
        self._assert_rows("lifecycle", {self.fichte: "prospect"})
        self._assert_rows("segment", {self.fichte: False})

    def test_orders_of_contacts_are_the_companys(self):
        contact = self.env["res.partner"].create({"name": "Ana", "parent_id": self.cedar.id})
        self._order(contact, "2026-02-01", 60)
        self._measure()
        self._assert_rows("amount_total", {self.cedar: 1500.0})
        self.assertFalse(self._row(contact))

    def test_the_day_is_the_companys(self):
        """23:00 UTC on New Year's Eve is New Year in Ningbo."""
        order = self._order(self.cedar, "2026-06-29", 1)
        order.date_order = "2026-06-29 23:00:00"
        self.company.partner_id.tz = "Asia/Shanghai"
        self._measure()
        self._assert_rows("last_order_date", {self.cedar: date(2026, 6, 30)})

    def test_profit_less_what_was_credited(self):
        """The chair costs 72."""
        self._assert_rows("profit", {self.ahorn: 7784.0, self.fichte: 528.0})

    def test_weights(self):
        """Orders alone: 3, 2, 1, 1, 1 of 8; before Birke 37.5 %, before the others 62.5 %."""
        self.policy.write({"weight_amount": 0, "weight_orders": 1, "threshold_a": 50})
        self._measure()
        self._assert_rows("tier_score", {self.ahorn: 37.5, self.birke: 25.0, self.distel: 12.5})
        self._assert_rows(
            "tier", {self.ahorn: "a", self.birke: "a", self.cedar: "b", self.distel: "b"}
        )
        self.policy.write({"weight_amount": 1})
        self._measure()
        share = (37.5 + 69.2161) / 2
        self.assertAlmostEqual(self._row(self.ahorn).tier_score, share, 3)

    def test_years_of_cooperation(self):
        """Full months since the first order: 5, 11, 5, 16 and none."""
        self.policy.write({"weight_amount": 0, "weight_years": 10})
        self._measure()
        self._assert_rows(
            "tier_score",
            {self.distel: 16 / 37 * 100, self.birke: 11 / 37 * 100, self.fichte: 0.0},
        )

    def test_period(self):
        """Of the last six months Birke has the order of New Year's Day alone."""
        self.policy.period_months = 6
        self._measure()
        self._assert_rows("f_score", {self.birke: 2, self.cedar: 2, self.distel: 1})
        self._assert_rows("m_score", {self.birke: 3, self.cedar: 4, self.ahorn: 5})
        self._assert_rows("amount_total", {self.birke: 1440.0})

    def test_measuring_again_changes_nothing(self):
        self.env.cr.execute("SELECT id, xmin::text FROM foreign_trade_customer_metrics ORDER BY id")
        before = self.env.cr.fetchall()
        self._measure()
        self.env.cr.execute("SELECT id, xmin::text FROM foreign_trade_customer_metrics ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_whoever_is_no_customer_any_more(self):
        self.eiche.active = False
        self._measure()
        self.assertFalse(self._row(self.eiche))
        self.assertTrue(self._row(self.ahorn))

    def test_whoever_is_deleted(self):
        """No foreign key removes the rows: deleting does, and the next run what went past us."""
        deleted, vanished = self._customer("Deleted"), self._customer("Vanished")
        self._measure()
        left = {
            name: self.env[name].search([("partner_id", "in", (deleted | vanished).ids)])
            for name in ("foreign.trade.customer.metrics", "foreign.trade.customer.metrics.month")
        }
        self.assertEqual([len(rows) for rows in left.values()], [2, 2])
        deleted.unlink()
        for rows in left.values():
            self.assertEqual(rows.exists().partner_id, vanished)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM res_partner WHERE id = %s", [vanished.id])
        self.env.invalidate_all()
        self._measure()
        for rows in left.values():
            self.assertFalse(rows.exists())

    def test_whoever_is_deleted_while_customers_are_measured(self):
        """No row of nobody, which would break every list that shows it."""
        gone, stays = self._customer("Gone"), self._customer("Stays")
        policies, step = type(self.policy), type(self.policy)._keep_changed

        def deleted_meanwhile(policy, today):
            bounds = step(policy, today)
            gone.unlink()
            return bounds

        with patch.object(policies, "_keep_changed", deleted_meanwhile):
            self._measure()
        rows = self.env["foreign.trade.customer.metrics"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertIn(stays, rows.partner_id.exists())
        self.assertEqual(rows.partner_id.exists(), rows.partner_id)
        rows.web_read({"partner_id": {"fields": {"display_name": {}}}, "user_id": {}})
