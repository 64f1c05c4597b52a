"""How well a buyer fits the customers a company looks for. Pure functions.

A profile asks questions of several kinds (business type, size, country …). Within a kind the
best answer that fits counts: an importer may be worth 30 and a wholesaler 20. The score is the
weight of what fits in percent of the weight that a perfect customer would have.
"""

from typing import NamedTuple

#: kinds whose value means "at least"
ORDERED_KINDS = ("company_size", "purchase_frequency", "quality_level")


class Criterion(NamedTuple):
    kind: str
    weight: int
    values: frozenset
    minimum: str = ""


class Profile(NamedTuple):
    id: int
    company_id: int
    category_ids: frozenset
    criteria: tuple


def meets(criterion, facts):
    """Whether the facts of a buyer meet one criterion.

    :param dict facts: ``country_id``, ``business_type``, the ordered kinds as digits,
        ``certificate_ids`` and ``hs_codes`` (sets; a record without a code is ``""``)
    """
    kind = criterion.kind
    if kind in ORDERED_KINDS:
        return bool(facts[kind]) and facts[kind] >= criterion.minimum
    if kind == "certificate":
        return not criterion.values.isdisjoint(facts["certificate_ids"])
    if kind == "import_record":
        return any(code.startswith(criterion.minimum) for code in facts["hs_codes"])
    return facts["country_id" if kind == "country" else kind] in criterion.values


def score(profile, facts):
    """0 to 100; 0 for a profile that asks nothing."""
    best, reached = {}, {}
    for criterion in profile.criteria:
        kind, weight = criterion.kind, criterion.weight
        best[kind] = max(best.get(kind, 0), weight)
        if meets(criterion, facts):
            reached[kind] = max(reached.get(kind, 0), weight)
    total = sum(best.values())
    return round(100 * sum(reached.values()) / total) if total else 0


def applies(profile, facts):
    """Whether a profile is for the lead's company and one of its product lines.

    A lead that names no product line may fit any; ``category_ids`` of the facts contain the
    categories above those of the lead.
    """
    if profile.company_id and facts["company_id"] not in (False, profile.company_id):
        return False
    wanted, asked = profile.category_ids, facts["category_ids"]
    return not wanted or not asked or not wanted.isdisjoint(asked)


def best_match(profiles, facts):
    """``(score, profile id)`` of the profile that fits best, the first of several; or (0, False).

    :param profiles: in the order of preference
    """
    found = [(score(one, facts), one.id) for one in profiles if applies(one, facts)]
    return max(found, key=lambda pair: pair[0]) if found else (0, False)
