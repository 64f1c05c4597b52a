"""What a price sheet is made of: goods, domestic fees and main freight, in Decimal."""

from dataclasses import dataclass, fields
from decimal import Decimal

from .export_price import ONE, ZERO, PriceError, rounded, to_decimal
from .freight import air_chargeable_kg, by_weight_or_measure, interest, spread

VALUE, VOLUME, WEIGHT, QUANTITY = "value", "volume", "weight", "quantity"
BASES = (VALUE, VOLUME, WEIGHT, QUANTITY)
CARTONS = "cartons"
FIXED, PERCENT, PIECE, CARTON, CBM, INTEREST = (
    "fixed", "percent", "piece", "carton", "cbm", "interest",
)  # fmt: skip
NO_FREIGHT, FLAT, CONTAINER, MEASURE, KILOGRAM, AIR = (
    "none", "flat", "container", "wm", "kg", "air",
)  # fmt: skip


#: what a fee by measure is charged for, and so falls on
CAUSES = {PIECE: QUANTITY, CARTON: CARTONS, CBM: VOLUME}


@dataclass(frozen=True)
class Goods:
    """One line: what it costs and measures. Home currency for one unit, the rest for the line.

    :ivar discount: on the price, as a fraction
    :ivar price: unit price before discount, in quoting currency, where it is given, else None:
        then the margin is
    """

    quantity: Decimal = ZERO
    purchase: Decimal = ZERO
    vat: Decimal = ZERO
    rebate: Decimal = ZERO
    cubic_metres: Decimal = ZERO
    gross_kg: Decimal = ZERO
    cartons: Decimal = ZERO
    margin: Decimal = ZERO
    discount: Decimal = ZERO
    price: Decimal | None = None

    def __post_init__(self):
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None:
                object.__setattr__(self, one.name, to_decimal(value))
        for name in ("quantity", "purchase", "cubic_metres", "gross_kg", "cartons"):
            if getattr(self, name) < 0:
                raise PriceError(name, "negative")
        if self.discount >= 1:
            raise PriceError("discount", "whole_price")

    def measure(self, basis):
        """By what fees are spread on this line."""
        if basis == VALUE:
            return self.purchase * self.quantity
        if basis == VOLUME:
            return self.cubic_metres
        if basis == WEIGHT:
            return self.gross_kg
        if basis == QUANTITY:
            return self.quantity
        if basis == CARTONS:
            return self.cartons
        raise PriceError("basis", "unknown")


@dataclass(frozen=True)
class Fee:
    """A domestic fee, home currency.

    :ivar rate: the amount (fixed), a fraction of the purchase value (percent), an amount for each
        piece, carton or cubic metre, or a yearly rate of interest as a fraction
    :ivar days: of credit, for interest
    """

    method: str = FIXED
    rate: Decimal = ZERO
    basis: str = VALUE
    days: Decimal = ZERO

    def total(self, goods):
        rate, days = to_decimal(self.rate), to_decimal(self.days)
        if rate < 0:
            raise PriceError("fee", "negative")
        if days < 0:
            raise PriceError("days", "negative")
        if self.method == FIXED:
            return rate
        value = sum(one.measure(VALUE) for one in goods)
        if self.method == PERCENT:
            return value * rate
        if self.method == INTEREST:
            return interest(value, rate, days)
        if self.method not in CAUSES:
            raise PriceError("method", "unknown")
        return rate * sum(one.measure(CAUSES[self.method]) for one in goods)

    def shares(self, goods):
        """The total and its share for each line, to the cent.

        What is charged by piece, carton or cubic metre, or as a share of the purchase, falls on
        the lines that cause it; only a fixed sum has to be spread by a basis.
        """
        total = rounded(self.total(goods))
        if self.method in CAUSES:
            return total, shared(total, goods, CAUSES[self.method])
        return total, shared(total, goods, self.basis if self.method == FIXED else VALUE)


@dataclass(frozen=True)
class Freight:
    """Main freight, in the currency of ``rate``; what the offer counts is ``total · exchange``.

    :ivar exchange: quoting currency for one unit of the freight's currency
    :ivar surcharge: share of the basic freight
    """

    method: str = NO_FREIGHT
    rate: Decimal = ZERO
    surcharge: Decimal = ZERO
    containers: Decimal = ZERO
    basis: str = VOLUME
    exchange: Decimal = ONE

    def total(self, goods):
        rate, surcharge = to_decimal(self.rate), to_decimal(self.surcharge)
        containers = to_decimal(self.containers)
        for name, value in (
            ("freight", rate), ("surcharge", surcharge), ("containers", containers),
        ):  # fmt: skip
            if value < 0:
                raise PriceError(name, "negative")
        kilograms = sum(one.gross_kg for one in goods)
        metres = sum(one.cubic_metres for one in goods)
        if self.method == NO_FREIGHT:
            return ZERO
        if self.method == MEASURE:
            return by_weight_or_measure(kilograms, metres, rate, surcharge)
        units = {
            FLAT: ONE,
            CONTAINER: containers,
            KILOGRAM: kilograms,
            AIR: air_chargeable_kg(kilograms, metres),
        }
        if self.method not in units:
            raise PriceError("freight_method", "unknown")
        return rate * units[self.method] * (1 + surcharge)


def shared(total, goods, basis):
    """Share of each line to the cent; where nothing is to be spread, nothing need be measured."""
    if not total:
        return [ZERO] * len(goods)
    try:
        return spread(total, [one.measure(basis) for one in goods])
    except PriceError:
        raise PriceError(basis, "nothing_to_spread_by") from None
