"""The workbooks of an import: the template to fill in and the rows that were not imported."""

import io

import xlsxwriter


def workbook(title, headings, rows, notes=(), widths=()):
    """Content of an xlsx with a bold first row that stays in sight, and notes on a second sheet.

    :param notes: (title of the sheet, [line, …]), empty for none
    """
    target = io.BytesIO()
    # cells are text: what begins with "=" is no formula
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E7EEF7", "bottom": 1})
    grey = book.add_format({"font_color": "#777777", "italic": bool(notes)})
    sheet.write_row(0, 0, headings, bold)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, str(text), grey if notes else None)
    for column, heading in enumerate(headings):
        width = widths[column] if column < len(widths) else max(len(heading) * 1.6, 14)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    if notes:
        sheet = book.add_worksheet(notes[0][:31])
        sheet.set_column(0, 0, 100)
        sheet.write_column(0, 0, notes[1])
    book.close()
    return target.getvalue()
