"""The price sheet of an offer of several lines, in Decimal. Nothing in here knows Odoo.

Fees and freight are given for the whole offer and spread over its lines to the last cent; each
line is then one :class:`~.export_price.Calculation` for one unit. Values by which something is
spread are purchase values, so that no price depends on itself.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from .export_price import (
    DELIVERED,
    FREIGHT_PREPAID,
    INSURED_SHARE,
    ON_PRICE,
    Calculation,
    Result,
)
from .freight import spread
from .price_figures import ONE, ZERO, PriceError, countable, not_negative, rounded, to_decimal
from .price_sheet_parts import VALUE, Freight, Goods, shared


@dataclass(frozen=True)
class Terms:
    """What holds for every line of the offer; fractions, not per cent.

    :ivar fx: home currency for one unit of quoting currency, safety margin taken off
    :ivar destination: costs at destination, quoting currency, under D rules
    :ivar floor: margin that the floor price leaves, on price or on cost as the others are
    """

    incoterm: str = "FOB"
    fx: Decimal = ONE
    margin_on: str = ON_PRICE
    floor: Decimal = ZERO
    commission: Decimal = ZERO
    insurance: Decimal = ZERO
    insured_share: Decimal = INSURED_SHARE
    freight: Freight = Freight()
    destination: Decimal = ZERO
    destination_basis: str = VALUE
    fees: tuple = ()
    price_digits: int = 2

    @property
    def levies(self):
        """Fraction of the price that domestic fees take."""
        return sum((fee.levy for fee in self.fees), ZERO)


@dataclass(frozen=True)
class Priced:
    """A line of the sheet with its price; shares are for the line, the result is for one unit.

    :ivar price: unit price before the line's discount, quoting currency; the result is after it
    :ivar floor: the same, leaving the least margin
    """

    goods: Goods
    fees: Decimal
    freight: Decimal
    destination: Decimal
    result: Result
    price: Decimal
    floor: Decimal

    @property
    def margin(self):
        return self.result.calculation.margin

    @property
    def above_floor(self):
        """Goods given away leave nothing, whatever price stands beside them."""
        return self.goods.discount < 1 and self.price >= self.floor

    @property
    def quoted_cost(self):
        """All that the price has to pay for, one unit, quoting currency: price less profit."""
        return self.result.price - self.result.profit / self.result.calculation.fx


@dataclass(frozen=True)
class Sheet:
    """Every line with its price, and the sums of the offer."""

    lines: list
    fees: list = field(default_factory=list)
    freight: Decimal = ZERO

    def total(self, figure):
        """Sum over the lines of a figure of :class:`~.export_price.Result`, for all units."""
        return sum((getattr(one.result, figure) * one.goods.quantity for one in self.lines), ZERO)

    def _sum(self, figure):
        lines = ((one.result.calculation, one.goods.quantity) for one in self.lines)
        return sum((getattr(one, figure) * quantity for one, quantity in lines), ZERO)

    @property
    def purchase(self):
        """Purchase including VAT, home currency."""
        return self._sum("purchase")

    @property
    def rebate(self):
        """Export rebate, home currency."""
        return self._sum("rebate_amount")

    @property
    def home_cost(self):
        """Cost after rebate with domestic fees, home currency."""
        return self.total("home_cost")

    @property
    def exchange_cost(self):
        """换汇成本 of the whole offer; None where nothing is earned."""
        earned = self.total("net_fob")
        return self.home_cost / earned if earned > 0 else None

    @property
    def profit_rate(self):
        """盈亏率 of the whole offer; None without cost."""
        return self.total("profit") / self.home_cost if self.home_cost else None


def calculate(terms, goods):
    """The whole sheet.

    :raises PriceError: a figure from which no price follows, with its name, the reason and, in
        ``line``, the position of the line that it is about
    """
    try:
        return _calculate(terms, list(goods))
    except InvalidOperation:
        # each figure can be counted, what they come to cannot
        raise PriceError("price", "too_large") from None


def _calculate(terms, goods):
    fees = [fee.shares(goods) for fee in terms.fees]
    by_line = [sum(shares, ZERO) for shares in zip(*(one for _, one in fees), strict=True)]
    freight, destination = _freight(terms, goods), _destination(terms, goods)
    levies, lines = terms.levies, []
    for at, one in enumerate(goods):
        shares = by_line[at] if by_line else ZERO, freight[at], destination[at]
        try:
            lines.append(_price(terms, one, *shares, levies))
        except PriceError as error:
            error.line = at
            raise
    totals = [total for total, _ in fees]
    if levies:
        lines, totals = _with_levies(terms, lines, totals)
    return Sheet(lines, totals, sum(freight, ZERO))


def _with_levies(terms, lines, totals):
    """Lines and totals of fees with what follows the price, to the cent."""
    values = [one.result.price * one.goods.quantity for one in lines]
    for at, fee in enumerate(terms.fees):
        if total := rounded(sum(values, ZERO) * fee.levy * to_decimal(terms.fx)):
            totals[at] = total
            shares = spread(total, values)
            lines = [
                replace(one, fees=one.fees + share)
                for one, share in zip(lines, shares, strict=True)
            ]
    return lines, totals


def _freight(terms, goods):
    """Share of the main freight for each line, quoting currency; checked under every rule."""
    exchange = countable("freight_exchange", terms.freight.exchange)
    if exchange <= 0:
        raise PriceError("freight_exchange", "negative" if exchange else "no_rate")
    total = rounded(terms.freight.total(goods) * exchange)
    if terms.incoterm not in FREIGHT_PREPAID:
        return [ZERO] * len(goods)
    return shared(total, goods, terms.freight.basis)


def _destination(terms, goods):
    total = not_negative("destination", terms.destination)
    if terms.incoterm not in DELIVERED:
        return [ZERO] * len(goods)
    return shared(rounded(total), goods, terms.destination_basis)


def _price(terms, goods, fees, freight, destination, levies):
    quantity, kept = goods.quantity or ONE, 1 - goods.discount
    if not kept and goods.price is None:
        raise PriceError("discount", "whole_price")
    calculation = Calculation(
        incoterm=terms.incoterm,
        purchase=goods.purchase,
        vat=goods.vat,
        rebate=goods.rebate,
        fees=fees / quantity,
        levies=levies,
        fx=terms.fx,
        freight=freight / quantity,
        destination=destination / quantity,
        insurance=terms.insurance,
        insured_share=terms.insured_share,
        commission=terms.commission,
        margin=goods.margin if goods.price is None else ZERO,
        margin_on=terms.margin_on,
    )
    least = _with_floor(calculation, terms).price() / (kept or ONE)
    price = goods.price
    if price is None:
        price = rounded(calculation.price() / kept, terms.price_digits)
        result = calculation.result(price * kept)
    else:
        result = _at_price(calculation, price * kept)
    floor = rounded(least, terms.price_digits)
    return Priced(goods, fees, freight, destination, result, price, floor)


def _with_floor(calculation, terms):
    try:
        return replace(calculation, margin=to_decimal(terms.floor))
    except PriceError as error:
        raise PriceError("floor" if error.field == "margin" else error.field, error.code) from None


def _at_price(calculation, price):
    """What a given net price leaves, its margin in place of the wanted one, however negative.

    Where there is none (no price, or no cost to compare with) the margin is 0.
    """
    if price < 0:
        raise PriceError("price", "negative")
    result = calculation.result(price)
    margin = result.margin_on_price if calculation.margin_on == ON_PRICE else result.profit_rate
    changed = replace(calculation)
    object.__setattr__(changed, "margin", margin or ZERO)
    return changed.result(price)
