"""Fair turns by weight.

The order is Tijdeman's for the "chairman assignment problem": after any number of turns from
the start nobody is a whole turn away from his share (R. Tijdeman, The chairman assignment
problem, Discrete Mathematics 32, 1980).
"""

from functools import lru_cache
from math import gcd


@lru_cache(maxsize=512)
def schedule(weights):
    """Whose turn it is, for one round, as indexes into ``weights`` (positive integers).

    The round has as many turns as the weights, divided by what they have in common, add up to;
    then it begins again.
    """
    common = gcd(*weights)
    weights = [weight // common for weight in weights]
    if len(weights) == 1:
        return (0,)
    total, last = sum(weights), 2 * len(weights) - 2
    given = [0] * len(weights)
    turns = []
    for turn in range(1, total + 1):
        lags = [turn * weight - total * count for weight, count in zip(weights, given, strict=True)]
        due = [i for i, lag in enumerate(lags) if last * lag >= total]
        # among those who may have the turn, the one who would be too late first
        chosen = min(due, key=lambda i: (total * (last - 1) - last * lags[i]) / weights[i])
        given[chosen] += 1
        turns.append(chosen)
    return tuple(turns)


def pick(people, ticket):
    """Who has the turn with this number; ``people``: ``((anything, weight), ...)``."""
    turns = schedule(tuple(weight for _person, weight in people))
    return people[turns[ticket % len(turns)]][0]
