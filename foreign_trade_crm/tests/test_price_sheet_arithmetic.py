from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.export_price import FREIGHT_COLLECT, FREIGHT_PREPAID
from ..tools.price_figures import PriceError, rounded
from ..tools.price_sheet import Terms, calculate
from ..tools.price_sheet_parts import BASES, Fee, Freight, Goods

money = st.decimals("0.01", 10_000, places=2)
shares = st.decimals(0, "0.2", places=4)
goods = st.builds(
    Goods,
    quantity=st.integers(1, 10_000).map(D),
    purchase=money,
    vat=st.just(D("0.13")),
    rebate=st.decimals(0, "0.13", places=2),
    cubic_metres=st.decimals("0.001", 60, places=3),
    gross_kg=st.decimals("0.1", 20_000, places=1),
    cartons=st.integers(1, 2_000).map(D),
    margin=shares,
    discount=st.sampled_from([D(0), D("0.1"), D("0.35"), D("-0.1")]),
)
fees = st.builds(
    Fee,
    method=st.sampled_from(
        ("fixed", "container", "percent", "offer", "piece", "carton", "cbm", "interest")
    ),
    rate=st.decimals(0, "0.1", places=3),
    basis=st.sampled_from(BASES),
    days=st.integers(0, 180).map(D),
    containers=st.integers(0, 5).map(D),
)
freights = st.builds(
    Freight,
    method=st.sampled_from(("none", "flat", "container", "wm", "kg", "air")),
    rate=st.decimals(0, 500, places=2),
    surcharge=st.decimals(0, 1, places=2),
    containers=st.integers(0, 5).map(D),
    basis=st.sampled_from(BASES),
    exchange=st.decimals("0.1", 10, places=3),
    air_divisor=st.sampled_from((D(5000), D(6000))),
    least_units=st.decimals(0, 100, places=1),
    least=st.decimals(0, 500, places=2),
)
terms = st.builds(
    Terms,
    incoterm=st.sampled_from(FREIGHT_COLLECT + FREIGHT_PREPAID),
    fx=st.decimals("0.05", 50, places=4),
    margin_on=st.sampled_from(("price", "cost")),
    floor=shares,
    commission=shares,
    insurance=st.decimals(0, "0.02", places=4),
    freight=freights,
    destination=st.decimals(0, 5_000, places=2),
    fees=st.lists(fees, max_size=4).map(tuple),
)


@tagged("post_install", "-at_install")
class TestPriceSheetArithmetic(BaseCase):
    """Whatever the offer, its parts add up and both ways lead to the same price."""

    @given(terms, st.lists(goods, min_size=1, max_size=6))
    def test_shares_add_up(self, terms, lines):
        sheet = calculate(terms, lines)
        self.assertEqual(sum(one.fees for one in sheet.lines), sum(sheet.fees))
        self.assertEqual(sum(one.freight for one in sheet.lines), sheet.freight)
        if terms.incoterm in FREIGHT_COLLECT:
            self.assertFalse(sheet.freight)
        else:
            total = terms.freight.total(lines) * terms.freight.exchange
            self.assertEqual(sheet.freight, rounded(total))

    @given(terms, st.lists(goods, min_size=1, max_size=4))
    def test_price_margin_price(self, terms, lines):
        sheet = calculate(terms, lines)
        given_prices = [
            replace(line, price=one.price) for line, one in zip(lines, sheet.lines, strict=True)
        ]
        back = calculate(terms, given_prices)
        prices = [one.price for one in sheet.lines]
        self.assertEqual([one.price for one in back.lines], prices)
        # rounded to the cent, next to nothing may lose all that it costs
        if all(prices) and all(one.margin > -1 for one in back.lines):
            margins = [
                replace(line, margin=one.margin)
                for line, one in zip(lines, back.lines, strict=True)
            ]
            again = calculate(terms, margins)
            self.assertEqual([one.price for one in again.lines], prices)

    @given(terms, st.lists(goods, min_size=1, max_size=4))
    def test_fob_cfr_cif(self, terms, lines):
        prices = [
            [one.price for one in calculate(replace(terms, incoterm=rule), lines).lines]
            for rule in ("FOB", "CFR", "CIF")
        ]
        for fob, cfr, cif in zip(*prices, strict=True):
            self.assertTrue(fob <= cfr <= cif)

    @given(terms, st.lists(goods, min_size=1, max_size=4))
    def test_what_is_quoted_is_cost_and_profit(self, terms, lines):
        for one in calculate(terms, lines).lines:
            profit = one.result.profit / one.result.calculation.fx
            self.assertAlmostEqual(one.quoted_cost + profit, one.result.price, 12)

    def test_published_freight(self):
        """100 cartons of 30×60×50 cm and 40 kg, W/M 109 plus 50 % surcharges: 1471.50."""
        cartons = Goods(quantity=100, purchase=1, cubic_metres=9, gross_kg=4000, cartons=100)
        terms = Terms(incoterm="CFR", freight=Freight("wm", 109, surcharge=D("0.5")))
        self.assertEqual(calculate(terms, [cartons]).freight, D("1471.50"))

    def test_goods_given_away(self):
        """They cost what they cost, earn nothing and are never above a floor."""
        sold = Goods(quantity=10, purchase=80, margin=D("0.2"))
        gift = Goods(quantity=1, purchase=50, discount=1, price=70)
        sheet = calculate(Terms(fees=(Fee("offer", D("0.01")),)), [sold, gift])
        self.assertEqual([one.above_floor for one in sheet.lines], [True, False])
        self.assertEqual((sheet.lines[1].price, sheet.total("price")), (70, D("1012.70")))
        self.assertEqual(sheet.fees, [D("10.13")])
        self.assertEqual(sheet.lines[1].fees, 0)
        self.assertEqual(sheet.total("profit"), D("1012.70") * D("0.99") - 850)
        with self.assertRaises(PriceError) as caught:
            calculate(Terms(), [Goods(quantity=1, purchase=1, discount=1)])
        self.assertEqual(caught.exception.field, "discount")

    def test_what_cannot_be_counted(self):
        heavy = Goods(quantity=1, purchase=1, gross_kg=10**12)
        with self.assertRaises(PriceError) as caught:
            calculate(Terms(freight=Freight("wm", 10**11, surcharge=10**11)), [heavy])
        self.assertEqual(caught.exception.code, "too_large")

    def test_error_knows_its_line(self):
        good = Goods(quantity=1, purchase=100, vat=D("0.13"))
        bad = replace(good, rebate=D("0.17"))
        with self.assertRaises(PriceError) as caught:
            calculate(Terms(), [good, bad])
        self.assertEqual((caught.exception.field, caught.exception.line), ("rebate", 1))
        self.assertEqual(calculate(Terms(fees=(Fee("cbm", 5),)), [good]).fees, [0])
        with self.assertRaises(PriceError) as caught:
            calculate(Terms(fees=(Fee("fixed", 5, "volume"),)), [good])
        self.assertEqual(caught.exception.code, "nothing_to_spread_by")
        self.assertIsNone(caught.exception.line)

    def test_air_freight_counts_the_volume(self):
        light = Goods(quantity=1, purchase=1, cubic_metres=D("0.6"), gross_kg=50)
        terms = Terms(incoterm="CPT", freight=Freight("air", 4))
        self.assertEqual(calculate(terms, [light]).freight, D("400.00"))
