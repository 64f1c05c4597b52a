from decimal import Decimal as D

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.freight import air_chargeable_kg, interest, spread
from ..tools.price_figures import PriceError
from ..tools.price_sheet_parts import Freight, Goods


@tagged("post_install", "-at_install")
class TestFreight(BaseCase):
    def _total(self, gross_kg, cubic_metres, **values):
        return Freight(**values).total([Goods(gross_kg=gross_kg, cubic_metres=cubic_metres)])

    def test_published_weight_or_measure(self):
        """100 cartons of 30×60×50 cm and 40 kg, W/M 109 plus 50 % surcharges."""
        cubic_metres = D(100) * 30 * 60 * 50 / 1_000_000
        freight = self._total(4000, cubic_metres, method="wm", rate=109, surcharge="0.5")
        self.assertEqual(freight, D("1471.50"))

    def test_heavy_goods_pay_by_weight(self):
        self.assertEqual(self._total(12_000, 9, method="wm", rate=100), 1200)

    def test_a_line_charges_for_a_ton_at_least(self):
        """0.3 m³ pay for one; nothing is charged before there are goods."""
        terms = {"method": "wm", "rate": 80, "least_units": 1}
        self.assertEqual(self._total(40, "0.3", **terms), 80)
        self.assertEqual(self._total(40, "2.5", **terms), 200)
        self.assertEqual(Freight(**terms).total([]), 0)
        # an airline's 45 kg, and an amount below which it takes nothing on board
        air = {"method": "air", "rate": 5, "least_units": 45}
        self.assertEqual(self._total(20, "0.12", **air), 225)
        self.assertEqual(self._total(20, "0.12", **air, least=300, surcharge="0.1"), 330)

    def test_air(self):
        self.assertEqual(air_chargeable_kg(100, "0.9"), 150)
        self.assertEqual(air_chargeable_kg(200, "0.9"), 200)
        # as couriers count
        self.assertEqual(self._total(100, "0.9", method="air", rate=2, air_divisor=5000), 360)

    def test_an_airline_charges_each_half_kilogram_begun(self):
        """Of the whole consignment, not of each line; the rate is for a kilogram."""
        self.assertEqual(air_chargeable_kg("35.1", 0), D("35.5"))
        self.assertEqual(air_chargeable_kg("35.5", 0), D("35.5"))
        self.assertEqual(air_chargeable_kg("35.501", 0), 36)
        self.assertEqual(air_chargeable_kg(12, "0.0744"), D("12.5"), "12.4 by volume")
        goods = [Goods(gross_kg="10.2"), Goods(gross_kg="10.2")]
        self.assertEqual(Freight("air", 4).total(goods), 82, "20.5 kg")
        self.assertEqual(Freight("kg", 4).total(goods), D("81.6"), "what is not flown as it is")

    @given(
        gross_kg=st.decimals(0, 100_000, places=3),
        cubic_metres=st.decimals(0, 500, places=4),
        divisor=st.sampled_from((5000, 6000, 7000)),
    )
    def test_never_below_the_weight(self, gross_kg, cubic_metres, divisor):
        charged = air_chargeable_kg(gross_kg, cubic_metres, divisor)
        exact = max(gross_kg, cubic_metres * 1_000_000 / divisor)
        self.assertEqual(charged % D("0.5"), 0)
        self.assertLessEqual(exact, charged)
        self.assertLess(charged - exact, D("0.5"))

    def test_interest(self):
        self.assertEqual(interest(36_000, "0.05", 90), 450)

    def test_bad_figures_are_named(self):
        for values, named, code in (
            ({"rate": -5}, "freight", "negative"),
            ({"least_units": -1}, "least_units", "negative"),
            ({"least": -1}, "least_freight", "negative"),
            ({"method": "air", "air_divisor": 0}, "air_divisor", "zero"),
            ({"method": "air", "air_divisor": -1}, "air_divisor", "negative"),
        ):
            with self.assertRaises(PriceError) as caught:
                self._total(1, 1, **{"method": "wm", "rate": 1, **values})
            self.assertEqual((caught.exception.field, caught.exception.code), (named, code))

    def test_nothing_to_spread_by(self):
        with self.assertRaises(PriceError):
            spread(100, [0, 0])
        self.assertEqual(spread(0, [0, 0]), [0, 0])
        self.assertEqual(spread(100, []), [])

    @given(
        total=st.decimals(0, 1_000_000, places=2),
        weights=st.lists(st.decimals(0, 10_000, places=3), min_size=1, max_size=40),
    )
    def test_shares_add_up_to_the_fees(self, total, weights):
        if not sum(weights):
            return
        shares = spread(total, weights)
        self.assertEqual(sum(shares), total)
        for share, weight in zip(shares, weights, strict=True):
            self.assertLess(abs(share - total * weight / sum(weights)), D("0.01"))
