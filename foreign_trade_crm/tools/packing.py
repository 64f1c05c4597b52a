"""Cartons, weights and volumes of packed goods.

Every figure is rounded half up once, where it is made; sums add the rounded figures, so that
a total is always the sum of what is printed above it.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

#: decimals of kilograms and of cubic metres, as packing lists print them
WEIGHT_DECIMALS = 2
VOLUME_DECIMALS = 3
CUBIC_CENTIMETRES = Decimal(1_000_000)


def round_half_up(value, decimals):
    """``value`` rounded as merchants do; a float goes through its shortest text form."""
    quantum = Decimal(1).scaleb(-decimals)
    return float(Decimal(str(value)).quantize(quantum, ROUND_HALF_UP))


def cartons_needed(quantity, pieces_per_carton):
    """Cartons for ``quantity`` pieces, the last one perhaps part-filled; 0 where unknown."""
    if quantity <= 0 or pieces_per_carton <= 0:
        return 0
    return math.ceil(Decimal(str(quantity)) / Decimal(str(pieces_per_carton)))


def carton_volume(length, width, height):
    """Cubic metres of one carton from its outer measures in centimetres (not rounded)."""
    return float(
        Decimal(str(length)) * Decimal(str(width)) * Decimal(str(height)) / CUBIC_CENTIMETRES
    )


def total_weight(cartons, weight_per_carton):
    """Kilograms of ``cartons`` alike cartons."""
    return round_half_up(Decimal(str(weight_per_carton)) * cartons, WEIGHT_DECIMALS)


def total_volume(cartons, volume_per_carton):
    """Cubic metres of ``cartons`` alike cartons."""
    return round_half_up(Decimal(str(volume_per_carton)) * cartons, VOLUME_DECIMALS)


def verified_gross_mass(cargo_weight, dunnage_weight, tare_weight):
    """VGM by SOLAS method 2: contents and their packing, dunnage and the empty container."""
    parts = (cargo_weight, dunnage_weight, tare_weight)
    return round_half_up(sum(Decimal(str(part)) for part in parts), WEIGHT_DECIMALS)


def fill_percent(used, capacity):
    """How full something is, in per cent with one decimal; 0 where the capacity is unknown."""
    if not capacity:
        return 0.0
    return round_half_up(Decimal(str(used)) * 100 / Decimal(str(capacity)), 1)
