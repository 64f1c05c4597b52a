from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.container_fill import Box, best_mix, boxes_needed, cartons_that_fit, fill, fits

SMALL = Box("20GP", 26, 28180, 1)
LONG = Box("40GP", 56, 26730, 2)
HIGH = Box("40HQ", 64, 26540, 2)
BOXES = (SMALL, LONG, HIGH)
volumes = st.decimals("0.1", 700, places=3)
weights = st.decimals(1, 200_000, places=2)


@tagged("post_install", "-at_install")
class TestContainerFill(BaseCase):
    def _names(self, volume, weight):
        return {box.name: number for box, number in best_mix(BOXES, volume, weight).items()}

    def test_one_size(self):
        self.assertEqual(boxes_needed(HIGH, 64, 1000), 1)
        self.assertEqual(boxes_needed(HIGH, "64.001", 1000), 2)
        self.assertEqual(boxes_needed(SMALL, 10, 28181), 2, "the payload counts as well")
        self.assertEqual(boxes_needed(SMALL, 0, 0), 0)
        self.assertEqual(boxes_needed(HIGH, 192, 1000), 3, "three thirds are a whole")

    def test_unknown_capacity_does_not_limit(self):
        flat = Box("FLAT", 0, 10_000)
        self.assertEqual(boxes_needed(flat, 500, 9000), 1)
        self.assertEqual(boxes_needed(flat, 500, 0), 0)
        self.assertEqual(best_mix([Box("X", 0, 0)], 5, 5), {})

    def test_best_mix(self):
        self.assertEqual(self._names(25, 5000), {"20GP": 1})
        self.assertEqual(self._names(50, 5000), {"40GP": 1}, "two small ones cost more handling")
        self.assertEqual(self._names(60, 5000), {"40HQ": 1})
        self.assertEqual(self._names(80, 8000), {"40GP": 1, "20GP": 1})
        self.assertEqual(self._names(90, 8000), {"40HQ": 1, "20GP": 1})
        self.assertEqual(self._names(40, 50_000), {"20GP": 2}, "heavy goods go in small ones")
        self.assertEqual(self._names(0, 0), {})

    def test_many_containers(self):
        mix = self._names(64 * 50, 300_000)
        self.assertEqual(mix, {"40HQ": 50})

    def test_fill(self):
        counts = {HIGH: 1, SMALL: 1}
        state = fill(counts, 77, 7700)
        self.assertEqual([box for box, _percent in state.percents], [HIGH, SMALL])
        self.assertEqual(state.percents[0][1], 100)
        self.assertEqual(round(state.percents[1][1], 6), 50)
        self.assertFalse(state.by_weight)
        self.assertTrue(fill({SMALL: 1}, 5, 28_000).by_weight)

    def test_cartons_that_fit(self):
        """A 40HQ with 54.4 m³ of light goods takes 80 cartons of 0.12 m³ more."""
        self.assertEqual(cartons_that_fit({HIGH: 1}, "54.4", 5000, "0.12", 9), 80)
        self.assertEqual(cartons_that_fit({HIGH: 1}, "54.4", 26_500, "0.12", 9), 4)
        self.assertEqual(cartons_that_fit({HIGH: 1}, 64, 5000, "0.12", 9), 0)
        self.assertEqual(cartons_that_fit({HIGH: 1}, 10, 10, 0, 0), 0)
        self.assertEqual(cartons_that_fit({}, 10, 10, 1, 1), 0)

    @given(volumes, weights)
    def test_the_mix_holds_the_goods_and_is_no_worse_than_one_size(self, volume, weight):
        mix = best_mix(BOXES, volume, weight)
        self.assertTrue(fits(mix, volume, weight))
        teu = sum(box.teu * number for box, number in mix.items())
        for box in BOXES:
            self.assertLessEqual(teu, box.teu * boxes_needed(box, volume, weight))
        state = fill(mix, volume, weight)
        self.assertEqual(len(state.percents), sum(mix.values()))
        for _box, percent in state.percents:
            self.assertTrue(0 <= percent <= 100)

    @given(volumes, weights, st.decimals("0.01", "0.5", places=4), st.decimals(1, 60, places=1))
    def test_what_is_suggested_fits_and_one_more_does_not(self, volume, weight, size, heavy):
        mix = best_mix(BOXES, volume, weight)
        cartons = cartons_that_fit(mix, volume, weight, size, heavy)
        self.assertTrue(fits(mix, volume + cartons * size, weight + cartons * heavy))
        more = cartons + 1
        self.assertFalse(fits(mix, volume + more * size, weight + more * heavy))

    @given(volumes, weights, st.integers(1, 5))
    def test_containers_of_one_size_hold_what_they_hold_together(self, volume, weight, number):
        together = volume <= HIGH.volume * number and weight <= HIGH.payload * number
        self.assertEqual(fits({HIGH: number}, volume, weight), together)
