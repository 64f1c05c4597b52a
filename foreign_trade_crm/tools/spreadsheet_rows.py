"""Rows of an uploaded list, xlsx or csv, as text. Pure functions.

Lists come from trade fairs, directories and colleagues: any charset, any delimiter, titles above
the headings, empty rows between. Whatever the file is, the answer is rows of text or a
:class:`FileError` with a reason.
"""

import bisect
import contextlib
import csv
import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
from openpyxl.utils import column_index_from_string

MAX_BYTES = 25_000_000
MAX_UNPACKED = 300_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL = 5_000
DELIMITERS = ",;\t|"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')


class FileError(ValueError):
    """``code`` is empty, large, rows, format or unreadable."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def read(content, filename=""):
    """All rows of the file that have anything in them: [(row number, [cell, …]), …]."""
    if not content:
        raise FileError("empty")
    if len(content) > MAX_BYTES:
        raise FileError("large")
    if content[:4] == b"PK\x03\x04":
        rows = _read_xlsx(content)
    elif content[:4] == b"\xd0\xcf\x11\xe0" or content[:4] == b"%PDF" or _is_binary(content):
        raise FileError("format")
    else:
        rows = _read_csv(decode(content), tabs=filename.lower().endswith((".tsv", ".tab")))
    found = []
    for number, row in rows:
        cells = [_as_text(cell) for cell in row[:MAX_COLUMNS]]
        if any(cells):
            if len(found) > MAX_ROWS:
                raise FileError("rows")
            found.append((number, cells))
    if not found:
        raise FileError("empty")
    return found


def _is_binary(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    return b"\x00" in content[:4000]


def decode(content):
    """Text of a csv file. UTF-8 is certain when it fits; Chinese legacy files are GB 18030."""
    for mark, charset in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(charset, "replace")
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
    western = content.decode("cp1252", "replace")
    return text if _looks_chinese(text, western) else western


def _looks_chinese(text, western):
    """Whether bytes are GB 18030, given what they read as in it and in the Western charset."""
    signs = re.findall(r"[\u3400-\u9fff]+", text)
    if not signs:
        return _share_of_letters(text) > _share_of_letters(western)
    # letters with accents read as GB 18030 give single signs between Latin letters; a word of
    # Chinese has two signs and more
    glued = len(re.findall(r"[A-Za-z][\u3400-\u9fff](?=[A-Za-z])", text))
    long_words = sum(len(word) > 1 for word in signs)
    return long_words > glued


def _share_of_letters(text):
    """How many of the characters beyond ASCII are letters, from 0 to 1."""
    strange = [character for character in text if ord(character) > 127]
    return sum(map(str.isalpha, strange)) / len(strange) if strange else 0


def _read_csv(text, tabs=False):
    text = text.replace("\x00", "")
    delimiter = "\t" if tabs else _find_delimiter(text)
    limit = csv.field_size_limit(MAX_UNPACKED)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(enumerate(reader, 1))
    except csv.Error as error:
        raise FileError("unreadable") from error
    finally:
        csv.field_size_limit(limit)


def _find_delimiter(text):
    """The delimiter that splits the first lines into most columns, most evenly."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def score(delimiter):
        counts = [line.count(delimiter) for line in lines]
        return (min(counts, default=0), sum(counts))

    return max(DELIMITERS, key=score)


def _read_xlsx(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise FileError("large")
            if "xl/workbook.xml" not in archive.namelist():
                raise FileError("format")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                sheet = (shown or book.worksheets)[0]
                # many programs write a wrong size, and nothing beyond it would be read
                sheet.reset_dimensions()
                rows = _take(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS))
                return _fill_merged(rows, _find_merged(archive, sheet._worksheet_path))
            finally:
                book.close()
    except FileError:
        raise
    except Exception as error:  # whatever a broken file makes of the parser
        raise FileError("unreadable") from error


def _take(rows):
    """Rows until there are more than we take, or nothing but empty ones for long."""
    taken, empty = [], 0
    for number, row in enumerate(rows, 1):
        if not any(cell not in (None, "") for cell in row):
            empty += 1
            if empty > 10_000:
                break
            continue
        empty = 0
        taken.append((number, row))
        if len(taken) > MAX_ROWS + 10:
            raise FileError("rows")
    return taken


def _find_merged(archive, path):
    """(column counted from 0, first row, last row) of cells merged over several rows."""
    merged, rest = [], b""
    with archive.open(path) as source:
        while chunk := source.read(1 << 20):
            text, end = rest + chunk, 0
            for match in MERGED.finditer(text) if b"mergeCell" in text else ():
                column, first, last = match.groups()
                end = match.end()
                if first != last:
                    index = column_index_from_string(column.decode()) - 1
                    merged.append((index, int(first), int(last)))
            rest = text[max(end, len(text) - 200) :]
    return merged


def _fill_merged(rows, merged):
    """What stands in a cell merged over several rows stands in each of them."""
    numbers = [number for number, _row in rows]
    until = {}
    for column, first, last in sorted(merged):
        # cells do not overlap, whatever a file says
        if column >= MAX_COLUMNS or first <= until.get(column, 0):
            continue
        until[column] = last
        start = bisect.bisect_left(numbers, first)
        value = rows[start][1][column] if numbers[start : start + 1] == [first] else None
        for index in range(start + 1, bisect.bisect_right(numbers, last)):
            number, row = rows[index]
            if value is not None and row[column] in (None, ""):
                rows[index] = (number, (*row[:column], value, *row[column + 1 :]))
    return rows


def _as_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == datetime.min.time() else cell
    if isinstance(cell, date):
        return cell.isoformat()
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", str(cell))
    # half characters, which PostgreSQL refuses
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.strip()[:MAX_CELL]
