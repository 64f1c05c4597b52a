"""Where the pages of a printed trade document break.

wkhtmltopdf without patched Qt (Debian's) neither repeats a table's heading on the next page
nor keeps a row in one piece.  So the table is cut into one table for each page beforehand,
from estimated heights that err on the safe side.  Lengths are CSS pixels as that program
prints them (0.576 pt each) for the style in ``report/trade_document_templates.xml``.
"""

import math

PAGE_HEIGHT = 1300
PAGE_WIDTH = 915
LANDSCAPE = (880, 1340)

FONT_SIZE = 14
LINE_HEIGHT = 19
CELL_PADDING = 12
IMAGE_HEIGHT = 66
TEXT_SAFETY = 1.05


def split_table(document):
    """``document.rows`` as one list of rows for each page, in order, none empty.

    The totals under the columns stay with at least one row.
    """
    page_height, width = LANDSCAPE if document.is_landscape else (PAGE_HEIGHT, PAGE_WIDTH)
    head = _heading_height(document, width)
    left = page_height - _top_height(document, width) - head
    totals = sum(row_height(document, total, width) for total in document.column_totals())
    pages, current = [], []
    for index, row in enumerate(document.rows):
        needed = row_height(document, row, width)
        if "_section" in row and index + 1 < len(document.rows):
            reserve = row_height(document, document.rows[index + 1], width)
        else:
            reserve = totals if index + 1 == len(document.rows) else 0
        if needed + reserve > left and current:
            pages.append(current)
            current, left = [], page_height - head
        current.append(row)
        left -= needed
    return pages + [current] if current or not pages else pages


def row_height(document, row, width=PAGE_WIDTH):
    """Height of one row: that of its tallest cell."""
    if "_section" in row:
        return text_lines(row["_section"], width) * LINE_HEIGHT + CELL_PADDING
    lines = 1
    for column in document.columns:
        if column.is_image and row.get(column.key):
            lines = max(lines, math.ceil(IMAGE_HEIGHT / LINE_HEIGHT))
        elif not column.is_number:
            room = width * document.column_percent(column) / 100 - CELL_PADDING
            text = document.format_value(column, row.get(column.key))
            lines = max(lines, text_lines(text, room))
    return lines * LINE_HEIGHT + CELL_PADDING


def text_lines(text, room):
    """Number of printed lines of ``text`` in a cell of that width."""
    return sum(
        max(1, math.ceil(text_width(line) * TEXT_SAFETY / max(room, FONT_SIZE)))
        for line in str(text).split("\n")
    )


def text_width(text):
    """Width in Arial and a square CJK font."""
    return FONT_SIZE * sum(_char_width(char) for char in text)


def _char_width(char):
    if ord(char) >= 0x2E80:
        return 1.0
    if char in " ijlftrI.,:;'|!()[]-/":
        return 0.31
    return 0.7 if char.isupper() or char in "mw%@" else 0.55


def _heading_height(document, width):
    lines = 1
    for column in document.columns:
        room = width * document.column_percent(column) / 100 - CELL_PADDING
        label = text_lines(column.label, room) + bool(column.group_label)
        lines = max(lines, label)
    return lines * LINE_HEIGHT + CELL_PADDING


def _top_height(document, width):
    """Letterhead, title, parties and facts of the first page."""
    head = document.letterhead
    letterhead = max((80 if head.logo else 0) + 30, len(head.lines) * 18) + 30
    title = 36 * text_lines(document.title, width / 1.8) + (20 if document.subtitle else 0)
    party_width = width / max(len(document.parties), 1) - 16
    parties = max(
        (sum(text_lines(line, party_width) for line in party[1]) for party in document.parties),
        default=-2,
    )
    facts = sum(
        max(text_lines(document.format_fact(value), width * 0.3) for _label, value in pair)
        for pair in document.fact_rows()
    )
    facts_height = facts * LINE_HEIGHT + 7 * len(document.fact_rows()) + 14
    return letterhead + title + (parties + 2) * LINE_HEIGHT + facts_height + 20
