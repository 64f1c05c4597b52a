from datetime import date
from decimal import Decimal as D
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .quotes_common import QuotesCommon
from .rate_server import BOC, ECB, RateServer

TODAY = date(2026, 11, 23)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23 04:00:00")
class TestQuotingRate(QuotesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rates = cls.env["foreign.trade.quoting.rate"]
        cls.boc = cls.env.ref("foreign_trade_crm.rate_provider_boc")

    def _rate(self, one, other, **values):
        currencies = self.env["res.currency"].with_user(self.rep)
        return currencies._quoting_rate(
            one, other, values.get("company", self.company), values.get("date", TODAY)
        )

    def _fix(self, rate, day="2026-11-01", currency=None, user=None):
        return self.rates.with_user(user or self.finance).create(
            {"currency_id": (currency or self.usd).id, "rate": rate, "date": day}
        )

    def _fetched(self, **values):
        self.company.write(
            {
                "foreign_trade_rate_source": "fetched",
                "foreign_trade_rate_provider_id": self.boc.id,
                **values,
            }
        )

    def test_rates_of_the_accounts(self):
        self.assertEqual(self._rate(self.usd, self.cny), (D("7.2"), date(2025, 1, 1), "odoo"))
        rate, _day, source = self._rate(self.eur, self.usd)
        self.assertEqual((round(rate, 6), source), (D("1.083333"), "odoo"))
        self.assertEqual(self._rate(self.usd, self.usd), (1, TODAY, "same"))
        thb = self._activate_currency("THB")
        self.assertEqual(self._rate(thb, self.cny)[1:], (False, "none"))

    def test_fixed(self):
        self._fix(7.05)
        self._fix(7.1, "2026-11-20")
        self._fix(9.9, "2026-12-01")
        self.assertEqual(self._rate(self.usd, self.cny)[2], "odoo", "not chosen yet")
        self.company.foreign_trade_rate_source = "fixed"
        self.company.foreign_trade_rate_spread = 2
        self.assertEqual(self._rate(self.usd, self.cny), (D("7.1"), date(2026, 11, 20), "fixed"))
        self.assertEqual(self._rate(self.usd, self.cny, date="2026-11-10")[0], D("7.05"))
        rate, day, source = self._rate(self.cny, self.usd)
        self.assertEqual((round(rate, 8), day), (D("0.14084507"), date(2026, 11, 20)))
        self.assertEqual(self._rate(self.eur, self.cny)[2], "odoo", "none is fixed for it")
        rate, day, source = self._rate(self.usd, self.eur)
        self.assertEqual((day, source), (date(2025, 1, 1), "odoo"), "the older one counts")

    def test_fetched_with_spread(self):
        self._fetched(foreign_trade_rate_spread=1)
        with RateServer(BOC) as server:
            self.boc.url = server.url
            self.boc.with_user(self.finance).action_fetch()
        self.assertEqual(self.boc.table_date, date(2026, 11, 20))
        self.assertFalse(self.boc.failure)
        self.assertEqual(
            self._rate(self.usd, self.cny), (D("7.10325"), date(2026, 11, 20), "fetched")
        )
        self.company.foreign_trade_rate_side = "middle"
        self.assertEqual(self._rate(self.usd, self.cny)[0], D("7.118199"))
        market = self.usd._market_rate(self.company, TODAY)
        self.assertEqual(market, (D("7.1901"), date(2026, 11, 20)), "the spread is for quoting")
        row = self.rates.search([("currency_id", "=", self.usd.id)])
        self.assertAlmostEqual(row.quoting_rate, 7.118199, 6)
        self.assertFalse(self.env["res.currency.rate"].search([("name", "=", "2026-11-20")]))

    def test_a_second_table_of_the_day_replaces_the_first(self):
        self._fetched(foreign_trade_rate_feed=True)
        with RateServer(BOC) as server:
            self.boc.url = server.url
            self.boc._fetch()
            server.answer = BOC.replace(b"719.01", b"719.50")
            self.boc._fetch()
        row = self.rates.search([("currency_id", "=", self.usd.id)])
        self.assertEqual(row.rate, 7.195)
        booked = self.env["res.currency.rate"].search(
            [("name", "=", "2026-11-20"), ("currency_id", "=", self.usd.id)]
        )
        self.assertAlmostEqual(booked.with_company(self.company).inverse_company_rate, 7.195, 9)

    @mute_logger("odoo.addons.foreign_trade_crm.models.foreign_trade_rate_provider")
    def test_failures_are_shown_and_the_last_rate_stays(self):
        self._fetched(foreign_trade_rate_max_age=2)
        order = self._create_quotation().with_user(self.rep)
        with RateServer(BOC) as server:
            self.boc.url = server.url
            self.boc._fetch()
            for answer, status, reason in (
                (b"gone", 503, "answered 503"),
                (b"<html>Please log in</html>", 200, "no table of rates"),
                (b"", 200, "no table of rates"),
            ):
                server.answer, server.status = answer, status
                self.assertTrue(self.boc._fetch())
                self.assertIn(reason, self.boc.failure)
        self.assertTrue(self.boc._fetch())
        self.assertIn("could not be reached", self.boc.failure)
        self.assertEqual(self._rate(self.usd, self.cny)[0], D("7.175"))
        order.invalidate_recordset()
        self.assertIn("3 days old", order.rate_warning)
        self.assertIn("No rates from Bank of China", order.rate_warning)
        self.company.foreign_trade_rate_max_age = 3
        order.invalidate_recordset()
        self.assertFalse(order.rate_warning)

    def test_scheduled_action(self):
        provider = self.env["foreign.trade.rate.provider"]
        with RateServer(ECB) as server:
            ecb = self.env.ref("foreign_trade_crm.rate_provider_ecb")
            (ecb | self.boc).url = server.url
            with patch.object(self.env.registry["ir.cron"], "_commit_progress"):
                provider._cron_fetch()
                self.assertFalse(ecb.fetched_at, "nobody quotes by it")
                self._fetched(foreign_trade_rate_provider_id=ecb.id)
                provider._cron_fetch()
        self.assertTrue(ecb.fetched_at)
        self.assertFalse(self.boc.fetched_at)
        self.assertEqual(self._rate(self.usd, self.cny)[0], D("7.2"))
        self.assertEqual(self._rate(self.eur, self.cny)[0], D("7.812"))

    def test_versions_keep_the_rate_that_was_quoted_by(self):
        self._fix(7.05)
        self.company.foreign_trade_rate_source = "fixed"
        order = self._create_quotation()
        order.action_quotation_sent()
        self.assertEqual(order.quotation_rate, 7.05)
        self.assertEqual(order.last_version_id.rate, 7.05)
        self.assertEqual(order.last_version_id.rate_date, date(2026, 11, 1))

    def test_warning_only_where_it_is_wanted(self):
        order = self._create_quotation()
        self.assertFalse(order.rate_warning)
        self.company.foreign_trade_rate_max_age = 30
        order.invalidate_recordset()
        self.assertIn("days old", order.rate_warning)
        order.action_quotation_sent()
        order.action_confirm()
        self.assertFalse(order.rate_warning)

    def test_wrong_figures(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._fix(0)
        with self.assertRaisesRegex(ValidationError, "spread"):
            self.company.foreign_trade_rate_spread = 100
        self._fix(7)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._fix(7.1)

    def test_who_fixes_rates(self):
        row = self._fix(7.05, user=self.manager)
        for user in (self.rep, self.clerk):
            self.assertEqual(row.with_user(user).rate, 7.05)
            for operation in (
                lambda user=user: row.with_user(user).write({"rate": 8}),
                lambda user=user: row.with_user(user).unlink(),
                lambda user=user: self._fix(8, "2026-11-02", user=user),
                lambda user=user: self.boc.with_user(user).action_fetch(),
            ):
                with self.assertRaises(AccessError):
                    operation()
        for user in (self.finance, self.manager):
            with self.assertRaises(AccessError):
                self.boc.with_user(user).url = "http://127.0.0.1/"
        self.boc.with_user(self.admin).url = "http://127.0.0.1/"
        other = self._create_exporter("Yiwu Household Ltd.")
        hidden = self.rates.create({"company_id": other.id, "currency_id": self.usd.id, "rate": 1})
        self.assertNotIn(hidden, self.rates.with_user(self.finance).search([]))

    def test_settings(self):
        view = self.env.ref("foreign_trade_crm.foreign_trade_crm_res_config_settings_view_form")
        arch = self.env["res.config.settings"].get_view(view.inherit_id.id)["arch"]
        self.assertIn("foreign_trade_rate_source", arch)

    def test_queries(self):
        self._fix(7.05)
        self.company.foreign_trade_rate_source = "fixed"
        self._rate(self.usd, self.cny)
        with self.assertQueryCount(0):
            self._rate(self.usd, self.cny)

    def test_prices_are_converted_at_the_quoting_rate(self):
        self.product.company_id = self.company
        self.assertEqual(round(self._price(), 4), round(120 / 7.2, 4))
        self._fix(6)
        self.assertEqual(round(self._price(), 4), round(120 / 7.2, 4), "not chosen yet")
        self.company.foreign_trade_rate_source = "fixed"
        self.assertEqual(round(self._price(), 4), 20)
        self._fix(5, "2026-11-22")
        self.assertEqual(round(self._price(), 4), 24)
        self.assertEqual(round(self._price(self.eur), 4), round(120 / 7.8, 4), "none is fixed")

    def _price(self, currency=None):
        pricelist = self.pricelist_usd.with_user(self.rep)
        product = self.product.with_user(self.rep)
        return pricelist._get_product_price(product, 1, currency=currency, date=TODAY)
