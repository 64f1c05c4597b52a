"""The price sheet of an offer of several lines, in Decimal. Nothing in here knows Odoo.

Fees and freight are given for the whole offer and spread over its lines to the last cent; each
line is then one :class:`~.export_price.Calculation` for one unit. Values by which something is
spread are purchase values, so that no price depends on itself.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from .export_price import (
    DELIVERED,
    FREIGHT_PREPAID,
    INSURED_SHARE,
    ON_PRICE,
    ONE,
    ZERO,
    Calculation,
    PriceError,
    Result,
    rounded,
    to_decimal,
)
from .price_sheet_parts import VALUE, Freight, shared


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


@dataclass(frozen=True)
class Priced:
    """A line of the sheet with its price; shares are for the line, the result is for one unit."""

    goods: Goods
    fees: Decimal
    freight: Decimal
    destination: Decimal
    result: Result
    floor: Decimal

    @property
    def price(self):
        return self.result.price

    @property
    def margin(self):
        return self.result.calculation.margin

    @property
    def above_floor(self):
        return self.price >= self.floor


@dataclass(frozen=True)
class Sheet:
    """Every line with its price, and the sums of the offer."""

    lines: list
    fees: list = field(default_factory=list)
    freight: Decimal = ZERO

    def total(self, figure):
        """Sum over the lines of a figure of :class:`~.export_price.Result`, for all units."""
        return sum((getattr(one.result, figure) * one.goods.quantity for one in self.lines), ZERO)

    @property
    def home_cost(self):
        """Cost after rebate with domestic fees, home currency."""
        costs = (one.result.calculation.home_cost * one.goods.quantity for one in self.lines)
        return sum(costs, ZERO)

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

    :raises PriceError: a figure from which no price follows, with its name and the reason
    """
    goods = list(goods)
    fees = [fee.shares(goods) for fee in terms.fees]
    freight = _freight(terms, goods)
    destination = _destination(terms, goods)
    by_line = [sum(shares, ZERO) for shares in zip(*(shares for _, shares in fees), strict=True)]
    shares = zip(
        goods, by_line or [ZERO] * len(goods), freight, destination, strict=True
    )  # fmt: skip
    return Sheet(
        [_price(terms, *one) for one in shares], [total for total, _ in fees], sum(freight, ZERO)
    )


def _freight(terms, goods):
    """Share of the main freight for each line, quoting currency; checked under every rule."""
    exchange = to_decimal(terms.freight.exchange)
    if exchange <= 0:
        raise PriceError("freight_exchange", "negative" if exchange else "zero")
    total = rounded(terms.freight.total(goods) * exchange)
    if terms.incoterm not in FREIGHT_PREPAID:
        return [ZERO] * len(goods)
    return shared(total, [one.measure(terms.freight.basis) for one in goods])


def _destination(terms, goods):
    total = to_decimal(terms.destination)
    if total < 0:
        raise PriceError("destination", "negative")
    if terms.incoterm not in DELIVERED:
        return [ZERO] * len(goods)
    return shared(rounded(total), [one.measure(terms.destination_basis) for one in goods])


def _price(terms, goods, fees, freight, destination):
    quantity = goods.quantity or ONE
    margin = goods.margin if goods.price is None else ZERO
    calculation = Calculation(
        incoterm=terms.incoterm,
        purchase=goods.purchase,
        vat=goods.vat,
        rebate=goods.rebate,
        fees=fees / quantity,
        fx=terms.fx,
        freight=freight / quantity,
        destination=destination / quantity,
        insurance=terms.insurance,
        insured_share=terms.insured_share,
        commission=terms.commission,
        margin=margin,
        margin_on=terms.margin_on,
    )
    floor = rounded(
        replace(calculation, margin=to_decimal(terms.floor)).price(), terms.price_digits
    )
    if goods.price is None:
        price = rounded(calculation.price(), terms.price_digits)
    else:
        price = goods.price
        calculation = _margin_of(calculation, price)
    return Priced(goods, fees, freight, destination, calculation.result(price), floor)


def _margin_of(calculation, price):
    """The calculation with the margin of this price; no price or no cost leaves none."""
    if price < 0:
        raise PriceError("price", "negative")
    if not price or (calculation.margin_on != ON_PRICE and not calculation.home_cost):
        return calculation
    result = calculation.result(price)
    if calculation.margin_on == ON_PRICE:
        return _unchecked(calculation, result.margin_on_price)
    return _unchecked(calculation, result.profit_rate)


def _unchecked(calculation, margin):
    """A price given below cost has its margin too, however negative."""
    changed = replace(calculation)
    object.__setattr__(changed, "margin", margin)
    return changed
