from decimal import Decimal as D

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.exchange_result import exchange_result, exchange_steps

amounts = st.decimals(0, 1_000_000, places=2)
rates = st.decimals("0.01", 20, places=4)


@tagged("post_install", "-at_install")
class TestExchangeResult(BaseCase):
    def test_dollar_fell(self):
        """20,000 USD at 7.20, agreed at 19,500, received at 7.10."""
        result = exchange_result(20_000, "7.2", 19_500, 19_500, 138_450, is_settled=True)
        self.assertEqual(result.price, -3_600)
        self.assertEqual(result.exchange, -1_950)
        self.assertEqual(result.charges, 0)
        self.assertEqual(result.total, 138_450 - 144_000)

    def test_bank_charges_are_neither(self):
        result = exchange_result(1000, 7, 1000, 970, 6790, is_settled=True)
        self.assertEqual((result.price, result.charges, result.exchange), (0, -210, 0))

    def test_what_is_still_to_come(self):
        result = exchange_result(1000, 7, 1000, 300, 2130, rate_now="7.1")
        self.assertEqual(result.exchange, 30)
        self.assertEqual(result.open_exchange, 70)
        self.assertEqual(result.charges, 0)

    def test_steps(self):
        self.assertEqual(exchange_steps(1000, ["7", "7.1", None, "7.05"]), [0, 100, None, -50])
        self.assertEqual(exchange_steps(1000, []), [])

    @given(amounts, rates, amounts, amounts, amounts)
    def test_parts_add_up(self, quoted, rate, ordered, received, home):
        result = exchange_result(quoted, rate, ordered, received, home, is_settled=True)
        self.assertLessEqual(abs(result.total - (home - quoted * rate)), D("0.02"))

    @given(amounts, st.lists(rates, min_size=1, max_size=5))
    def test_steps_add_up(self, amount, ladder):
        last, first = amount * ladder[-1], amount * ladder[0]
        self.assertLessEqual(abs(sum(exchange_steps(amount, ladder)) - (last - first)), D("0.01"))
