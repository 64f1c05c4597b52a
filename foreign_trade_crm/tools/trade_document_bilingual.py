"""Two language versions of one document printed as one; nothing in here knows Odoo."""

from dataclasses import replace


def merge_bilingual(first, second, separator=" / "):
    """``first`` with the words of ``second`` beside its own wherever they differ.

    Both must be the same document in two languages: figures, dates and the number of lines
    are those of ``first``.

    :raises ValueError: when the two differ in structure, which would print a wrong document
    """
    for part in ("parties", "facts", "columns", "rows", "totals", "clauses", "signature"):
        if len(getattr(first, part)) != len(getattr(second, part)):
            raise ValueError(f"the two language versions have different {part}")

    def join(one, two, mark=separator):
        if not isinstance(one, str) or not isinstance(two, str) or one == two or not two:
            return one
        return f"{one}{mark}{two}" if one else two

    def join_pair(one, two, mark="\n"):
        """Label and text of a fact, plain total, signature or clause."""
        return (join(one[0], two[0]), join(one[1], two[1], mark))

    def join_line(one, two):
        """A row, or a total under the columns."""
        return {key: join(value, two.get(key, ""), "\n") for key, value in one.items()}

    def join_party(one, two):
        return (join(one[0], two[0]), one[1] + [line for line in two[1] if line not in one[1]])

    def join_column(one, two):
        group_label = join(one.group_label, two.group_label)
        return replace(one, label=join(one.label, two.label, "\n"), group_label=group_label)

    def join_total(one, two):
        return join_line(one, two) if isinstance(one, dict) else join_pair(one, two, separator)

    def each(function, ones, twos):
        return [function(one, two) for one, two in zip(ones, twos, strict=True)]

    return replace(
        first,
        title=join(first.title, second.title),
        subtitle=join(first.subtitle, second.subtitle),
        parties=each(join_party, first.parties, second.parties),
        facts=[join_pair(*pair, separator) for pair in zip(first.facts, second.facts, strict=True)],
        columns=each(join_column, first.columns, second.columns),
        rows=each(join_line, first.rows, second.rows),
        totals=each(join_total, first.totals, second.totals),
        amount_in_words=join(first.amount_in_words, second.amount_in_words, "\n"),
        clauses=each(join_pair, first.clause_pairs(), second.clause_pairs()),
        signature=each(join_pair, first.signature, second.signature),
        labels={key: join(first.label(key), second.label(key)) for key in first.labels},
    )
