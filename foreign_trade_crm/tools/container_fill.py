"""Which containers goods fill, and what still fits. Nothing in here knows Odoo.

Goods are taken as spread evenly: a container holds that share of the volume and of the weight
which the scarcer of its room and its payload allows. Capacities are data, after the table in
``shared/trade-facts.md``, section 4; a capacity of 0 is unknown and does not limit. Shares are
fractions, so that three times a third is a whole.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

ZERO, ONE = Fraction(0), Fraction(1)
#: more containers of one kind than this are not tried out one by one
TRIED = 8
#: cartons that nothing limits are no suggestion
MOST_CARTONS = 100_000


@dataclass(frozen=True)
class Box:
    """One size of container: practical cubic metres, payload in kg, twenty-foot units."""

    name: str
    volume: Fraction
    payload: Fraction
    teu: Fraction = Fraction(2)

    def __post_init__(self):
        for name in ("volume", "payload", "teu"):
            object.__setattr__(self, name, _number(getattr(self, name)))

    def share(self, volume, weight):
        """Which part of these goods it holds, 1 for all of them and above 1 with room left."""
        rooms = ((self.volume, volume), (self.payload, weight))
        return min((room / used for room, used in rooms if room and used), default=None)


@dataclass(frozen=True)
class Fill:
    """How full some containers are, in per cent of what they hold; not rounded.

    :ivar counts: ``{box: number}``, none of them zero
    :ivar percents: ``[(box, per cent)]`` of each container, full ones first
    """

    counts: dict
    volume_percent: Fraction
    weight_percent: Fraction
    percents: list

    @property
    def percent(self):
        """The scarcer of room and payload, over all containers together."""
        whole = sum(percent for _box, percent in self.percents)
        return whole / len(self.percents) if self.percents else ZERO

    @property
    def by_weight(self):
        """Whether the payload is used up before the room is."""
        return self.weight_percent > self.volume_percent


def boxes_needed(box, volume, weight):
    """How many alike containers hold the goods; 0 for no goods, or where nothing is known."""
    share = box.share(_number(volume), _number(weight))
    return 0 if share is None else ceil(ONE / share)


def fits(counts, volume, weight):
    """Whether containers ``{box: number}`` hold goods of this volume (m³) and weight (kg)."""
    volume, weight = _number(volume), _number(weight)
    shares = [(box.share(volume, weight), number) for box, number in counts.items()]
    if any(share is None for share, _number_of in shares):
        return True
    return sum(share * number for share, number in shares) >= 1


def fill(counts, volume, weight):
    """How full these containers are with goods that they hold, largest filled first."""
    volume, weight = _number(volume), _number(weight)
    counts = {box: number for box, number in counts.items() if number}
    order = sorted(counts, key=lambda box: (box.volume, box.payload), reverse=True)
    left, percents = ONE, []
    for box in order:
        share = box.share(volume, weight) or ONE
        for _each in range(counts[box]):
            taken = max(min(share, left), ZERO)
            percents.append((box, taken / share * 100))
            left -= taken
    return Fill(
        counts,
        _percent(volume, sum(box.volume * number for box, number in counts.items())),
        _percent(weight, sum(box.payload * number for box, number in counts.items())),
        percents,
    )


def best_mix(boxes, volume, weight):
    """``{box: number}`` that holds the goods: fewest twenty-foot units, then fewest containers,
    then least room left over.

    Never worse than the best single size.
    """
    volume, weight = _number(volume), _number(weight)
    shares = {box: box.share(volume, weight) for box in boxes}
    shares = {box: share for box, share in shares.items() if share}
    if not shares:
        return {}
    alone = [{box: ceil(ONE / share)} for box, share in shares.items()]
    bulk = max(shares, key=lambda box: shares[box] / box.teu)
    many = max(ceil(ONE / shares[bulk]) - TRIED, 0)
    rest = ONE - many * shares[bulk]
    mixed = [
        {**mix, bulk: mix.get(bulk, 0) + many} if many else mix
        for mix in _covers(sorted(shares.items(), key=lambda pair: -pair[1]), rest)
    ]
    best = min([*alone, *mixed], key=lambda mix: _cost(mix, shares))
    return {box: number for box, number in best.items() if number}


def _covers(shares, rest):
    """Mixes that cover the rest, none with a container too many."""
    (box, share), others = shares[0], shares[1:]
    most = max(ceil(rest / share), 0)
    if not others:
        yield {box: most}
        return
    for number in range(most, -1, -1):
        left = rest - number * share
        if left <= 0:
            yield {box: number}
        else:
            for mix in _covers(others, left):
                yield {box: number, **mix}


def _cost(mix, shares):
    teu = sum(box.teu * number for box, number in mix.items())
    return teu, sum(mix.values()), sum(shares[box] * number for box, number in mix.items())


def cartons_that_fit(counts, volume, weight, carton_volume, carton_weight):
    """How many more cartons go into containers that hold these goods already."""
    volume, weight = _number(volume), _number(weight)
    carton_volume, carton_weight = _number(carton_volume), _number(carton_weight)
    if not counts or not (carton_volume or carton_weight):
        return 0

    def still_fit(cartons):
        return fits(counts, volume + cartons * carton_volume, weight + cartons * carton_weight)

    # floats find the neighbourhood fast, fractions decide
    cartons = _guess_cartons(counts, *map(float, (volume, weight, carton_volume, carton_weight)))
    if cartons >= MOST_CARTONS:
        return 0
    while cartons and not still_fit(cartons):
        cartons -= 1
    while still_fit(cartons + 1):
        cartons += 1
    return cartons


def _guess_cartons(counts, volume, weight, carton_volume, carton_weight):
    boxes = [(float(box.volume), float(box.payload), number) for box, number in counts.items()]

    def held(cartons):
        used = (volume + cartons * carton_volume, weight + cartons * carton_weight)
        shares = (
            (
                min(
                    (room / use for room, use in zip(box, used, strict=True) if room and use),
                    default=1.0,
                ),
                number,
            )
            for *box, number in boxes
        )
        return sum(share * number for share, number in shares)

    low, high = 0, MOST_CARTONS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if held(middle) >= 1 else (low, middle)
    return high if held(high) >= 1 else low


def _percent(used, capacity):
    return used * 100 / capacity if capacity else ZERO


def _number(value):
    """The number as people write it: 0.1 is a tenth, whatever the float holds."""
    return value if isinstance(value, Fraction) else Fraction(str(value or 0))
