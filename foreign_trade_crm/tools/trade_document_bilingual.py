"""Two language versions of one document printed as one; nothing in here knows Odoo."""

from dataclasses import replace


def merge_bilingual(first, second):
    """``first`` with the words of ``second`` beside its own wherever they differ.

    Both must be the same document in two languages: figures, dates and the number of lines
    are those of ``first``.

    :raises ValueError: when the two differ in structure, which would print a wrong document
    """
    for part in ("parties", "facts", "columns", "rows", "totals", "clauses", "signature"):
        if len(getattr(first, part)) != len(getattr(second, part)):
            raise ValueError(f"the two language versions have different {part}")
    return replace(
        first,
        title=_join(first.title, second.title),
        subtitle=_join(first.subtitle, second.subtitle),
        parties=_each(_join_party, first.parties, second.parties),
        facts=_each(_join_short, first.facts, second.facts),
        columns=_each(_join_column, first.columns, second.columns),
        rows=_each(_join_line, first.rows, second.rows),
        totals=_each(_join_total, first.totals, second.totals),
        amount_in_words=_join(first.amount_in_words, second.amount_in_words, "\n"),
        clauses=_each(_join_long, first.clause_pairs(), second.clause_pairs()),
        signature=_each(_join_long, first.signature, second.signature),
        labels={key: _join(first.label(key), second.label(key)) for key in first.labels},
    )


def _each(function, ones, twos):
    return [function(one, two) for one, two in zip(ones, twos, strict=True)]


def _join(one, two, mark=" / "):
    """Both texts, or the one where they agree; what is no text is taken from the first."""
    if not isinstance(one, str) or not isinstance(two, str) or one == two or not two:
        return one
    return f"{one}{mark}{two}" if one else two


def _join_short(one, two):
    """Label and value of a fact or total, on one line."""
    return (_join(one[0], two[0]), _join(one[1], two[1]))


def _join_long(one, two):
    """Label and text of a clause or signature, the texts below each other."""
    return (_join(one[0], two[0]), _join(one[1], two[1], "\n"))


def _join_party(one, two):
    """The lines of both; a line that reads otherwise stands below the one it translates.

    >>> _join_party(("Seller", ["Ningbo, China", "+86 574"]), ("卖方", ["中国宁波", "+86 574"]))
    ('Seller / 卖方', ['Ningbo, China', '中国宁波', '+86 574'])
    """
    if len(one[1]) == len(two[1]):
        pairs = zip(one[1], two[1], strict=True)
        lines = [line for pair in pairs for line in dict.fromkeys(pair)]
    else:
        lines = one[1] + [line for line in two[1] if line not in one[1]]
    return (_join(one[0], two[0]), lines)


def _join_column(one, two):
    group_label = _join(one.group_label, two.group_label)
    return replace(one, label=_join(one.label, two.label, "\n"), group_label=group_label)


def _join_line(one, two):
    """A row, or a total under the columns."""
    return {key: _join(value, two.get(key, ""), "\n") for key, value in one.items()}


def _join_total(one, two):
    return _join_line(one, two) if isinstance(one, dict) else _join_short(one, two)
