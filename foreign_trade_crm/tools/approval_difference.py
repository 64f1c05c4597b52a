"""What changed between two states of an offer, for those who approve it.  Knows no Odoo.

A state is ``{"terms": [[label, text], …], "lines": [[key, name, quantity, price, discount], …],
"total": text}``; it travels as JSON.
"""


def find_differences(before, now):
    """``[(label, before, now), …]``: terms, the total, then goods; empty texts for what is not."""
    if not before:
        return []
    return [
        *_term_differences(before.get("terms", []), now.get("terms", [])),
        *_total_difference(before, now),
        *_line_differences(before.get("lines", []), now.get("lines", [])),
    ]


def _term_differences(before, now):
    old, new = dict(map(tuple, before)), dict(map(tuple, now))
    return [
        (label, old.get(label) or "", new.get(label) or "")
        for label in [*new, *(label for label in old if label not in new)]
        if (old.get(label) or "") != (new.get(label) or "")
    ]


def _total_difference(before, now):
    old, new = before.get("total") or "", now.get("total") or ""
    return [("", old, new)] if old != new else []


def _line_differences(before, now):
    """Lines are matched by their key in the order they stand."""
    remaining = {}
    for line in before:
        remaining.setdefault(line[0], []).append(line)
    rows = []
    for line in now:
        same = remaining.get(line[0])
        old = same.pop(0) if same else None
        if old is None or old[2:] != line[2:]:
            rows.append((line[1], describe_line(old), describe_line(line)))
    gone = [line for lines in remaining.values() for line in lines]
    return rows + [(line[1], describe_line(line), "") for line in gone]


def describe_line(line):
    """``100 × 20.00``, with its discount where there is one."""
    if line is None:
        return ""
    _key, _name, quantity, price, discount = line
    text = f"{_number(quantity)} × {_number(price)}"
    return f"{text} − {discount:g} %" if discount else text


def _number(value):
    return f"{value or 0:,.4f}".rstrip("0").rstrip(".")
