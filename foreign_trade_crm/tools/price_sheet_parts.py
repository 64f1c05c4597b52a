"""What a price sheet is made of: goods, domestic fees and main freight, in Decimal."""

from dataclasses import dataclass, fields
from decimal import Decimal

from .freight import AIR_DIVISOR, air_chargeable_kg, interest, revenue_tons, spread
from .price_figures import ONE, ZERO, PriceError, countable, not_negative, rounded

VALUE, VOLUME, WEIGHT, QUANTITY = "value", "volume", "weight", "quantity"
BASES = (VALUE, VOLUME, WEIGHT, QUANTITY)
CARTONS = "cartons"
FIXED, PERCENT, PIECE, CARTON, CBM, INTEREST, ON_OFFER = (
    "fixed", "percent", "piece", "carton", "cbm", "interest", "offer",
)  # fmt: skip
NO_FREIGHT, FLAT, CONTAINER, MEASURE, KILOGRAM, AIR = (
    "none", "flat", "container", "wm", "kg", "air",
)  # fmt: skip
#: what the carrier weighs or measures, and has a minimum for
MEASURED = (MEASURE, KILOGRAM, AIR)
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
                object.__setattr__(self, one.name, countable(one.name, value))
        for name in ("quantity", "purchase", "cubic_metres", "gross_kg", "cartons"):
            if getattr(self, name) < 0:
                raise PriceError(name, "negative")
        if self.discount > 1:
            raise PriceError("discount", "above_whole")

    @property
    def is_free(self):
        """Given away: no margin makes a price of it."""
        return self.discount == 1 or self.price == 0

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

    :ivar rate: the amount (fixed), a fraction of the purchase value (percent) or of the offer's
        price, an amount for each container, piece, carton or cubic metre, or a yearly rate of
        interest as a fraction
    :ivar days: of credit, for interest
    :ivar containers: that are loaded, for a fee by container
    """

    method: str = FIXED
    rate: Decimal = ZERO
    basis: str = VALUE
    days: Decimal = ZERO
    containers: Decimal = ZERO

    @property
    def levy(self):
        """Fraction of the price that it takes; zero for one that does not follow the price."""
        return not_negative("fee", self.rate) if self.method == ON_OFFER else ZERO

    def total(self, goods):
        """Before anything is priced: nothing yet of what follows the price."""
        rate, days = not_negative("fee", self.rate), not_negative("days", self.days)
        if self.method == ON_OFFER:
            return ZERO
        if self.method == FIXED:
            return rate
        if self.method == CONTAINER:
            return rate * not_negative("containers", self.containers)
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
        the lines that cause it; only a fixed sum, or one by container, has to be spread by a basis.
        """
        total = rounded(self.total(goods))
        if self.method in CAUSES:
            return total, shared(total, goods, CAUSES[self.method])
        is_spread = self.method in (FIXED, CONTAINER)
        return total, shared(total, goods, self.basis if is_spread else VALUE)


@dataclass(frozen=True)
class Freight:
    """Main freight, in the currency of ``rate``; what the offer counts is ``total · exchange``.

    :ivar exchange: quoting currency for one unit of the freight's currency
    :ivar surcharge: share of the basic freight
    :ivar air_divisor: cm³ that fly as one kilogram
    :ivar least_units: revenue tons or kilograms that are charged for even less
    :ivar least: basic freight that is charged for even less
    """

    method: str = NO_FREIGHT
    rate: Decimal = ZERO
    surcharge: Decimal = ZERO
    containers: Decimal = ZERO
    basis: str = VOLUME
    exchange: Decimal = ONE
    air_divisor: Decimal = AIR_DIVISOR
    least_units: Decimal = ZERO
    least: Decimal = ZERO

    def total(self, goods):
        rate = not_negative("freight", self.rate)
        surcharge = not_negative("surcharge", self.surcharge)
        basic, least = rate * self._units(goods), not_negative("least_freight", self.least)
        if self.method == NO_FREIGHT or not rate or not goods:
            return ZERO
        if self.method in MEASURED:
            basic = max(basic, least)
        return basic * (1 + surcharge)

    def _units(self, goods):
        """How many times the rate is charged."""
        containers = not_negative("containers", self.containers)
        least = not_negative("least_units", self.least_units)
        kilograms = sum((one.gross_kg for one in goods), ZERO)
        metres = sum((one.cubic_metres for one in goods), ZERO)
        if self.method in (NO_FREIGHT, FLAT):
            return ONE
        if self.method == CONTAINER:
            return containers
        if self.method == MEASURE:
            return max(revenue_tons(kilograms, metres), least)
        if self.method == KILOGRAM:
            return max(kilograms, least)
        if self.method == AIR:
            divisor = countable("air_divisor", self.air_divisor)
            return max(air_chargeable_kg(kilograms, metres, divisor), least)
        raise PriceError("freight_method", "unknown")


def shared(total, goods, basis):
    """Share of each line to the cent; where nothing is to be spread, nothing need be measured."""
    if not total:
        return [ZERO] * len(goods)
    try:
        return spread(total, [one.measure(basis) for one in goods])
    except PriceError:
        raise PriceError(basis, "nothing_to_spread_by") from None
