"""Public holidays and make-up working days from a CSV or iCalendar file. Nothing here knows Odoo.

Chinese holidays come with working Saturdays and Sundays that make up for them (调休): the yearly
notice of the State Council lists both, and calendar feeds mark them 休 and 班.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta

MAX_BYTES = 1_000_000
MAX_DAYS = 366
OFF, WORK = "off", "work"
HEADINGS = {
    "date": ("date", "start", "from", "日期", "开始", "开始日期"),
    "end": ("end", "to", "until", "结束", "结束日期"),
    "kind": ("kind", "type", "类型"),
    "name": ("name", "holiday", "summary", "名称", "节日", "说明"),
}
KINDS = {
    OFF: ("off", "holiday", "day off", "休", "放假", "假日", "休息", "节假日"),
    WORK: ("work", "working day", "make-up", "makeup", "班", "上班", "补班", "调休上班"),
}
WORK_IN_SUMMARY = re.compile(r"班|make-?up|working (?:day|saturday|sunday)", re.IGNORECASE)


class HolidayFileError(Exception):
    """A line that cannot be read; ``line`` counts from 1, ``content`` is what stands there."""

    def __init__(self, line, content):
        super().__init__(f"line {line}: {content}")
        self.line = line
        self.content = content


@dataclass(frozen=True, order=True)
class Day:
    """A date that is not what its weekday says: ``kind`` is ``off`` or ``work``."""

    date: date
    kind: str
    name: str


def read(content):
    """The days of a file in order, each once.

    :param bytes content: CSV with the columns date, end (optional), kind and name, in any order
        under English or Chinese headings or in that order without; or iCalendar
    :raises HolidayFileError: a line has no date, an unknown kind, or spans more than a year
    """
    text = _decode(content)
    days = _read_ics(text) if "BEGIN:VCALENDAR" in text.upper() else _read_csv(text)
    return sorted({day.date: day for day in days}.values())


def spans(days):
    """Consecutive dates of one kind and name as ``(first, last, kind, name)``."""
    found = []
    for day in days:
        last = found[-1] if found else None
        joined = last and last[2:] == (day.kind, day.name)
        if joined and day.date - last[1] == timedelta(days=1):
            found[-1] = (last[0], day.date, day.kind, day.name)
        else:
            found.append((day.date, day.date, day.kind, day.name))
    return found


def _decode(content):
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _read_csv(text):
    sample = text[:2000]
    delimiter = max(",;\t", key=sample.count)
    columns = {"date": 0, "kind": 1, "name": 2}
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        headings = _columns_of(cells)
        if headings:
            columns = headings
            continue
        value = {key: cells[at] for key, at in columns.items() if at < len(cells)}
        line = delimiter.join(row)
        first = _date(value.get("date"), number, line)
        last = _date(value["end"], number, line) if value.get("end") else first
        kind = _kind(value.get("kind"), number, line)
        yield from _between(first, last, kind, value.get("name") or "", number, line)


def _columns_of(cells):
    """``{key: position}`` when these cells are headings that name at least the date."""
    lowered = [cell.lower() for cell in cells]
    found = {
        key: position
        for position, cell in enumerate(lowered)
        for key, words in HEADINGS.items()
        if cell in words
    }
    return found if "date" in found else None


def _kind(text, number, line):
    word = (text or "off").lower()
    for kind, words in KINDS.items():
        if word in words:
            return kind
    raise HolidayFileError(number, line)


def _date(text, number, line):
    match = re.match(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", text or "")
    try:
        return date(*map(int, match.groups()))
    except (AttributeError, ValueError):
        raise HolidayFileError(number, line) from None


def _between(first, last, kind, name, number, line):
    if not 0 <= (last - first).days <= MAX_DAYS:
        raise HolidayFileError(number, line)
    for offset in range((last - first).days + 1):
        yield Day(first + timedelta(days=offset), kind, name)


def _read_ics(text):
    """All-day events; DTEND names the day after the last (RFC 5545, 3.6.1)."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    event = None
    for number, line in enumerate(unfolded.splitlines(), start=1):
        name, _colon, value = line.partition(":")
        key = name.partition(";")[0].upper()
        if (key, value.strip().upper()) == ("BEGIN", "VEVENT"):
            event = {}
        elif (key, value.strip().upper()) == ("END", "VEVENT") and event is not None:
            yield from _event_days(event, number)
            event = None
        elif event is not None and key in ("DTSTART", "DTEND", "SUMMARY"):
            event[key] = value.strip()


def _event_days(event, number):
    summary = re.sub(r"\\([,;\\])", r"\1", event.get("SUMMARY", ""))
    first = _date(event.get("DTSTART"), number, summary)
    last = first
    if event.get("DTEND"):
        last = max(first, _date(event["DTEND"], number, summary) - timedelta(days=1))
    kind = WORK if WORK_IN_SUMMARY.search(summary) else OFF
    yield from _between(first, last, kind, summary, number, summary)
