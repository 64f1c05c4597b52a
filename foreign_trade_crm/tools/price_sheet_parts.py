"""What a price sheet is made of: goods, domestic fees and main freight, in Decimal."""

from dataclasses import dataclass, fields
from decimal import Decimal

from .export_price import ONE, ZERO, PriceError, rounded, to_decimal
from .freight import air_chargeable_kg, by_weight_or_measure, interest, spread

VALUE, VOLUME, WEIGHT, QUANTITY = "value", "volume", "weight", "quantity"
BASES = (VALUE, VOLUME, WEIGHT, QUANTITY)
FIXED, PERCENT, PIECE, CARTON, CBM, INTEREST = (
    "fixed", "percent", "piece", "carton", "cbm", "interest",
)  # fmt: skip
NO_FREIGHT, FLAT, CONTAINER, MEASURE, KILOGRAM, AIR = (
    "none", "flat", "container", "wm", "kg", "air",
)  # fmt: skip


@dataclass(frozen=True)
class Goods:
    """One line: what it costs and measures. Home currency for one unit, the rest for the line.

    :ivar price: gross unit price in quoting currency where it is given, else None: the margin is
    """

    quantity: Decimal = ZERO
    purchase: Decimal = ZERO
    vat: Decimal = ZERO
    rebate: Decimal = ZERO
    cubic_metres: Decimal = ZERO
    gross_kg: Decimal = ZERO
    cartons: Decimal = ZERO
    margin: Decimal = ZERO
    price: Decimal | None = None

    def __post_init__(self):
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None:
                object.__setattr__(self, one.name, to_decimal(value))
        for name in ("quantity", "purchase", "cubic_metres", "gross_kg", "cartons"):
            if getattr(self, name) < 0:
                raise PriceError(name, "negative")

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
        measures = {PIECE: "quantity", CARTON: "cartons", CBM: "cubic_metres"}
        if self.method not in measures:
            raise PriceError("method", "unknown")
        return rate * sum(getattr(one, measures[self.method]) for one in goods)

    def shares(self, goods):
        """The total and its share for each line, to the cent.

        What is charged by piece, carton or cubic metre, or as a share of the purchase, falls on
        the lines that cause it; only a fixed sum has to be spread by a basis.
        """
        total = rounded(self.total(goods))
        causes = {PIECE: "quantity", CARTON: "cartons", CBM: "cubic_metres"}
        if self.method in causes:
            weights = [getattr(one, causes[self.method]) for one in goods]
        else:
            weights = [one.measure(self.basis if self.method == FIXED else VALUE) for one in goods]
        return total, shared(total, weights)


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


def shared(total, weights):
    """:func:`~.freight.spread`, where nothing is to be spread whatever the weights."""
    return spread(total, weights) if total else [ZERO] * len(weights)
