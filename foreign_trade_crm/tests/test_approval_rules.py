from odoo.tests import BaseCase

from ..tools.approval import find_changes, reduction, rule_applies

FACTS = {"header": {"party": 7, "currency": 2}, "lines": {"1/1": 20.0, "2/1": 5.0}}
MEASURES = {"amount": 1000.0, "discount": 12.0, "margin_percent": 9.0, "open_account": False}


def changes(measure="always", facts=None, **measures):
    return find_changes(measure, MEASURES, FACTS, {**MEASURES, **measures}, facts or FACTS)


class TestApprovalArithmetic(BaseCase):
    def test_rule_applies(self):
        self.assertTrue(rule_applies("always", "ge", 0, {}))
        self.assertTrue(rule_applies("amount", "ge", 1000, MEASURES))
        self.assertFalse(rule_applies("amount", "gt", 1000, MEASURES))
        self.assertTrue(rule_applies("margin_percent", "lt", 10, MEASURES))
        self.assertFalse(rule_applies("margin_percent", "lt", 9, MEASURES))
        self.assertTrue(rule_applies("margin_percent", "le", 9, MEASURES))
        self.assertFalse(rule_applies("open_account", "ge", 0, MEASURES))
        self.assertTrue(rule_applies("open_account", "ge", 0, {"open_account": True}))
        self.assertFalse(rule_applies("validity_days", "gt", 0, {}), "unknown")
        self.assertTrue(rule_applies("margin_percent", "lt", 10, {}), "no cost is no excuse")
        self.assertTrue(rule_applies("amount", "gt", 10**9, {"amount": None}), "nor no rate")

    def test_stands_when_risk_falls(self):
        self.assertEqual(changes(), [])
        self.assertEqual(changes(amount=900.0, discount=3.0, margin_percent=20.0), [])
        dearer = {**FACTS, "lines": {"1/1": 21.0, "2/1": 5.0}}
        self.assertEqual(changes(facts=dearer), [])
        self.assertEqual(changes(facts={**FACTS, "lines": {"1/1": 20.0}}), [])

    def test_falls_when_a_judged_measure_worsens(self):
        self.assertEqual(changes(amount=1000.02), ["amount"])
        self.assertEqual(changes(margin_percent=8.0), ["margin_percent"])
        self.assertEqual(changes(margin_percent=None), ["margin_percent"])
        self.assertEqual(changes(open_account=True), ["open_account"])
        self.assertEqual(changes("discount", amount=9000.0), [], "not what was judged")
        self.assertEqual(changes("discount", discount=12.5), ["discount"])

    def test_falls_with_party_terms_product_and_price(self):
        self.assertEqual(changes(facts={**FACTS, "header": {"party": 8, "currency": 2}}), ["party"])
        other = {**FACTS, "lines": {"3/1": 20.0}}
        self.assertEqual(changes(facts=other), ["product"])
        self.assertEqual(changes(facts={**FACTS, "lines": {"1/1": 1.0}}), ["price"])
        screws = {**FACTS, "lines": {"1/1": 0.0043}}
        cheaper = {**FACTS, "lines": {"1/1": 0.0039}}
        self.assertEqual(find_changes("discount", {}, screws, {}, cheaper), ["price"])

    def test_deductions(self):
        self.assertEqual(reduction([1500, 500, -200]), 0.1)
        self.assertEqual([reduction(one) for one in ([], [5], [-5], [5, -9])], [0, 0, 0, 1])

    def test_rounding_fells_nothing(self):
        self.assertEqual(changes(amount=1000.004, facts={**FACTS, "lines": {"1/1": 19.9999}}), [])
