from datetime import date, timedelta

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.customer_metrics import (
    SEGMENT_RULES,
    churn_risk,
    median_interval,
    potential,
    rank_scores,
    segment,
    segment_cells,
    tiers,
)

VALUES = st.lists(st.integers(0, 50), min_size=1, max_size=60)


@tagged("post_install", "-at_install")
class TestCustomerMetricsTools(BaseCase):
    """Scores, segments and tiers as the trade defines them."""

    def test_ten_customers_with_ties(self):
        values = [1, 1, 2, 3, 4, 4, 4, 9, 10, 11]
        self.assertEqual(rank_scores(values), [1, 1, 2, 2, 3, 3, 3, 4, 5, 5])

    def test_few_customers(self):
        self.assertEqual(rank_scores([7]), [1])
        self.assertEqual(rank_scores([5, 5, 5]), [1, 1, 1])
        self.assertEqual(rank_scores([1, 2, 3]), [1, 2, 4])
        self.assertEqual(rank_scores([]), [])

    @given(values=VALUES)
    def test_scores(self, values):
        scores = rank_scores(values)
        pairs = sorted(zip(values, scores, strict=True))
        self.assertTrue(all(1 <= score <= 5 for score in scores))
        self.assertEqual(min(scores), 1)
        for (low, one), (high, two) in zip(pairs, pairs[1:], strict=False):
            self.assertLessEqual(one, two)
            if low == high:
                self.assertEqual(one, two, "equal values, equal scores")

    @given(values=VALUES)
    def test_scores_are_those_of_the_formula(self, values):
        for value, score in zip(values, rank_scores(values), strict=True):
            rank = 1 + sum(other < value for other in values)
            self.assertEqual(score, 1 + (5 * (rank - 1)) // len(values))

    def test_each_cell_has_one_segment(self):
        cells = segment_cells()
        self.assertEqual(len(cells), 125)
        self.assertEqual(len({cell[:3] for cell in cells}), 125)
        self.assertEqual(len({code for *_scores, code in cells}), 10, "none is shadowed")

    def test_no_rule_is_shadowed(self):
        """Each rule decides on some cell that no rule before it does."""
        used = set()
        for scores in [cell[:3] for cell in segment_cells()]:
            fits = (
                number
                for number, (_code, *ranges) in enumerate(SEGMENT_RULES)
                if all(
                    low <= score <= high for score, (low, high) in zip(scores, ranges, strict=True)
                )
            )
            used.add(next(fits))
        self.assertEqual(used, set(range(len(SEGMENT_RULES))))

    def test_corners(self):
        for scores, code in (
            ((5, 5, 5), "champions"),
            ((1, 5, 5), "cant_lose"),
            ((5, 1, 5), "new"),
            ((3, 5, 1), "loyal"),
            ((4, 2, 2), "potential"),
            ((3, 1, 3), "promising"),
            ((3, 3, 1), "attention"),
            ((2, 1, 1), "about_to_sleep"),
            ((1, 3, 3), "at_risk"),
            ((1, 1, 1), "lost"),
        ):
            self.assertEqual(segment(*scores), code, scores)
        with self.assertRaises(ValueError):
            segment(0, 1, 1)

    def test_abc_at_the_thresholds(self):
        """Below 80 % before it is A, exactly 80 % is B, exactly 95 % is C."""
        self.assertEqual(tiers([80, 15, 5]), ["a", "b", "c"])
        self.assertEqual(tiers([79.99, 15.01, 5]), ["a", "a", "c"])
        self.assertEqual(tiers([1] * 10), ["a"] * 10, "equal customers, equal tiers")
        self.assertEqual(tiers([0, 0]), ["c", "c"])
        self.assertEqual(tiers([50, 30, 20], a_below=50, b_below=80), ["a", "b", "c"])

    @given(values=VALUES)
    def test_tiers(self, values):
        found = tiers(values)
        pairs = sorted(zip(values, found, strict=True), reverse=True)
        for (high, one), (low, two) in zip(pairs, pairs[1:], strict=False):
            self.assertLessEqual(one, two)
            if low == high:
                self.assertEqual(one, two)
        if sum(values):
            self.assertEqual(pairs[0][1], "a", "somebody is always A")

    def test_churn_risk(self):
        self.assertEqual(churn_risk(60, 60), 0)
        self.assertEqual(churn_risk(120, 60), 50)
        self.assertEqual(churn_risk(180, 60), 75)
        self.assertEqual(churn_risk(900, 0), 0)

    def test_median_interval(self):
        first = date(2026, 1, 1)
        days = [first + timedelta(days=days) for days in (0, 0, 30, 40, 100)]
        self.assertEqual(median_interval(days), 30)
        self.assertEqual(median_interval(days[:4]), 20)
        self.assertIsNone(median_interval(days[:2]), "two orders of one day are one date")

    @given(gaps=st.lists(st.integers(1, 400), min_size=1, max_size=20))
    def test_median_lies_within(self, gaps):
        days = [date(2020, 1, 1)]
        for gap in gaps:
            days.append(days[-1] + timedelta(days=gap))
        self.assertTrue(min(gaps) <= median_interval(days) <= max(gaps))

    def test_potential_counts_what_is_known(self):
        self.assertEqual(potential([(100, 40), (None, 20), (50, 40)]), 75)
        self.assertIsNone(potential([(None, 40), (80, 0)]))
