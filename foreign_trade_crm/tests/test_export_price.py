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
