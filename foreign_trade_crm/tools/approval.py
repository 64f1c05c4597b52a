"""When a deal needs approval and when an approval falls. Nothing in here knows Odoo.

Measures are a dict of figures, ``None`` where one is unknown. Facts are what was approved::

    {"header": {"party": 7, "currency": "USD", …}, "lines": {"<product>": net unit price, …}}
"""

#: which way a measure gets worse
WORSE_UPWARDS = {
    "amount",
    "discount",
    "discount_over_ceiling",
    "below_floor",
    "validity_days",
    "open_account",
    "not_prepaid",
    "credit_over",
}
WORSE_DOWNWARDS = {"margin_percent"}
#: rules on these hold where the figure is not known
HOLDS_UNKNOWN = {"margin_percent", "amount"}

#: of an offer that never expires: longer than any limit
UNLIMITED_DAYS = 9999

#: differences below this are rounding
TOLERANCE = 0.005

#: a floor that is missed by a smaller share is reached
SAME_PRICE = 1e-6
#: a price is not lower by a smaller share; screws cost less than a cent
ROUNDED_PRICE = 1e-4

OPERATORS = {
    "gt": lambda value, threshold: value - threshold > TOLERANCE,
    "ge": lambda value, threshold: value - threshold > -TOLERANCE,
    "lt": lambda value, threshold: threshold - value > TOLERANCE,
    "le": lambda value, threshold: threshold - value > -TOLERANCE,
}


def rule_applies(measure, operator, threshold, measures):
    """Whether a rule asks for approval of a deal with these measures.

    An unknown margin counts as none at all: nobody escapes a rule by leaving the cost out; an
    amount that no exchange rate turns into company currency as beyond any limit. Other unknown
    measures do not apply.
    """
    if measure == "always":
        return True
    value = measures.get(measure)
    if isinstance(value, bool):
        return value
    if value is None:
        return measure in HOLDS_UNKNOWN
    return OPERATORS[operator](value, threshold)


def measure_worsened(measure, before, now):
    """Whether one measure got worse by more than rounding."""
    if measure in WORSE_DOWNWARDS:
        if before is None or now is None:
            return before is not None and now is None
        return before - now > TOLERANCE
    # what was unknown was no risk
    return measure in WORSE_UPWARDS and (now or 0) - (before or 0) > TOLERANCE


def find_changes(measure, before, facts_before, now, facts_now):
    """Why an approval given for ``before`` does not hold for ``now``.

    It falls when a judged measure worsens, when anything in the header changes, when a product
    comes in, or when a price that was approved goes down. It stays when the risk falls.

    :param measure: the measure that was judged; ``always`` judges all of them
    :return: names of what changed, empty while the approval stands
    """
    judged = set(before) | set(now) if measure == "always" else {measure}
    changes = [
        name for name in sorted(judged) if measure_worsened(name, before.get(name), now.get(name))
    ]
    header_before, header_now = facts_before.get("header", {}), facts_now.get("header", {})
    changes += [
        name
        for name in sorted(set(header_before) | set(header_now))
        if header_before.get(name) != header_now.get(name)
    ]
    lines_before, lines_now = facts_before.get("lines", {}), facts_now.get("lines", {})
    if set(lines_now) - set(lines_before):
        changes.append("product")
    if any(
        lines_before[key] - price > min(TOLERANCE / 10, ROUNDED_PRICE * abs(lines_before[key]))
        for key, price in lines_now.items()
        if key in lines_before
    ):
        changes.append("price")
    return changes


def reduction(amounts):
    """Share of what is sold that lines below zero take off again: a discount by another name.

    >>> reduction([1500, 500, -200])
    0.1
    >>> reduction([100, -300]), reduction([100]), reduction([-5])
    (1.0, 0.0, 0.0)
    """
    sold = sum(amount for amount in amounts if amount > 0)
    taken = -sum(amount for amount in amounts if amount < 0)
    return float(min(taken / sold, 1)) if sold else 0.0
