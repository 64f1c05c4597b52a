import io
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from reportlab.pdfgen import canvas

from .letters import CLOSINGS

PLATFORM = ("Alibaba.com", "feedback@service.alibaba.com")
CHARSETS = {"en": "utf-8", "es": "iso-8859-1", "fr": "iso-8859-15", "de": "utf-8", "zh": "gb18030"}


def compose(sender, recipient, subject, body, moment, *, lang="en", key="", attachment=None):
    """A raw RFC 822 message as a buyer's mail program sends it: text and HTML, quoted-printable.

    :param tuple sender: name and address
    :param attachment: name and content of a PDF
    """
    name, address = sender
    charset = CHARSETS[lang]
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{name}" <{address}>'
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = f"<{key}.{moment:%Y%m%d%H%M}@{address.partition('@')[2]}>"
    message["Content-Language"] = lang
    message.set_content(body, charset=charset, cte="quoted-printable")
    paragraphs = "".join(f"<p>{part.replace(chr(10), '<br/>')}</p>" for part in body.split("\n\n"))
    html = f"<html><body>{paragraphs}</body></html>"
    message.add_alternative(html, subtype="html", charset=charset, cte="quoted-printable")
    if attachment:
        file_name, content = attachment
        message.add_attachment(content, maintype="application", subtype="pdf", filename=file_name)
    return message.as_bytes()


def sign(body, lang, contact, company, city, country, phone):
    """The letter with the sender's signature."""
    lines = [CLOSINGS[lang], "", contact, company, f"{city}, {country}", phone]
    signature = "\n".join(line for line in lines[2:] if line)
    return f"{body}\n\n{lines[0]}\n\n{signature}\n"


def notification(row, key, country, body):
    """The text in which a B2B platform tells of a buyer."""
    lines = {
        "Inquiry ID": key,
        "Buyer": row["contact"],
        "Company Name": row["company"],
        "Country/Region": country,
        "Email": row["email"],
        "Tel": row["phone"],
    }
    text = "\n".join(f"{label}: {value}" for label, value in lines.items() if value)
    return f"You have a new inquiry.\n\n{text}\n\nMessage:\n{body}\n\nReply now\n"


def requirement_pdf(title, lines):
    """The sheet of requirements that a buyer attaches, one page."""
    target = io.BytesIO()
    page = canvas.Canvas(target, invariant=True)
    page.setFont("Helvetica-Bold", 14)
    page.drawString(60, 780, title)
    page.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        page.drawString(60, 750 - 16 * number, line)
    page.showPage()
    page.save()
    return target.getvalue()
