"""Gain or loss by exchange, apart from gain or loss by price. Nothing in here knows Odoo.

Amounts are in the currency of the deal, rates are home currency for one unit of it. The deal was
calculated as quoted amount times quoted rate; what reached the account is another sum. The
difference has three parts that add up to it:

    price    = (ordered − quoted) · quoted rate         what was agreed otherwise
    charges  = (received − ordered) · quoted rate       what came in short or over, once all is in
    exchange = received at home − received · quoted rate
"""

from dataclasses import dataclass
from decimal import Decimal

from .price_figures import rounded, to_decimal


@dataclass(frozen=True)
class ExchangeResult:
    """Parts of the difference in home currency, rounded; they add up to ``total``."""

    price: Decimal
    charges: Decimal
    exchange: Decimal
    open_exchange: Decimal

    @property
    def total(self):
        """Between what was calculated and what is in; money still out is left aside."""
        return self.price + self.charges + self.exchange


def exchange_result(
    quoted, rate, ordered, received, received_home, rate_now=None, is_settled=False, digits=2
):
    """What a deal gained or lost beside its quotation.

    :param received_home: home currency that the receipts came to, each at its own rate
    :param rate_now: values what is still to come in; None leaves that aside
    :param is_settled: nothing more is expected: what is missing are bank charges
    """
    quoted, rate, ordered, received, received_home = map(
        to_decimal, (quoted, rate, ordered, received, received_home)
    )
    left = ordered - received
    coming = left if left > 0 and not is_settled else Decimal(0)
    now = rate if rate_now is None else to_decimal(rate_now)
    return ExchangeResult(
        price=rounded((ordered - quoted) * rate, digits),
        charges=rounded(-left * rate, digits) if is_settled else rounded(0, digits),
        exchange=rounded(received_home, digits) - rounded(received * rate, digits),
        open_exchange=rounded(coming * (now - rate), digits),
    )


def exchange_steps(amount, rates, digits=2):
    """What an amount gained at each step from the first rate to the last.

    :param rates: rates in the order of time; steps without a rate are given as None
    :return: one figure for each rate, the first one 0 and None where there is no rate; they add
        up to the difference between the last rate and the first
    """
    amount, before, steps = to_decimal(amount), None, []
    for rate in rates:
        if rate is None:
            steps.append(None)
            continue
        worth = rounded(amount * to_decimal(rate), digits)
        steps.append(worth - (worth if before is None else before))
        before = worth
    return steps
