"""The data of one trade document, apart from how it is rendered.

A document is built once from its record and rendered as PDF and as XLSX from the same object,
so the two can never show different figures.  Nothing in here knows Odoo.
"""

from dataclasses import dataclass, field
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

#: what a column holds; decides alignment and number format in both renderings
COLUMN_KINDS = (
    "text",
    "image",
    "integer",
    "quantity",
    "weight",
    "volume",
    "price",
    "amount",
    "percent",
)
#: what holds no number and stands on the left
TEXT_KINDS = frozenset({"text", "image"})

#: decimals shown for each numeric kind; ``None`` takes the document's currency
KIND_DECIMALS = {
    "integer": 0,
    "quantity": 3,
    "weight": 2,
    "volume": 3,
    "price": None,
    "amount": None,
    "percent": 2,
}
#: kinds whose trailing zeros say nothing ("12" pieces, not "12.000")
TRIMMED_KINDS = frozenset({"quantity", "percent"})


#: words that the renderings themselves print; ``TradeDocument.labels`` holds their translations
DEFAULT_LABELS = {"number": "No.", "date": "Date"}


@dataclass
class Column:
    """One column of the table.

    :param key: key of the value in each row
    :param label: heading, in the document's language
    :param kind: one of :data:`COLUMN_KINDS`
    :param width: share of the table's width; text columns default to 3, numbers to 1.5
    :param decimals: overrides the number of decimals of the kind
    :param group_label: small second heading line, such as the unit or currency
    """

    key: str
    label: str
    kind: str = "text"
    width: float = 0
    decimals: int | None = None
    group_label: str = ""

    def __post_init__(self):
        if self.kind not in COLUMN_KINDS:
            raise ValueError(f"unknown column kind {self.kind!r}, expected one of {COLUMN_KINDS}")
        self.width = self.width or (3 if self.kind == "text" else 1.5)

    @property
    def is_number(self):
        return self.kind not in TEXT_KINDS

    @property
    def is_image(self):
        """Whether the cells hold pictures: base64 text of a PNG, or nothing."""
        return self.kind == "image"

    @property
    def is_trimmed(self):
        return self.kind in TRIMMED_KINDS and self.decimals is None


@dataclass
class Letterhead:
    """Who issues the document.

    :param lines: address, telephone, e-mail, tax number … one printed line each
    :param logo: image, base64 as Odoo stores it, or empty
    """

    name: str = ""
    lines: list[str] = field(default_factory=list)
    logo: bytes | str = b""


@dataclass
class TradeDocument:
    """Everything a trade document says.

    :param kind: code of the kind of document, such as ``commercial_invoice``
    :param language: language code of the document, such as ``en_US``
    :param parties: ``[(label, [line, …])]``: seller, buyer, consignee …
    :param facts: ``[(label, value)]``, printed in two columns
    :param rows: one dict for each line, keyed by the columns' keys; a key ``_section`` makes the
        row a heading over the whole width
    :param totals: ``[(label, value)]``; or dicts keyed like a row, printed under the columns
        (``{"name": "Total", "amount": 12.0}``)
    :param amount_in_words: the total in words, or empty
    :param clauses: texts printed below the table, one paragraph each, or ``(label, text)``
    :param signature: ``[(label, name)]`` of those who sign, left to right
    :param currency: code of the document's currency, and its number of decimals
    :param labels: translations of :data:`DEFAULT_LABELS`
    """

    kind: str
    title: str
    number: str = ""
    date: Date | None = None
    language: str = "en_US"
    subtitle: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    parties: list[tuple[str, list[str]]] = field(default_factory=list)
    facts: list[tuple[str, Any]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    totals: list[Any] = field(default_factory=list)
    amount_in_words: str = ""
    clauses: list[Any] = field(default_factory=list)
    signature: list[tuple[str, str]] = field(default_factory=list)
    currency: str = ""
    currency_decimals: int = 2
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def is_landscape(self):
        """Tables of more than nine columns need the long side of the paper."""
        return len(self.columns) > 9

    def heading_facts(self):
        """Number and date first, then the facts that have a value."""
        facts = [(self.label("number"), self.number), (self.label("date"), self.date), *self.facts]
        return [(label, value) for label, value in facts if value not in (None, False, "")]

    def fact_rows(self):
        """The facts two by two, as they stand side by side on paper."""
        facts = self.heading_facts()
        facts += [("", "")] * (len(facts) % 2)
        return [facts[index : index + 2] for index in range(0, len(facts), 2)]

    def column_percent(self, column):
        """The column's share of the width of the table."""
        return round(100 * column.width / sum(other.width for other in self.columns), 2)

    def secondary_columns(self):
        """The texts beside the widest one; a phone leaves them out of the table."""
        texts = [column for column in self.columns if not column.is_number]
        main = max(texts, key=lambda column: column.width, default=None)
        return [column for column in texts if column is not main]

    def label(self, key):
        """The template's own word for ``key`` in the document's language."""
        return self.labels.get(key) or DEFAULT_LABELS[key]

    def column_totals(self):
        """The totals that stand under the columns: dicts keyed like a row."""
        return [total for total in self.totals if isinstance(total, dict)]

    def plain_totals(self):
        """The totals that stand apart, as ``(label, value)``."""
        return [total for total in self.totals if not isinstance(total, dict)]

    def clause_pairs(self):
        """Clauses as ``(label, text)``, with an empty label where there is none."""
        return [("", item) if isinstance(item, str) else tuple(item) for item in self.clauses]

    def decimals(self, column):
        """Decimals that the column shows."""
        if column.decimals is not None:
            return column.decimals
        decimals = KIND_DECIMALS.get(column.kind)
        return self.currency_decimals if decimals is None else decimals

    def format_value(self, column, value):
        """The value as printed: grouped by thousands, rounded half up, empty for ``None``."""
        if value is None or value is False or value == "" or column.is_image:
            return ""
        if not column.is_number:
            return format_plain(value)
        text = format_number(value, self.decimals(column))
        return trim_zeros(text) if column.is_trimmed else text

    def format_fact(self, value):
        """A fact or plain total as printed; numbers count as amounts in the currency."""
        if isinstance(value, (float, Decimal)):
            return format_number(value, self.currency_decimals)
        return format_plain(value)


def decimals_of(values, currency=None, most=6):
    """Decimals that show all of these prices as they are: those of the currency, or more.

    >>> decimals_of([18.35, 4.275, 27.9])
    3
    """
    exact = (Decimal(str(round(value, most))).normalize() for value in set(values))
    needed = max((-number.as_tuple().exponent for number in exact), default=0)
    return max(needed, currency.decimal_places if currency else 2)


def format_number(value, decimals):
    """``1234.5`` as ``1,234.50``, rounded half up as merchants do.

    A float goes through its shortest text form, so that 2.675 is rounded as it reads.
    """
    number = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if not number:
        number = abs(number)
    return f"{number:,.{decimals}f}"


def trim_zeros(text):
    """``12.500`` as ``12.5`` and ``12.000`` as ``12``."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_plain(value):
    """Text, a date as ISO 8601 (no reader takes the day for the month), or empty."""
    if value is None or value is False:
        return ""
    return value.isoformat() if isinstance(value, Date) else str(value)
