from odoo.tests import BaseCase

from ..tools.approval import find_changes, measure_worsened
from ..tools.approval_difference import find_differences

BEFORE = {
    "terms": [["Price Terms", "FOB Ningbo"], ["Payment Terms", "30/70"]],
    "total": "USD 2,000.00",
    "lines": [["7", "Chair", 100.0, 20.0, 0.0], ["8", "Table", 10.0, 55.5, 0.0]],
}


class TestApprovalDifference(BaseCase):
    def test_nothing_before_nothing_to_compare(self):
        self.assertEqual(find_differences({}, BEFORE), [])
        self.assertEqual(find_differences(BEFORE, BEFORE), [])

    def test_terms_total_and_goods(self):
        now = {
            "terms": [["Price Terms", "CIF Hamburg"], ["Valid Until", "2026-12-31"]],
            "total": "USD 1,900.00",
            "lines": [["7", "Chair", 100.0, 20.0, 5.0], ["9", "Parasol", 1.0, 30.0, 0.0]],
        }
        self.assertEqual(
            find_differences(BEFORE, now),
            [
                ("Price Terms", "FOB Ningbo", "CIF Hamburg"),
                ("Valid Until", "", "2026-12-31"),
                ("Payment Terms", "30/70", ""),
                ("", "USD 2,000.00", "USD 1,900.00"),
                ("Chair", "100 × 20", "100 × 20 − 5 %"),
                ("Parasol", "", "1 × 30"),
                ("Table", "10 × 55.5", ""),
            ],
        )

    def test_same_product_twice(self):
        line = ["7", "Chair", 100.0, 20.0, 0.0]
        before = {"lines": [line, line]}
        now = {"lines": [line, ["7", "Chair", 100.0, 19.0, 0.0]]}
        self.assertEqual(find_differences(before, now), [("Chair", "100 × 20", "100 × 19")])

    def test_what_was_unknown_was_no_risk(self):
        self.assertTrue(measure_worsened("credit_over", None, 10.0))
        self.assertFalse(measure_worsened("credit_over", 10.0, None))
        self.assertTrue(measure_worsened("below_floor", False, True))
        self.assertFalse(measure_worsened("margin_percent", None, None))
        self.assertFalse(measure_worsened("margin_percent", None, 3.0))
        self.assertTrue(measure_worsened("margin_percent", 3.0, None))
        self.assertEqual(
            find_changes("not_prepaid", {}, {}, {"not_prepaid": True}, {})[0:1], ["not_prepaid"]
        )
