from decimal import Decimal

from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.payment_schedule import settle, split_amount

cents = st.integers(min_value=0, max_value=10**12)
shares = st.lists(st.integers(min_value=1, max_value=10_000), min_size=1, max_size=12)


def as_percents(weights):
    """Shares with four decimals that sum to exactly 100."""
    total = sum(weights)
    units = [weight * 1_000_000 // total for weight in weights]
    units[-1] += 1_000_000 - sum(units)
    return [unit / 10_000 for unit in units]


def exact(amounts):
    return sum((Decimal(str(amount)) for amount in amounts), Decimal(0))


@tagged("standard", "at_install")
class TestPaymentSchedule(BaseCase):
    @settings(max_examples=60, deadline=None)
    @given(cents, shares)
    def test_parts_sum_to_the_total(self, total, weights):
        amount = total / 100
        percents = as_percents(weights)
        parts = split_amount(amount, percents)
        self.assertEqual(exact(parts), Decimal(str(round(amount, 2))))
        for part, percent in zip(parts, percents, strict=True):
            share = Decimal(total) * Decimal(str(percent)) / 10_000
            self.assertLess(abs(Decimal(str(part)) - share), Decimal("0.0100001"))

    def test_a_currency_without_cents(self):
        self.assertEqual(split_amount(100_001, [30, 70], 1), [30000.0, 70001.0])

    def test_the_unit_left_over_goes_to_whoever_lost_most(self):
        self.assertEqual(split_amount(0.05, [30, 70]), [0.02, 0.03])
        self.assertEqual(split_amount(100, [50, 50]), [50.0, 50.0])

    def test_a_credit(self):
        self.assertEqual(split_amount(-100.01, [30, 70]), [-30.0, -70.01])

    @settings(max_examples=60, deadline=None)
    @given(cents, shares, cents)
    def test_money_is_neither_lost_nor_invented(self, total, weights, paid):
        parts = split_amount(total / 100, as_percents(weights))
        result = settle(parts, paid / 100)
        received = exact(amount for amount, _settled in result)
        self.assertEqual(received, min(exact(parts), Decimal(str(paid / 100))))
        states = [settled for _amount, settled in result]
        self.assertEqual(states, sorted(states, reverse=True), "in their order")
        self.assertEqual(all(states), paid >= total)

    def test_bank_charges(self):
        deposit = [(275.0, True), (0.0, False)]
        self.assertEqual(settle([300, 700], 275, 1, 50), deposit)
        self.assertEqual(settle([300, 700], 249.99, 1, 50), [(249.99, False), (0.0, False)])
        both_short = [(300.0, True), (620.0, True)]
        self.assertEqual(settle([300, 700], 920, 2, 50), both_short)
        one_short = [(300.0, True), (620.0, False)]
        self.assertEqual(settle([300, 700], 920, 1, 50), one_short)

    def test_charges_never_excuse_a_small_deposit(self):
        self.assertEqual(settle([40, 60], 1, 1, 50), [(1.0, False), (0.0, False)])
        self.assertEqual(settle([40, 60], 0, 0, 50), [(0.0, False), (0.0, False)])
