"""A trade document as an XLSX workbook; nothing in here knows Odoo."""

import base64
import io
from decimal import Decimal

import xlsxwriter

#: Excel column widths for one unit of a column's share
_WIDTH_UNIT = 9.0
_MIN_COLUMNS = 4
#: side of the square that pictures come in, and of the one they fill on the sheet
PICTURE_SIZE = 128
IMAGE_PIXELS = 64


def write_trade_document(document):
    """The workbook of ``document`` as bytes.

    Numbers stay numbers with the format that the PDF shows; texts are always written as
    texts, so that a description beginning with ``=`` is never run as a formula.
    """
    output = io.BytesIO()
    workbook = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"title": document.title, "subject": document.number})
    _SheetWriter(workbook, document).fill()
    workbook.close()
    return output.getvalue()


class _SheetWriter:
    """Writes top down; ``row`` is the next free row."""

    def __init__(self, workbook, document):
        self.workbook = workbook
        self.document = document
        self.sheet = workbook.add_worksheet(_sheet_name(document))
        self.width = max(len(document.columns), _MIN_COLUMNS)
        self.row = 0
        self._formats = {}

    def fill(self):
        self._set_page()
        self._write_letterhead()
        self._write_pairs()
        self._write_table()
        self._write_closing()

    def _format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            properties = {"font_name": "Arial", "font_size": 10, "valign": "top", **properties}
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def _set_page(self):
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.hide_gridlines(2)
        number = self.document.number.replace("&", "&&")
        self.sheet.set_footer(f"&L&8{number}&R&8&P / &N")
        if self.document.is_landscape:
            self.sheet.set_landscape()
        for index in range(self.width):
            share = self.document.columns[index].width if index < len(self.document.columns) else 2
            self.sheet.set_column(index, index, max(share * _WIDTH_UNIT, 9))

    def _merged(self, text, lines=1, **properties):
        cell_format = self._format(text_wrap=True, **properties)
        self.sheet.merge_range(self.row, 0, self.row, self.width - 1, "", cell_format)
        self.sheet.write_string(self.row, 0, text, cell_format)
        lines = max(lines, text.count("\n") + 1)
        self.sheet.set_row(self.row, 1.35 * properties.get("font_size", 10) * lines)
        self.row += 1

    def _write_letterhead(self):
        head = self.document.letterhead
        if head.logo:
            self._insert_logo(head.logo)
        self._merged(head.name, bold=True, font_size=14, align="center")
        for line in head.lines:
            self._merged(line, font_size=9, align="center", font_color="#555555")
        self.row += 1
        self._merged(self.document.title, bold=True, font_size=16, align="center")
        if self.document.subtitle:
            self._merged(self.document.subtitle, align="center", font_color="#555555")
        self.row += 1

    def _insert_logo(self, logo):
        """The logo is decoration: an image format that Excel does not know is left out."""
        image = io.BytesIO(base64.b64decode(logo))
        options = {"image_data": image, "x_scale": 0.4, "y_scale": 0.4, "object_position": 3}
        self.sheet.insert_image(0, 0, "logo", options)

    def _write_pairs(self):
        """Parties on the left, facts on the right, as on paper."""
        left = []
        for label, lines in self.document.parties:
            left.append((label, self._format(bold=True, font_color="#555555", font_size=9)))
            left += [(line, self._format()) for line in lines] + [("", None)]
        facts = self.document.heading_facts()
        label_format = self._format(font_color="#555555", font_size=9, text_wrap=True)
        middle = self.width // 2
        for offset in range(max(len(left), len(facts))):
            if offset < len(left) and left[offset][0]:
                self.sheet.write_string(self.row, 0, left[offset][0], left[offset][1])
            if offset < len(facts):
                label, value = facts[offset]
                self.sheet.write_string(self.row, middle, label, label_format)
                text = self.document.format_fact(value)
                self.sheet.write_string(self.row, middle + 1, text, self._format(bold=True))
            self.row += 1
        self.row += 1

    def _write_table(self):
        columns = self.document.columns
        if not columns:
            return
        heading = {"bold": True, "bg_color": "#E8EDF2", "border": 1, "text_wrap": True}
        for index, column in enumerate(columns):
            align = "right" if column.is_number else "left"
            label = "\n".join(filter(None, (column.label, column.group_label)))
            self.sheet.write_string(self.row, index, label, self._format(align=align, **heading))
        self.sheet.repeat_rows(self.row)
        self.row += 1
        self._write_rows(self.document.rows, {})
        for total in self.document.column_totals():
            self._write_rows([total], {"bold": True, "bg_color": "#F5F7F9"})

    def _write_rows(self, lines, properties):
        """Lines of one look; thousands of cells go through here and nothing more than they need."""
        properties = {"border": 1, **properties}
        formats = list(enumerate(self._row_formats(properties)))
        write_string, write_number = self.sheet.write_string, self.sheet.write_number
        for line in lines:
            if "_section" in line:
                self._merged(str(line["_section"]), bold=True, border=1, bg_color="#F5F7F9")
                continue
            row = self.row
            for index, (column, key, number_format, text_format) in formats:
                value = line.get(key)
                kind = type(value)
                if number_format and (kind is float or _is_number(value)):
                    write_number(row, index, value, number_format)
                elif text_format:
                    if kind is not str:
                        value = self.document.format_value(column, value)
                    write_string(row, index, value, text_format)
                else:
                    self._write_image(index, value, properties)
            self.row += 1

    def _row_formats(self, properties):
        """``[(column, its key, format of a number, format of a text)]``; the formats are None
        where the column holds no such thing.
        """
        text_format = self._format(text_wrap=True, **properties)
        return [
            (
                column,
                column.key,
                self._format(num_format=_number_format(self.document, column), **properties)
                if column.is_number
                else None,
                None if column.is_image else text_format,
            )
            for column in self.document.columns
        ]

    def _write_image(self, index, value, properties):
        """A picture within its cell; the row is made high enough for it."""
        self.sheet.write_blank(self.row, index, None, self._format(**properties))
        if value:
            self.sheet.set_row_pixels(self.row, IMAGE_PIXELS + 6)
            image = io.BytesIO(base64.b64decode(value))
            scale = IMAGE_PIXELS / PICTURE_SIZE
            options = {"image_data": image, "x_scale": scale, "y_scale": scale}
            options |= {"x_offset": 3, "y_offset": 3, "object_position": 1}
            self.sheet.insert_image(self.row, index, "picture.png", options)

    def _write_closing(self):
        for label, value in self.document.plain_totals():
            last = self.width - 1
            bold = self._format(bold=True, align="right")
            self.sheet.write_string(self.row, last - 1, label, bold)
            if _is_number(value):
                decimals = self.document.currency_decimals
                money = self._format(bold=True, num_format=_decimals_format(decimals))
                self.sheet.write_number(self.row, last, value, money)
            else:
                self.sheet.write_string(self.row, last, self.document.format_fact(value), bold)
            self.row += 1
        if self.document.amount_in_words:
            self.row += 1
            self._merged(self.document.amount_in_words, lines=2, bold=True)
        self._write_clauses()
        self._write_signature()

    def _write_clauses(self):
        for label, text in self.document.clause_pairs():
            line = f"{label}: {text}" if label else text
            self._merged(line, lines=1 + len(line) // 90, font_size=9)

    def _write_signature(self):
        self.row += 3
        step = max(self.width // max(len(self.document.signature), 1), 1)
        for position, (label, name) in enumerate(self.document.signature):
            index = min(position * step, self.width - 1)
            self.sheet.write_string(self.row, index, label, self._format(top=1, font_size=9))
            self.sheet.write_string(self.row + 1, index, name, self._format(bold=True))


def _is_number(value):
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _number_format(document, column):
    """Excel prints the point of ``#,##0.###`` after whole numbers too: "General" trims it."""
    return "General" if column.is_trimmed else _decimals_format(document.decimals(column))


def _decimals_format(decimals):
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _sheet_name(document):
    """Excel allows 31 characters without ``[]:*?/\\``, no apostrophe at either end."""
    name = "".join("-" if char in "[]:*?/\\" else char for char in document.title)
    return name.strip("' ")[:31].strip("' ") or "Document"
