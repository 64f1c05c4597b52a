"""Figures that prices are calculated from, in Decimal, and what is wrong with a bad one."""

from decimal import ROUND_HALF_UP, Decimal

ZERO, ONE = Decimal(0), Decimal(1)
#: beyond this no figure of a trade can be counted to the cent, and none is meant
LARGEST = Decimal(10) ** 12


class PriceError(ValueError):
    """A figure from which no price follows.

    :ivar field: name of the figure in :class:`Calculation`
    :ivar code: ``negative``, ``zero``, ``too_large``, ``no_rate``, ``above_vat``,
        ``above_whole``, ``whole_price``, ``unknown`` or ``nothing_to_spread_by``
    :ivar line: position of the line it is about, where there are several
    """

    line = None

    def __init__(self, field, code):
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


def to_decimal(value):
    """Decimal of a number as people write it: 0.1 is a tenth, whatever the float holds."""
    return value if isinstance(value, Decimal) else Decimal(str(value or 0))


def countable(name, value):
    """Decimal of a figure that can be calculated with.

    :raises PriceError: it is infinite, no number, or larger than anything that is traded
    """
    value = to_decimal(value)
    if not value.is_finite() or abs(value) > LARGEST:
        raise PriceError(name, "too_large")
    return value


def rounded(value, digits=2):
    """Half up, as invoices are."""
    return to_decimal(value).quantize(ONE.scaleb(-digits), ROUND_HALF_UP)


def not_negative(name, value):
    """Decimal of a figure below which there is nothing.

    :raises PriceError: it is negative, or cannot be calculated with
    """
    value = countable(name, value)
    if value < 0:
        raise PriceError(name, "negative")
    return value
