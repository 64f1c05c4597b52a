"""Arithmetic of payment milestones, apart from Odoo.

Amounts come and go as floats in the contract's currency, because Odoo stores them so; in between
they are counted in whole units of the currency's rounding, so that nothing is lost or invented.
"""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

#: bank charges never excuse more than this share of what was due
MAX_TOLERATED_SHARE = Decimal("0.2")


def _to_units(amount, rounding):
    return int((Decimal(str(amount)) / Decimal(str(rounding))).to_integral_value(ROUND_HALF_UP))


def split_amount(total, percents, rounding=0.01):
    """Split ``total`` by ``percents`` so that the parts of 100 % sum exactly to the total.

    Largest remainder: every part is rounded down, and the units left over go to the parts that
    lost most, the earlier one first where they lost the same.

    >>> split_amount(100.01, [30, 70])
    [30.0, 70.01]
    >>> split_amount(10, [33.33, 33.33, 33.34])
    [3.33, 3.33, 3.34]
    """
    units = _to_units(total, rounding)
    shares = [units * Decimal(str(percent)) / 100 for percent in percents]
    parts = [int(share.to_integral_value(ROUND_FLOOR)) for share in shares]
    left = int(sum(shares, Decimal(0)).to_integral_value(ROUND_HALF_UP)) - sum(parts)
    by_loss = sorted(range(len(parts)), key=lambda index: (parts[index] - shares[index], index))
    for index in by_loss[:left]:
        parts[index] += 1
    return [float(part * Decimal(str(rounding))) for part in parts]


def share_out(total, percents, agreed, rounding=0.01):
    """Amounts of milestones of which some were agreed in money; the others share the rest.

    :param percents: of all milestones; only their proportion counts beside an agreed amount
    :param agreed: amount of each, or zero where a share was agreed
    :return: amounts that sum to the total, unless all of them were agreed

    >>> share_out(12345.67, [30, 70], [5000, 0])
    [5000.0, 7345.67]
    >>> share_out(1000, [20, 50, 30], [0, 100, 0])
    [360.0, 100.0, 540.0]
    """
    if not any(agreed):
        return split_amount(total, percents, rounding)
    units = _to_units(total, rounding) - sum(_to_units(amount, rounding) for amount in agreed)
    left = float(units * Decimal(str(rounding)))
    weights = [0 if amount else percent for percent, amount in zip(percents, agreed, strict=True)]
    whole = sum(weights) or 1
    parts = split_amount(left, [100 * weight / whole for weight in weights], rounding)
    return [
        float(_to_units(amount, rounding) * Decimal(str(rounding))) if amount else part
        for amount, part in zip(agreed, parts, strict=True)
    ]


def settle(amounts, paid, receipts=0, tolerance=0.0, rounding=0.01):
    """What each milestone has received, in order, and whether it counts as settled.

    Money fills the milestones one after the other.  A transfer arrives short by what the banks
    on its way keep, so a milestone counts as settled while the shortage up to it is within
    ``tolerance`` for each receipt (at most one receipt for each milestone), and never more than a
    fifth of what was due.

    :param amounts: due, in the order of the milestones
    :param paid: received in total; a negative total settles nothing
    :param receipts: number of distinct receipts
    :param tolerance: bank charges accepted for one receipt
    :return: ``[(received, settled), …]``

    >>> settle([300, 700], 300)
    [(300.0, True), (0.0, False)]
    >>> settle([300, 700], 275, receipts=1, tolerance=50)
    [(275.0, True), (0.0, False)]
    """
    unit = Decimal(str(rounding))
    paid_units = max(_to_units(paid, rounding), 0)
    tolerance_units = max(_to_units(tolerance, rounding), 0)
    result, due = [], 0
    for position, amount in enumerate(amounts, start=1):
        amount_units = _to_units(amount, rounding)
        received = min(max(paid_units - due, 0), max(amount_units, 0))
        due += amount_units
        allowed = min(tolerance_units * min(receipts, position), int(due * MAX_TOLERATED_SHARE))
        short = due - paid_units
        settled = short <= 0 or (bool(received) and short <= allowed)
        result.append((float(received * unit), settled))
    return result
