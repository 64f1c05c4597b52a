import io

from reportlab.pdfgen import canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter


def number_pages(pdf, number=""):
    """Print "NUMBER   1 / 3" at the foot of each page of a document of several pages.

    Debian's wkhtmltopdf is built without patched Qt and cannot print page numbers; a sheet
    of an export document that lies about alone must still say where it belongs.

    :param bytes pdf: the document
    :param str number: its number; left out where Helvetica cannot print it
    """
    reader = PdfFileReader(io.BytesIO(pdf))
    pages = reader.getNumPages()
    if pages < 2:
        return pdf
    writer = PdfFileWriter()
    label = f"{number}    " if number and number.isascii() else ""
    for index in range(pages):
        writer.addPage(reader.getPage(index))
        page = writer.getPage(index)  # new pypdf merges only into pages that have a writer
        width, height = (float(side) for side in page.mediaBox[2:])
        page.mergePage(_footer(f"{label}{index + 1} / {pages}", width, height))
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _footer(text, width, height):
    packet = io.BytesIO()
    sheet = canvas.Canvas(packet, pagesize=(width, height))
    sheet.setFont("Helvetica", 8)
    sheet.setFillGray(0.4)
    sheet.drawRightString(width - 34, 22, text)
    sheet.save()
    packet.seek(0)
    return PdfFileReader(packet).getPage(0)
