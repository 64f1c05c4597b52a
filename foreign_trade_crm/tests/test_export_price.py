from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.export_price import (
    DELIVERED,
    FREIGHT_COLLECT,
    FREIGHT_PREPAID,
    Calculation,
    cfr_of_cif,
    cif_of_cfr,
    gross_of_net,
)
from ..tools.price_figures import PriceError, rounded

shares = st.decimals(0, "0.3", places=4)
rates = st.decimals(0, "0.1", places=4)
money = st.decimals(0, 100_000, places=2)
costs = st.decimals("0.01", 100_000, places=2)


@tagged("post_install", "-at_install")
class TestExportPriceCases(BaseCase):
    """Published cases: shared/trade-facts.md, section 1."""

    def test_commission_raised_with_freight_added(self):
        net_fob = D(500) * (1 - D("0.03"))
        self.assertEqual(net_fob, 485)
        self.assertEqual(rounded(gross_of_net(net_fob + 50, "0.05")), D("563.16"))

    def test_cif_with_commission(self):
        calculation = Calculation(
            incoterm="CIF", purchase=200, freight=5, insurance="0.01", commission="0.03"
        )
        self.assertEqual(rounded(calculation.price()), D("213.76"))
        chained = gross_of_net(cif_of_cfr(205, "0.01"), "0.03")
        self.assertEqual(rounded(chained), D("213.69"), "another method, another figure")

    def test_cfr_and_cif(self):
        self.assertEqual(rounded(cif_of_cfr(100, "0.01")), D("101.11"))
        self.assertEqual(rounded(cfr_of_cif(1200, "0.008")), D("1189.44"))
        cfr = cfr_of_cif(2000, "0.006")
        self.assertEqual(rounded(cfr), D("1986.80"))
        self.assertEqual(rounded(cif_of_cfr(cfr, "0.006", "1.3")), D("2002.42"))

    def _both_ways(self, price, exchange_cost, profit, **figures):
        """What a price earns, and the price that its margin leads back to."""
        calculation = Calculation(**figures)
        result = calculation.result(price)
        self.assertEqual(rounded(result.exchange_cost, 3), D(exchange_cost))
        self.assertEqual(rounded(result.profit), D(profit))
        for margin_on in ("price", "cost"):
            back = replace(calculation, margin_on=margin_on).with_price(price)
            self.assertEqual(rounded(back.price()), rounded(price))
        return result

    def test_textbooks_of_exchange_cost(self):
        """Exercises on 换汇成本 and 盈亏率 as they go round among students of the trade."""
        result = self._both_ways(
            100_000, "7.587", "67670.00",
            incoterm="CIF", purchase=720_000, fx="8.3", freight=4000, insurance="0.01",
        )  # fmt: skip
        self.assertEqual((result.net_fob, result.premium), (94_900, 1100))
        self.assertEqual(rounded(result.profit_rate, 3), D("0.094"))
        # boots at 0.60 CIF, premium of 160 in all
        result = self._both_ways(
            21_600, "7.985", "5141.57",
            incoterm="CIF", purchase=144_000, vat="0.17", rebate="0.14", fees=17_280, fx="8.27",
            freight=3400, insurance=D(160) / 21_600, insured_share=1,
        )  # fmt: skip
        self.assertEqual(rounded(result.profit_rate, 4), D("0.0357"))
        # porcelain to Vancouver, fees 8 % of the purchase
        result = self._both_ways(
            35_000, "7.196", "13771.80",
            incoterm="CIF", purchase=245_700, vat="0.17", rebate="0.13", fees=D(245_700) * 8 / 100,
            fx="7.612", freight=1700, insurance=D(217) / 35_000, insured_share=1,
        )  # fmt: skip
        self.assertEqual((rounded(result.home_cost), result.net_fob), (238_056, 33_083))
        # in tens of thousands: 750 with 5 % commission, freight 20, insurance 10
        result = self._both_ways(
            750, "7.267", "704.75",
            incoterm="CIF", purchase=4500, fees=460, fx="8.3", commission="0.05",
            freight=20, insurance=D(10) / 750, insured_share=1,
        )  # fmt: skip
        self.assertEqual(rounded(result.profit_rate, 4), D("0.1421"))

    def test_fees_reckoned_on_the_price(self):
        """The bank takes half a per cent of what it collects: 100 of cost, 0.5 % and 10 %."""
        figures = {"purchase": "80", "fees": "9.5", "levies": "0.005", "margin": "0.1"}
        self.assertEqual(Calculation(**figures).price(), 100)
        result = Calculation(**figures).result()
        self.assertEqual((result.home_cost, result.profit), (90, 10))
        on_cost = Calculation(**figures, margin_on="cost")
        self.assertAlmostEqual(on_cost.result().profit_rate, D("0.1"), 12)

    def test_rebate_lowers_the_cost(self):
        """A textbook's 712,250.44 added the rebate; 681,188.50 takes it off."""
        calculation = Calculation(purchase=113, vat="0.13", rebate="0.09", fees=5, fx=7)
        self.assertEqual(calculation.rebate_amount, 9)
        self.assertEqual(calculation.real_cost, 104)
        self.assertEqual(calculation.home_cost, 109)

    def test_margin_on_price_and_on_cost(self):
        figures = {"purchase": 720, "fx": "7.2", "margin": "0.2"}
        self.assertEqual(Calculation(**figures).price(), 125)
        self.assertEqual(Calculation(**figures, margin_on="cost").price(), 120)

    def test_exchange_cost_and_profit_rate(self):
        result = Calculation(purchase=600, fees=40, fx="7.2").result(price=100)
        self.assertEqual(result.exchange_cost, D("6.4"))
        self.assertEqual(result.profit, 80)
        self.assertEqual(result.profit_rate, D("0.125"))


