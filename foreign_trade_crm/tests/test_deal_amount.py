import importlib.util
from pathlib import Path

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestDealAmount(QuotesCommon):
    """Deals in the buyer's currency, summed in the company's (1 USD = 7.2, 1 EUR = 7.8 CNY)."""

    def _deal(self, **values):
        return self._create_lead(type="opportunity", **values)

    def test_both_amounts_fit_together_through_every_door(self):
        deal = self._deal(deal_amount=1000, deal_currency_id=self.usd.id)
        self.assertEqual(deal.expected_revenue, 7200)
        self.assertAlmostEqual(deal.deal_rate, 7.2)
        self.assertEqual(deal.deal_rate_date, fields.Date.context_today(deal))
        deal.deal_amount = 2000
        self.assertEqual(deal.expected_revenue, 14400)
        deal.expected_revenue = 7200
        self.assertEqual((deal.deal_amount, deal.deal_currency_id), (1000, self.usd))
        deal.deal_currency_id = self.eur
        self.assertEqual((deal.deal_amount, deal.expected_revenue), (1000, 7800))
        deal.write({"deal_amount": 10, "expected_revenue": 999999, "deal_rate": 5})
        self.assertEqual(deal.expected_revenue, 78)
        self.assertAlmostEqual(deal.deal_rate, 7.8)

    def test_what_a_context_proposes_is_converted(self):
        leads = self.env["crm.lead"].with_user(self.rep)
        proposed = {"default_deal_amount": 1000, "default_deal_currency_id": self.usd.id}
        deal = leads.with_context(**proposed, default_deal_rate=99).create({"name": "D"})
        self.assertAlmostEqual(deal.deal_rate, 7.2)
        self.assertEqual(deal.expected_revenue, 7200)
        deal = leads.with_context(default_expected_revenue=500).create({"name": "D"})
        self.assertEqual((deal.deal_amount, deal.deal_currency_id), (500, self.cny))

    def test_an_amount_without_currency_is_in_the_companys(self):
        deal = self._deal(expected_revenue=500)
        self.assertEqual((deal.deal_amount, deal.deal_currency_id), (500, self.cny))
        self.assertFalse(deal.deal_is_foreign)

    def test_the_board_adds_up_three_currencies(self):
        for currency in (self.usd, self.eur, self.cny):
            self._deal(deal_amount=100, deal_currency_id=currency.id, name="Sum")
        [[total]] = self.env["crm.lead"]._read_group(
            [("name", "=", "Sum")], [], ["expected_revenue:sum"]
        )
        self.assertEqual(total, 720 + 780 + 100)

    def test_many_at_once_with_different_currencies(self):
        deals = self._deal(deal_amount=1, deal_currency_id=self.usd.id) + self._deal(
            deal_amount=2, deal_currency_id=self.eur.id
        )
        deals.write({"deal_amount": 10})
        self.assertEqual(deals.mapped("expected_revenue"), [72, 78])
        deals.write({"deal_currency_id": self.usd.id})
        self.assertEqual(deals.mapped("expected_revenue"), [72, 72])

    def test_migration_of_deals_counted_one_to_one(self):
        path = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-rateless_deals.py"
        spec = importlib.util.spec_from_file_location("rateless_deals", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        kes = self._activate_currency("KES")
        deals = self._deal(deal_amount=900, deal_currency_id=kes.id)
        deals += self._deal(deal_amount=100, deal_currency_id=self.usd.id)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE crm_lead SET deal_rate = 1, expected_revenue = 900 WHERE id = %s",
            [deals[0].id],
        )
        script.migrate(self.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertEqual(deals.mapped("expected_revenue"), [0, 720])
        self.assertEqual(deals[0].deal_rate, 0)

    def test_another_currency_with_the_revenue_takes_its_own_rate(self):
        deal = self._deal(deal_amount=1000, deal_currency_id=self.usd.id)
        deal.write({"deal_currency_id": self.eur.id, "expected_revenue": 7800})
        self.assertEqual((deal.deal_amount, deal.expected_revenue), (1000, 7800))
        self.assertAlmostEqual(deal.deal_rate, 7.8)

    def test_a_team_of_another_company_brings_its_currency(self):
        other = self.env["res.company"].create({"name": "Sales GmbH", "currency_id": self.eur.id})
        self.env["res.currency.rate"].create(
            {
                "name": "2025-01-01",
                "currency_id": self.usd.id,
                "company_id": other.id,
                "inverse_company_rate": 0.9,
            }
        )
        team = self.env["crm.team"].create({"name": "Sales", "company_id": other.id})
        deal = self._deal(deal_amount=1000, deal_currency_id=self.usd.id)
        deal.with_user(self.env.user).write({"user_id": False, "team_id": team.id})
        self.assertEqual((deal.company_id, deal.expected_revenue), (other, 900))

    def test_the_first_rate_finds_the_deals_that_wait_for_it(self):
        """Also where nobody has asked yet which currencies have rates."""
        currency = self._activate_currency("KES")
        deal = self._deal(deal_amount=1000, deal_currency_id=currency.id)
        self.assertEqual(deal.expected_revenue, 0)
        self.env.registry.clear_cache()
        self.env["res.currency.rate"].create(
            {
                "name": "2025-01-01",
                "currency_id": currency.id,
                "company_id": self.company.id,
                "inverse_company_rate": 0.05,
            }
        )
        self.assertEqual(deal.expected_revenue, 50)

    def test_form_shows_the_conversion_while_typing(self):
        with Form(self._deal().with_user(self.rep)) as form:
            form.deal_currency_id = self.usd
            form.deal_amount = 300
            self.assertEqual(form.expected_revenue, 2160)
            form.deal_amount = 33.33
            self.assertEqual((form.deal_amount, form.expected_revenue), (33.33, 239.98))
        deal = self._deal(deal_amount=1, deal_currency_id=self.usd.id)
        self.env["res.currency.rate"].create(
            {
                "name": fields.Date.context_today(deal),
                "currency_id": self.usd.id,
                "company_id": self.company.id,
                "inverse_company_rate": 7.0,
            }
        )
        self.assertEqual(deal.expected_revenue, 7.2, "the rate of the day it was written")
        deal.with_user(self.rep).action_refresh_deal_rate()
        self.assertEqual(deal.expected_revenue, 7)

    def test_follows_the_leading_quotation(self):
        deal = self._deal()
        first = self._create_quotation(opportunity_id=deal.id)
        first.with_user(self.rep).action_quotation_sent()
        self.assertEqual((deal.deal_amount, deal.deal_currency_id), (2000, self.usd))
        self.assertEqual(deal.expected_revenue, 14400)
        second = self._create_quotation(opportunity_id=deal.id)
        second.order_line.price_unit = 30
        second.with_user(self.rep).action_quotation_sent()
        self.assertEqual(deal.deal_amount, 3000)
        self.env["foreign.trade.quotation.acceptance"].with_user(self.rep).create(
            {"version_id": first.last_version_id.id}
        )
        self.assertEqual(deal.deal_amount, 2000)
        second.order_line.price_unit = 40
        second.with_user(self.rep).action_record_version()
        self.assertEqual(deal.deal_amount, 2000, "what was accepted goes on leading")
        deal.with_user(self.rep).leading_version_id = second.last_version_id
        self.assertEqual(deal.deal_amount, 4000)

    def test_an_offer_that_is_cancelled_or_moved_leads_no_longer(self):
        deal, other = self._deal(), self._deal()
        first = self._create_quotation(opportunity_id=deal.id)
        first.with_user(self.rep).action_quotation_sent()
        second = self._create_quotation(opportunity_id=deal.id)
        second.order_line.price_unit = 30
        second.with_user(self.rep).action_quotation_sent()
        self.assertEqual(deal.deal_amount, 3000)
        second.with_user(self.rep)._action_cancel()
        self.assertEqual((deal.leading_version_id, deal.deal_amount), (first.last_version_id, 2000))
        self.env["foreign.trade.quotation.acceptance"].with_user(self.rep).create(
            {"version_id": first.last_version_id.id}
        )
        first.with_user(self.rep)._action_cancel()
        self.assertEqual(deal.deal_amount, 2000, "nothing else was offered")
        third = self._create_quotation(opportunity_id=deal.id)
        third.order_line.price_unit = 40
        third.with_user(self.rep).action_quotation_sent()
        self.assertEqual(deal.deal_amount, 4000, "what was accepted is cancelled")
        third.with_user(self.rep).opportunity_id = other
        self.assertEqual(other.deal_amount, 4000)
        self.assertEqual((deal.leading_version_id.id, deal.deal_amount), (False, 0), "counted once")

    def test_a_deal_keeps_what_is_its_own_when_its_offer_is_moved(self):
        deal, other = self._deal(), self._deal()
        first, second = (self._create_quotation(opportunity_id=deal.id) for _number in range(2))
        second.order_line.price_unit = 30
        (first | second).with_user(self.rep).action_quotation_sent()
        self.assertEqual(deal.deal_amount, 3000)
        second.with_user(self.rep).opportunity_id = other
        self.assertEqual((deal.leading_version_id, deal.deal_amount), (first.last_version_id, 2000))
        deal.with_user(self.rep).deal_amount = 7000
        first.with_user(self.rep).opportunity_id = False
        self.assertEqual((deal.leading_version_id.id, deal.deal_amount), (False, 7000))

    def test_an_offer_leads_its_own_deal_alone(self):
        order = self._create_quotation(opportunity_id=self._deal().id)
        order.with_user(self.rep).action_quotation_sent()
        with self.assertRaisesRegex(ValidationError, "is no quotation of"):
            self._deal().with_user(self.rep).leading_version_id = order.last_version_id

    def test_nobody_learns_what_a_colleague_offers(self):
        order = self._create_quotation(opportunity_id=self._deal().id)
        order.with_user(self.rep).action_quotation_sent()
        mine = self._create_lead(self.rep2)
        with self.assertRaises(AccessError):
            mine.leading_version_id = order.last_version_id.id

    def test_merging_keeps_amount_and_currency_together(self):
        deals = self._deal() + self._deal(deal_amount=100, deal_currency_id=self.eur.id)
        merged = deals.sudo().merge_opportunity()
        self.assertEqual(
            (merged.deal_amount, merged.deal_currency_id, merged.expected_revenue),
            (100, self.eur, 780),
        )

    def test_cost_of_a_batch(self):
        """No query more than the same deals without an amount; a change of many costs the same."""
        plain = [{"name": f"D {n}"} for n in range(30)]
        valued = [
            {**vals, "deal_amount": n, "deal_currency_id": self.usd.id}
            for n, vals in enumerate(plain, start=1)
        ]
        model = self.env["crm.lead"].with_context(tracking_disable=True)
        model.create(valued[:3])
        self.env.flush_all()
        without, _deals = self._count(lambda: model.create(plain))
        with_amount, deals = self._count(lambda: model.create(valued))
        self.assertLessEqual(with_amount - without, 2)
        few, _result = self._count(lambda: deals[:5].write({"deal_amount": 5}))
        many, _result = self._count(lambda: deals.write({"deal_amount": 6}))
        self.assertLessEqual(many - few, 2)

    def _count(self, work):
        before = self.cr.sql_log_count
        result = work()
        self.env.flush_all()
        return self.cr.sql_log_count - before, result
