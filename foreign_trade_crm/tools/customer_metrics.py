"""Scores, segments and tiers of customers: the definitions, and the same words as SQL.

Pure functions on plain values; the scheduled action computes the same in the database, from the
tables of this file, and tests hold both against each other.
"""

from itertools import product

#: what a customer is by what happened: never ordered, orders, has not ordered for long
PROSPECT, WON, DORMANT = "prospect", "won", "dormant"

#: segments with the scores (recency, frequency, monetary) that lead there; the first that fits
#: counts and the last fits everything, so that each of the 125 cells has exactly one
SEGMENT_RULES = (
    ("champions", (4, 5), (4, 5), (4, 5)),
    ("cant_lose", (1, 2), (4, 5), (4, 5)),
    ("new", (4, 5), (1, 1), (1, 5)),
    ("loyal", (3, 5), (4, 5), (1, 5)),
    ("loyal", (4, 5), (3, 3), (3, 5)),
    ("potential", (4, 5), (2, 3), (1, 5)),
    ("promising", (3, 3), (1, 1), (1, 5)),
    ("attention", (3, 3), (3, 3), (1, 5)),
    ("attention", (3, 3), (2, 2), (3, 5)),
    ("about_to_sleep", (3, 3), (2, 2), (1, 2)),
    ("at_risk", (1, 2), (3, 5), (1, 5)),
    ("at_risk", (1, 2), (1, 2), (4, 5)),
    ("about_to_sleep", (2, 2), (1, 2), (1, 3)),
    ("lost", (1, 5), (1, 5), (1, 5)),
)


def rank_scores(values):
    """Score 1 to 5 for each value, the highest values 5; equal values get equal scores.

    ``1 + floor(5 * (rank - 1) / count)`` with the rank of SQL's ``rank()``: one more than there
    are lower values. Unlike quintiles of equal size this never splits equal values.
    """
    values = list(values)
    ordered = sorted(values)
    first = {}
    for position, value in enumerate(ordered):
        first.setdefault(value, position)
    return [1 + 5 * first[value] // len(values) for value in values]


def segment(recency, frequency, monetary):
    """Code of the segment of a cell; scores are 1 to 5."""
    scores = (recency, frequency, monetary)
    for code, *ranges in SEGMENT_RULES:
        if all(low <= score <= high for score, (low, high) in zip(scores, ranges, strict=True)):
            return code
    raise ValueError(f"scores are 1 to 5: {scores}")


def segment_cells():
    """``(recency, frequency, monetary, segment)`` of all cells."""
    return [(*cell, segment(*cell)) for cell in product(range(1, 6), repeat=3)]


def tiers(scores, a_below=80.0, b_below=95.0):
    """A, B or C for each score by the share of the total cumulated before it.

    Before a customer come those with a higher score, so that equal scores get equal tiers.

    :param a_below: per cent of the total; cumulated below it is A, below ``b_below`` B, else C
    """
    scores = list(scores)
    total = sum(scores)
    before, cumulated = {}, 0.0
    for score in sorted(scores, reverse=True):
        before.setdefault(score, cumulated)
        cumulated += score
    shares = [round(before[score] * 100 / total, 9) if total else 100.0 for score in scores]
    return ["a" if share < a_below else "b" if share < b_below else "c" for share in shares]


def churn_risk(days_since, cycle_days):
    """Per cent: 0 until the next order is due, 50 a cycle later, 75 two cycles later.

    :param days_since: days since the last order
    :param cycle_days: days from one order to the next; where nothing is known, a usual figure
    """
    if not cycle_days or days_since <= cycle_days:
        return 0
    return round(100 * (1 - 0.5 ** ((days_since - cycle_days) / cycle_days)))


def median_interval(days):
    """Median number of days between the dates of orders; None for fewer than two dates."""
    days = sorted(set(days))
    gaps = sorted((later - earlier).days for earlier, later in zip(days, days[1:], strict=False))
    if not gaps:
        return None
    middle = len(gaps) // 2
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2


#: how much weight a business of that kind has in its market, 0 to 100
MARKET_INFLUENCE = {
    "chain": 100,
    "brand": 90,
    "importer": 80,
    "distributor": 80,
    "wholesaler": 70,
    "online": 60,
    "manufacturer": 60,
    "retailer": 50,
    "agent": 40,
    "contractor": 40,
    "other": 30,
    "end_user": 10,
}


def potential(parts):
    """Potential of a prospect, 0 to 100: weighted mean of what is known; None if nothing is.

    :param parts: pairs of (value 0 to 100 or None where unknown, weight)
    """
    known = [(value, weight) for value, weight in parts if value is not None and weight]
    total = sum(weight for _value, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None
