"""Main freight and how fees are spread over lines, in Decimal. Nothing in here knows Odoo."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .price_figures import ONE, PriceError, to_decimal

#: cubic centimetres that fly as one kilogram with an airline; couriers count 5000
AIR_DIVISOR = Decimal(6000)
#: air waybills are charged in whole steps of this many kilograms
AIR_STEP = Decimal("0.5")
#: days of a bank's year
BANK_YEAR = Decimal(360)


def revenue_tons(gross_kg, cubic_metres):
    """What sea freight by weight or measure counts: the larger of tonnes and cubic metres."""
    return max(to_decimal(gross_kg) / 1000, to_decimal(cubic_metres))


def air_chargeable_kg(gross_kg, cubic_metres, divisor=AIR_DIVISOR):
    """The larger of the weight and the volumetric weight, cm³ / divisor, up to the half kilogram.

    Airlines round both up to the next half kilogram before they compare them (IATA, TACT Rules
    3.9: weight and volume); the larger one rounded up is the same.
    """
    _check(gross_kg=gross_kg, cubic_metres=cubic_metres)
    if to_decimal(divisor) <= 0:
        raise PriceError("air_divisor", "negative" if divisor else "zero")
    volumetric = to_decimal(cubic_metres) * 1_000_000 / to_decimal(divisor)
    steps = max(to_decimal(gross_kg), volumetric) / AIR_STEP
    return steps.to_integral_value(ROUND_CEILING) * AIR_STEP


def interest(amount, yearly_rate, days):
    """Interest for credit, in the currency of ``amount``; a bank's year has 360 days."""
    _check(amount=amount, yearly_rate=yearly_rate, days=days)
    return to_decimal(amount) * to_decimal(yearly_rate) * to_decimal(days) / BANK_YEAR


def spread(total, weights, digits=2):
    """Shares of a total by weight that add up to it to the last cent (largest remainder).

    :param weights: values, volumes, weights or quantities, none negative
    :raises PriceError: a weight is negative, or all of them are zero
    """
    weights = [to_decimal(weight) for weight in weights]
    if any(weight < 0 for weight in weights):
        raise PriceError("weight", "negative")
    whole = sum(weights)
    total = to_decimal(total)
    if not weights:
        return []
    if not whole:
        if total:
            raise PriceError("weight", "zero")
        return [total] * len(weights)
    step = ONE.scaleb(-digits)
    exact = [total * weight / whole for weight in weights]
    shares = [share.quantize(step, ROUND_FLOOR) for share in exact]
    missing = int((total.quantize(step) - sum(shares)) / step)
    neediest = sorted(range(len(shares)), key=lambda at: (shares[at] - exact[at], at))
    for at in neediest[:missing]:
        shares[at] += step
    return shares


def _check(**figures):
    for name, value in figures.items():
        if to_decimal(value) < 0:
            raise PriceError(name, "negative")