@tagged("post_install", "-at_install")
class TestExportPriceErrors(BaseCase):
    def _refused(self, field, code, **figures):
        with self.assertRaises(PriceError) as caught:
            Calculation(**{"purchase": 100, **figures}).price()
        self.assertEqual((caught.exception.field, caught.exception.code), (field, code))

    def test_bad_input_names_the_figure(self):
        self._refused("rebate", "above_vat", vat="0.09", rebate="0.13")
        self._refused("fx", "zero", fx=0)
        self._refused("fx", "negative", fx=-7)
        self._refused("freight", "negative", freight=-1)
        self._refused("purchase", "negative", purchase=-1)
        self._refused("incoterm", "unknown", incoterm="C&F")
        self._refused("margin", "whole_price", margin="0.9", commission="0.1")
        self._refused("commission", "whole_price", commission=1)
        self._refused("insurance", "whole_price", incoterm="CIF", insurance=1, commission="0.02")
        self._refused("commission", "whole_price", commission="0.5", levies="0.5")
        self._refused("margin", "whole_price", margin="0.8", levies="0.2")
        self._refused("levies", "negative", levies=-1)
        self._refused("purchase", "too_large", purchase="Infinity")
        self._refused("fees", "too_large", fees=10**13)
        self._refused(
            "margin", "whole_price", incoterm="CIF", insurance="0.5", commission="0.2", margin="0.3"
        )

    def test_no_price_no_margin(self):
        with self.assertRaises(PriceError):
            Calculation(purchase=100).with_price(0)


@tagged("post_install", "-at_install")
class TestExportPriceProperties(BaseCase):
    @given(
        incoterm=st.sampled_from(FREIGHT_COLLECT + FREIGHT_PREPAID),
        margin_on=st.sampled_from(("price", "cost")),
        purchase=costs,
        fees=money,
        levies=rates,
        freight=money,
        destination=money,
        fx=st.decimals("0.01", 200, places=4),
        rebate=st.decimals(0, "0.13", places=2),
        insurance=st.decimals(0, "0.02", places=4),
        commission=shares,
        margin=shares,
    )
    def test_price_margin_price_returns_to_the_cent(self, **figures):
        calculation = Calculation(vat="0.13", **figures)
        price = calculation.price()
        back = calculation.with_price(price)
        self.assertAlmostEqual(back.margin, calculation.margin, 12)
        self.assertEqual(rounded(back.price()), rounded(price))
        if figures["margin_on"] == "price":
            self.assertAlmostEqual(calculation.result().margin_on_price, calculation.margin, 12)

    @given(purchase=costs, freight=money, insurance=rates, commission=shares, margin=shares)
    def test_fob_cfr_cif_rise(self, **figures):
        prices = [Calculation(incoterm=rule, **figures).price() for rule in ("FOB", "CFR", "CIF")]
        self.assertEqual(prices, sorted(prices))

    @given(purchase=costs, freight=money, destination=money, price=costs)
    def test_the_price_is_the_sum_of_what_it_is_made_of(self, **figures):
        price = figures.pop("price")
        for rule in DELIVERED:
            result = Calculation(incoterm=rule, commission="0.05", **figures).result(price)
            parts = result.net_fob + result.commission + figures["freight"] + figures["destination"]
            self.assertEqual(parts, price)
