from hypothesis import given, strategies as st

from odoo.tests import BaseCase

from ..tools import packing


class TestPacking(BaseCase):
    def test_published_case_of_hundred_cartons(self):
        """100 cartons of 30×60×50 cm and 40 kg: 9 m³ and 4 tonnes."""
        volume = packing.carton_volume(30, 60, 50)
        self.assertEqual(volume, 0.09)
        self.assertEqual(packing.total_volume(100, volume), 9.0)
        self.assertEqual(packing.total_weight(100, 40), 4000.0)

    def test_cartons_are_rounded_up(self):
        self.assertEqual(packing.cartons_needed(100, 4), 25)
        self.assertEqual(packing.cartons_needed(101, 4), 26)
        self.assertEqual(packing.cartons_needed(0.3, 0.1), 3)
        self.assertEqual(packing.cartons_needed(10, 0), 0)
        self.assertEqual(packing.cartons_needed(-5, 4), 0)

    def test_half_rounds_up_as_it_reads(self):
        self.assertEqual(packing.round_half_up(2.675, 2), 2.68)
        self.assertEqual(packing.total_weight(1, 1.005), 1.01)

    def test_vgm_is_cargo_dunnage_and_tare(self):
        self.assertEqual(packing.verified_gross_mass(4000.1, 20.2, 2300), 6320.3)

    def test_fill(self):
        self.assertEqual(packing.fill_percent(9, 26), 34.6)
        self.assertEqual(packing.fill_percent(9, 0), 0.0)

    @given(st.integers(1, 100_000), st.integers(1, 500))
    def test_cartons_hold_everything_and_none_is_empty(self, quantity, pieces):
        cartons = packing.cartons_needed(quantity, pieces)
        self.assertGreaterEqual(cartons * pieces, quantity)
        self.assertLess((cartons - 1) * pieces, quantity)
