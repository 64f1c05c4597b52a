from decimal import Decimal as D

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.freight import air_chargeable_kg, by_weight_or_measure, interest, spread
from ..tools.price_figures import PriceError


@tagged("post_install", "-at_install")
class TestFreight(BaseCase):
    def test_published_weight_or_measure(self):
        """100 cartons of 30×60×50 cm and 40 kg, W/M 109 plus 50 % surcharges."""
        cubic_metres = D(100) * 30 * 60 * 50 / 1_000_000
        self.assertEqual(by_weight_or_measure(4000, cubic_metres, 109, "0.5"), D("1471.50"))

    def test_heavy_goods_pay_by_weight(self):
        self.assertEqual(by_weight_or_measure(12_000, 9, 100), 1200)

    def test_air(self):
        self.assertEqual(air_chargeable_kg(100, "0.9"), 150)
        self.assertEqual(air_chargeable_kg(200, "0.9"), 200)

    def test_interest(self):
        self.assertEqual(interest(36_000, "0.05", 90), 450)

    def test_negative_figures_are_named(self):
        with self.assertRaises(PriceError) as caught:
            by_weight_or_measure(1, 1, -5)
        self.assertEqual(caught.exception.field, "rate")

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
