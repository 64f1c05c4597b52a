"""Exchange rates as a bank publishes them, read from its answer. Nothing in here knows Odoo.

One small interface: a reader takes the bytes that a provider answered and returns a
:class:`RateTable`. Readers of the European Central Bank and of the Bank of China are here; another
bank is another function.
"""

import re
from dataclasses import dataclass, field
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from lxml import etree, html

MIDDLE, BUYING, SELLING = "middle", "buying", "selling"
#: decimals of a rate as it is kept
RATE_DECIMALS = 12
#: what the Bank of China quotes its prices for
BOC_UNITS = Decimal(100)
#: columns of its table, by their headings in Chinese and in English
BOC_COLUMNS = {
    BUYING: ("现汇买入价", "buying rate"),
    SELLING: ("现汇卖出价", "selling rate"),
    MIDDLE: ("中行折算价", "middle rate"),
    "time": ("发布日期", "发布时间", "pub time"),
}
#: how it names currencies in Chinese
BOC_NAMES = {
    "阿联酋迪拉姆": "AED",
    "澳大利亚元": "AUD",
    "巴西里亚尔": "BRL",
    "加拿大元": "CAD",
    "瑞士法郎": "CHF",
    "丹麦克朗": "DKK",
    "欧元": "EUR",
    "英镑": "GBP",
    "港币": "HKD",
    "印尼卢比": "IDR",
    "印度卢比": "INR",
    "日元": "JPY",
    "韩国元": "KRW",
    "澳门元": "MOP",
    "林吉特": "MYR",
    "挪威克朗": "NOK",
    "新西兰元": "NZD",
    "菲律宾比索": "PHP",
    "卢布": "RUB",
    "沙特里亚尔": "SAR",
    "瑞典克朗": "SEK",
    "新加坡元": "SGD",
    "泰国铢": "THB",
    "土耳其里拉": "TRY",
    "新台币": "TWD",
    "美元": "USD",
    "南非兰特": "ZAR",
}


class RateError(ValueError):
    """An answer that holds no rates, or none at all.

    :ivar code: ``unreachable``, ``timeout``, ``status``, ``large``, ``format``, ``no_date`` or
        ``no_rate``
    :ivar detail: what was found, for those who look closer
    """

    def __init__(self, code, detail=""):
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, str(detail)


@dataclass(frozen=True)
class Quote:
    """Units of the table's base for one unit of a currency.

    :ivar buying: what the bank pays for the currency, None where it publishes no such price
    :ivar selling: what it takes for it
    """

    middle: Decimal
    buying: Decimal | None = None
    selling: Decimal | None = None

    def side(self, name):
        return getattr(self, name) or self.middle


@dataclass(frozen=True)
class RateTable:
    """What a provider published on one day.

    :ivar base: code of the currency in which the quotes are given
    :ivar quotes: ``{currency code: Quote}``
    """

    base: str
    date: Date
    quotes: dict[str, Quote] = field(default_factory=dict)

    def rate(self, code, home, side=MIDDLE):
        """Units of ``home`` for one unit of ``code``; None where one of them is not in the table.

        ``buying`` is what somebody gets who sells ``code`` for ``home``: the bank buys the one
        and sells the other. ``selling`` is the way back.
        """
        there = {MIDDLE: MIDDLE, BUYING: SELLING, SELLING: BUYING}[side]
        one, other = self._quote(code, side), self._quote(home, there)
        if one is None or other is None:
            return None
        return (one / other).quantize(Decimal(1).scaleb(-RATE_DECIMALS), ROUND_HALF_UP)

    def _quote(self, code, side):
        if code == self.base:
            return Decimal(1)
        quote = self.quotes.get(code)
        return quote and quote.side(side)


def read_ecb(content):
    """The European Central Bank's daily reference rates: units of each currency for one euro.

    :raises RateError: when the answer is something else
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RateError("format", error) from error
    days = root.xpath("//*[local-name()='Cube'][@time]")
    if not days:
        raise RateError("format", "no Cube with a time")
    day = max(days, key=lambda node: node.get("time"))
    quotes = {}
    for node in day.xpath("./*[local-name()='Cube'][@currency]"):
        rate = _number(node.get("rate"))
        if rate:
            quotes[node.get("currency")] = Quote(middle=1 / rate)
    return _table("EUR", _date(day.get("time")), quotes)


def read_boc(content):
    """The Bank of China's board of prices in yuan for 100 units, Chinese or English page.

    :raises RateError: when the answer is something else
    """
    try:
        page = html.fromstring(content.decode("utf-8", "replace"))
    except (etree.ParserError, ValueError) as error:
        raise RateError("format", error) from error
    for table in page.xpath("//table"):
        rows = [_cells(row) for row in table.xpath(".//tr[not(.//table)]")]
        at = next((n for n, cells in enumerate(rows) if _boc_columns(cells)), None)
        if at is not None:
            return _read_boc_rows(_boc_columns(rows[at]), rows[at + 1 :])
    raise RateError("format", "no table with a middle rate")


def _read_boc_rows(columns, rows):
    quotes, days = {}, []
    for cells in rows:
        code = BOC_NAMES.get(cells[0], cells[0].upper()) if cells else ""
        if not re.fullmatch("[A-Z]{3}", code):
            continue
        prices = {side: _number(cells[at]) for side, at in columns.items() if at < len(cells)} | {
            "time": None
        }
        middle = prices[MIDDLE] if MIDDLE in prices else None
        middle = middle or prices.get(BUYING) or prices.get(SELLING)
        if not middle:
            continue
        sides = {side: prices.get(side) and prices[side] / BOC_UNITS for side in (BUYING, SELLING)}
        quotes[code] = Quote(middle=middle / BOC_UNITS, **sides)
        time = columns.get("time", len(cells))
        days.append(_date(cells[time] if time < len(cells) else ""))
    return _table("CNY", max(filter(None, days), default=None), quotes)


def _boc_columns(cells):
    """``{what: position}`` where this row has the headings."""
    known = {
        what: next((at for at, cell in enumerate(cells) if cell.lower() in names), None)
        for what, names in BOC_COLUMNS.items()
    }
    found = {what: at for what, at in known.items() if at is not None}
    return found if MIDDLE in found and BUYING in found else None


def _table(base, date, quotes):
    if not date:
        raise RateError("no_date")
    if not quotes:
        raise RateError("no_rate")
    return RateTable(base, date, quotes)


def _cells(row):
    return [" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")]


def _number(text):
    try:
        number = Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None


def _date(text):
    """The day in ``2026-11-20``, ``2026/11/20 10:30:00`` or ``2026.11.20``; None for none."""
    found = re.search(r"(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})", text or "")
    try:
        return Date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
