from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .quotes_common import QuotesCommon

TODAY = "2026-03-10 08:00:00"


@tagged("post_install", "-at_install")
class TestForecast(QuotesCommon):
    """Deals by month, currency and win rate; 1 USD = 7.2, 1 EUR = 7.8 CNY."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.foreign_trade_win_rate = "stage"
        cls.offer, cls.talks = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": 50 + rate, "win_rate": rate}
                for name, rate in (("Offer", 20), ("Talks", 60))
            ]
        )
        cls.rows = cls.env["foreign.trade.forecast"]

    def _deal(self, amount, currency, month, stage=None, **values):
        return self._create_lead(
            deal_amount=amount,
            deal_currency_id=currency.id,
            date_deadline=date(2026, month, 15),
            stage_id=(stage or self.offer).id,
            **values,
        )

    def _three(self):
        return (
            self._deal(1000, self.usd, 4)
            + self._deal(1000, self.eur, 4, self.talks)
            + self._deal(1000, self.cny, 5, self.talks)
        )

    def _sums(self, deals, *groupby, measures=("weighted_amount", "weighted_company"), user=None):
        rows = self.rows.with_user(user or self.manager)
        groups = rows._read_group(
            [("lead_id", "in", deals.ids)], groupby, [f"{name}:sum" for name in measures]
        )
        return [tuple(round(x, 2) if isinstance(x, float) else x for x in row) for row in groups]

    @freeze_time(TODAY)
    def test_by_month_in_each_currency_and_converted(self):
        deals = self._three()
        self.assertEqual(
            self._sums(deals, "date:month", "currency_id"),
            [
                (date(2026, 4, 1), self.usd, 200, 1440),
                (date(2026, 4, 1), self.eur, 600, 4680),
                (date(2026, 5, 1), self.cny, 600, 600),
            ],
        )
        self.assertEqual(
            self._sums(deals, "date:month", measures=["weighted_company", "amount_company"]),
            [(date(2026, 4, 1), 6120, 15000), (date(2026, 5, 1), 600, 1000)],
        )
        [[total]] = self.env["crm.lead"]._read_group(
            [("id", "in", deals.ids)], [], ["prorated_revenue:sum"]
        )
        self.assertEqual(total, 6720, "the board says the same")

    @freeze_time(TODAY)
    def test_the_rate_is_stated_and_chosen(self):
        deals = self._three()
        self.env["res.currency.rate"].create(
            {
                "name": "2026-03-01",
                "currency_id": self.usd.id,
                "company_id": self.company.id,
                "inverse_company_rate": 7.0,
            }
        )
        row = self.rows.with_user(self.manager).browse(deals[0].id)
        deals[0].flush_recordset()
        self.assertEqual(round(row.rate, 6), 7.2)
        self.assertEqual(row.rate_date, date(2026, 3, 10))
        self.company.foreign_trade_forecast_rate = "current"
        self.env.invalidate_all()
        self.assertEqual((round(row.rate, 6), row.rate_date), (7.0, date(2026, 3, 1)))
        self.assertEqual(row.rate_label, "USD · 7")
        self.assertEqual(round(row.weighted_company, 2), 1400)
        self.env["foreign.trade.forecast.rate"].with_user(self.manager).create(
            [
                {"currency_id": self.usd.id, "rate": 6.5, "date_from": "2026-01-01"},
                {"currency_id": self.usd.id, "rate": 6, "date_from": "2026-06-01"},
            ]
        )
        self.company.foreign_trade_forecast_rate = "planned"
        self.env.invalidate_all()
        self.assertEqual((row.rate, row.rate_date), (6.5, date(2026, 1, 1)))
        self.assertEqual(
            self._sums(deals, "rate_label"),
            [("CNY", 600, 600), ("EUR · 7.8", 600, 4680), ("USD · 6.5", 200, 1300)],
        )

    @freeze_time(TODAY)
    def test_a_currency_without_rate_counts_nothing_and_says_so(self):
        deals = self._three() + self._deal(1000, self._activate_currency("KES"), 4)
        self.assertEqual(
            self._sums(deals[-1] + deals[0], "rate_label", measures=["amount", "amount_company"]),
            [("KES · no rate", 1000, False), ("USD · rates of the deals", 1000, 7200)],
        )
        self.assertFalse(self.rows.with_user(self.manager).browse(deals[-1].id).rate_date)
        self.assertEqual(sum(deals.mapped("expected_revenue")), 7200 + 7800 + 1000)

    @freeze_time(TODAY)
    def test_won_deals_count_in_full_when_they_were_won_lost_ones_not(self):
        won, lost = self._deal(500, self.usd, 6), self._deal(500, self.usd, 6)
        won.stage_id = self.won_stage
        lost.action_set_lost()
        self.assertEqual(
            self._sums(won | lost, "state", "date:month"),
            [("won", date(2026, 3, 1), 500, 3600)],
        )

    @freeze_time(TODAY)
    def test_nobody_sees_more_than_the_deals_they_may_open(self):
        mine, other = self._deal(100, self.usd, 4), self._deal(100, self.usd, 4)
        other.user_id = self.rep2
        both = mine | other
        self.assertEqual(self._sums(both, user=self.rep), [(20, 144)])
        self.assertEqual(self._sums(both, user=self.finance), [(40, 288)])
        with self.assertRaises(AccessError):
            self.rows.with_user(self.rep).browse(other.id).read(["amount"])
        with self.assertRaises(AccessError):
            self.rows.with_user(self.manager).browse(mine.id).write({"amount": 5})
        plain = self._create_user("plain", "")
        with self.assertRaises(AccessError):
            self.rows.with_user(plain).search([])
        company = self._create_exporter("Yiwu Tools")
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_manager", company=company
        )
        rows = self.rows.with_user(stranger).with_context(allowed_company_ids=company.ids)
        self.assertFalse(rows.search([("lead_id", "in", both.ids)]))

    def test_only_managers_and_finance_plan_rates(self):
        values = {"currency_id": self.usd.id, "rate": 7}
        for user in (self.rep, self.clerk):
            with self.assertRaises(AccessError):
                self.env["foreign.trade.forecast.rate"].with_user(user).create(values)
        self.env["foreign.trade.forecast.rate"].with_user(self.finance).create(values)

    def test_the_stage_gives_the_win_rate(self):
        deal = self._deal(100, self.usd, 4)
        self.assertEqual((deal.probability, deal.is_automated_probability), (20, True))
        deal.stage_id = self.talks
        self.assertEqual((deal.probability, deal.prorated_revenue), (60, 432))
        deal.probability = 35
        deal.stage_id = self.offer
        self.assertEqual(
            (deal.probability, deal.automated_probability), (35, 20), "what was entered stays"
        )
        deal.action_set_automated_probability()
        self.assertEqual(deal.probability, 20)
        deal.action_set_won()
        self.assertEqual(deal.probability, 100)
        lead = self._create_lead(type="lead", stage_id=self.talks.id)
        self.assertNotEqual(lead.probability, 60)
        lead.convert_opportunity(self.buyer)
        self.assertEqual(lead.probability, 60)

    def test_a_new_rate_rates_open_deals_anew(self):
        deals = self._deal(100, self.usd, 4) + self._deal(100, self.usd, 4)
        deals[1].probability = 35
        self.offer.with_user(self.manager).win_rate = 30
        self.assertEqual(deals.mapped("probability"), [30, 35])
        self.assertEqual(deals.mapped("automated_probability"), [30, 30])
        self.assertEqual(deals.mapped("prorated_revenue"), [216, 252])

    def test_the_setting_rates_anew_and_back(self):
        deal = self._deal(100, self.usd, 4)
        other = self._create_exporter("Yiwu Tools")
        theirs = self.env["crm.lead"].create(
            {
                "name": "Theirs",
                "type": "opportunity",
                "company_id": other.id,
                "team_id": False,
                "user_id": False,
                "stage_id": self.offer.id,
            }
        )
        score = theirs.probability
        self.assertFalse(theirs.is_stage_rated)
        self.company.foreign_trade_win_rate = "score"
        found = deal._pls_get_naive_bayes_probabilities()[0]
        self.assertEqual(deal.probability, found.get(deal.id, 20), "with no history, no score")
        self.assertFalse(deal.is_stage_rated)
        self.company.foreign_trade_win_rate = "stage"
        self.assertEqual(deal.probability, 20)
        self.assertEqual(theirs.probability, score)

    def test_odoos_scheduled_scoring_leaves_stage_rates_alone(self):
        deal = self._deal(100, self.usd, 4)
        start = "crm.pls_start_date"
        self.env["ir.config_parameter"].sudo().set_param(start, "2020-01-01")
        self.env["crm.lead"]._update_automated_probabilities()
        deal.invalidate_recordset()
        self.assertEqual(deal.automated_probability, 20)
        tooltip = deal.prepare_pls_tooltip_data()
        self.assertEqual((tooltip["probability"], deal.probability), (20, 20))

    def test_cost(self):
        """Installed and not used, rating costs no query; used, none for each deal."""
        vals = [{"name": f"D {n}", "type": "opportunity"} for n in range(30)]
        leads = self.env["crm.lead"].with_context(tracking_disable=True)

        def cost(work):
            self.env.flush_all()
            before = self.cr.sql_log_count
            work()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        leads.create(vals)
        rated = cost(lambda: leads.create(vals))
        self.company.foreign_trade_win_rate = "score"
        leads.create(vals)
        self.assertLessEqual(rated, cost(lambda: leads.create(vals)))
        deals = leads.create(vals)
        self._sums(deals, "date:month")
        few = cost(lambda: self._sums(deals[:3], "date:month"))
        self.assertEqual(cost(lambda: self._sums(deals, "date:month")), few)
