"""What changed from one version of an offer to another; nothing in here knows Odoo.

An offer is ``{"terms": {name: value}, "amounts": {name: number}, "lines": [line, …]}``; a line is
a dict with ``ref`` (the order's line, 0 where unknown), ``product``, ``code``, ``name``, ``uom``,
the numbers ``quantity``, ``price``, ``discount``, ``amount`` and, for those who may see it,
``margin``.
"""

from dataclasses import dataclass
from typing import Any

#: differences below this are rounding, not a change
TOLERANCE = 1e-6
FIGURES = ("quantity", "price", "discount", "amount")
TEXTS = ("name", "uom")


@dataclass
class TermChange:
    """A term, or a total, before and after; ``difference`` and ``percent`` of numbers only."""

    name: str
    before: Any
    after: Any
    difference: float | None = None
    percent: float | None = None


@dataclass
class LineChange:
    """A line before and after; one of them is None for a line added or removed."""

    before: dict | None
    after: dict | None

    @property
    def kind(self):
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.changed_names() else "same"

    def changed_names(self):
        """Names of the figures and texts that differ."""
        if self.before is None or self.after is None:
            return []
        figures = [name for name in FIGURES if not same(self.before[name], self.after[name])]
        return figures + [name for name in TEXTS if self.before[name] != self.after[name]]

    def value(self, side, name):
        """The figure before or after, 0 where the line was not there."""
        return ((self.before if side == "before" else self.after) or {}).get(name, 0.0)

    def difference(self, name="amount"):
        return self.value("after", name) - self.value("before", name)

    def percent(self, name="amount"):
        return percent(self.value("before", name), self.value("after", name))


def same(one, two):
    """Whether two numbers are equal but for rounding."""
    return abs((one or 0.0) - (two or 0.0)) < TOLERANCE


def percent(before, after):
    """By how much ``after`` exceeds ``before``; None where that says nothing."""
    if not before or abs(before) < TOLERANCE:
        return None
    return (after - before) / abs(before) * 100


def compare_terms(before, after):
    """Every term that either side has, in the order of ``after``; ``before == after`` too."""
    names = [*after, *(name for name in before if name not in after)]
    return [_term(name, before.get(name), after.get(name)) for name in names]


def _term(name, before, after):
    before, after = before or None, after or None
    if not isinstance(before or after, (int, float)) or isinstance(before or after, bool):
        return TermChange(name, before, after)
    one, two = before or 0.0, after or 0.0
    return TermChange(name, one, two, two - one, percent(one, two))


def is_changed(term):
    """Whether a term says something else."""
    if term.difference is not None:
        return abs(term.difference) >= TOLERANCE
    return term.before != term.after


def compare_lines(before, after):
    """Lines of ``after`` in their order, each with what it was, then those that are gone.

    A line is known again by the order's own line, else by its product, each of them once.
    """
    left = list(before)
    pairs = [(line, _take(left, lambda old, new=line: _same_ref(old, new))) for line in after]
    pairs = [
        (line, old or _take(left, lambda one, new=line: _same_product(one, new)))
        for line, old in pairs
    ]
    return [LineChange(old, line) for line, old in pairs] + [LineChange(old, None) for old in left]


def _take(lines, matches):
    """The first line that matches, taken out of ``lines``; None without one."""
    for index, line in enumerate(lines):
        if matches(line):
            return lines.pop(index)
    return None


def _same_ref(old, new):
    return bool(new["ref"]) and old["ref"] == new["ref"]


def _same_product(old, new):
    if new["product"] or old["product"]:
        return old["product"] == new["product"] and old["uom"] == new["uom"]
    return old["name"] == new["name"]
