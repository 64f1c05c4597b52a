"""Raw RFC 822 inquiries as buyers' mail programs send them. No database, no network.

Used by the unit tests, the end-to-end tests and the demonstration data. Every function takes
``to`` (the alias of a channel) and returns bytes for ``mail.thread.message_process``.
"""

import base64
import quopri
import uuid
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import formataddr

SPANISH_TEXT = """Estimados señores:

Somos una empresa importadora de muebles de jardín en Valencia. Estamos interesados en
sus sillas plegables. Por favor, envíennos su mejor precio FOB Ningbo para 2.000 unidades
y el plazo de entrega. Adjuntamos la especificación.

Un saludo cordial,
María Peña
Directora de compras
Jardines del Túria S.L.
Tel.: +34 963 12 34 56
www.jardinesdelturia.es
"""
CHINESE_TEXT = """您好:

我们是新加坡的户外用品进口商,对贵公司的折叠椅和遮阳伞很感兴趣。
请报2000把折叠椅的FOB宁波价格,并告知交货期。规格见附件。

陈嘉玲
公司:狮城户外用品有限公司
电话:+65 6223 4567
"""
ENGLISH_TEXT = """Dear Sir or Madam,

We are a wholesaler of garden furniture and would like a quotation for 1,200 folding
chairs, CIF Hamburg, delivery in March. Please see the attached specification.

Best regards,
Anna Schmidt
Elbe Garden Trading GmbH
Tel: +49 40 1234567
"""


def pdf(text="Specification"):
    """A one-page PDF that viewers open."""
    stream = f"BT /F1 18 Tf 60 760 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return out + (b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, start))


def text_part(text, charset, subtype="plain", encoding="quoted-printable"):
    """A text part in any charset, quoted-printable or base64."""
    part = MIMENonMultipart("text", subtype, charset=charset)
    content = text.replace("\n", "\r\n").encode(charset)
    if encoding == "base64":
        payload = base64.encodebytes(content)
    else:
        payload = quopri.encodestring(content)
    part.set_payload(payload.decode("ascii"))
    part["Content-Transfer-Encoding"] = encoding
    return part


def html_of(text):
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    return f"<html><body><div style='font-family:Arial'>{paragraphs}</div></body></html>"


def message_id(domain="buyer.example"):
    return f"<{uuid.uuid4().hex}@{domain}>"


def _set_headers(message, to, sender, subject, charset="utf-8", **headers):
    if sender:
        name, address = sender
        encoded = str(Header(name, charset)) if not name.isascii() else name
        message["From"] = (
            formataddr((encoded, address)) if name.isascii() else (f"{encoded} <{address}>")
        )
    message["To"] = to
    message["Subject"] = subject if subject.isascii() else Header(subject, charset)
    message["Date"] = headers.pop("date", "Mon, 12 Jan 2026 09:30:00 +0100")
    message["Message-ID"] = headers.pop("message_id", None) or message_id()
    for name, value in headers.items():
        message[name.replace("_", "-").title()] = value
    return message


def rich(to, text, charset, sender, subject, encoding="quoted-printable", **headers):
    """multipart/mixed with text and HTML as alternatives, and a PDF attached."""
    message = MIMEMultipart("mixed")
    alternative = MIMEMultipart("alternative")
    alternative.attach(text_part(text, charset, "plain", encoding))
    alternative.attach(text_part(html_of(text), charset, "html", encoding))
    message.attach(alternative)
    attachment = MIMEApplication(pdf(), "pdf")
    attachment.add_header("Content-Disposition", "attachment", filename="specification.pdf")
    message.attach(attachment)
    return _set_headers(message, to, sender, subject, charset, **headers).as_bytes()


def spanish(to, **headers):
    sender = headers.pop("sender", ("María Peña", "maria.pena@jardinesdelturia.es"))
    headers.setdefault("content_language", "es-ES")
    subject = headers.pop("subject", "Solicitud de cotización: sillas plegables de jardín")
    return rich(to, SPANISH_TEXT, "iso-8859-1", sender, subject, **headers)


def chinese(to, **headers):
    sender = headers.pop("sender", ("陈嘉玲", "jialing.chen@lionoutdoor.com.sg"))
    subject = headers.pop("subject", "折叠椅询价")
    return rich(to, CHINESE_TEXT, "gb18030", sender, subject, **headers)


def english(to, **headers):
    sender = headers.pop("sender", ("Anna Schmidt", "a.schmidt@elbe-garden.de"))
    subject = headers.pop("subject", "Quotation request: folding chairs")
    return rich(to, ENGLISH_TEXT, "utf-8", sender, subject, encoding="base64", **headers)


def plain(to, text=ENGLISH_TEXT, charset="utf-8", subtype="plain", **headers):
    """One text part; ``charset_name`` puts another name of a charset on it than its own."""
    sender = headers.pop("sender", ("Anna Schmidt", "a.schmidt@elbe-garden.de"))
    subject = headers.pop("subject", "Quotation request: folding chairs")
    name = headers.pop("charset_name", charset)
    encoding = headers.pop("encoding", "quoted-printable")
    content = html_of(text) if subtype == "html" else text
    message = text_part(content, charset, subtype, encoding)
    message.set_param("charset", name)
    return _set_headers(message, to, sender, subject, **headers).as_bytes()


def without_sender(to, **headers):
    return plain(to, sender=None, **headers)


def broken_charset(to, **headers):
    """Bytes that are not what the header says, in a charset nobody knows."""
    return plain(
        to, CHINESE_TEXT, "gb18030", charset_name="x-unknown-8", subject="??????", **headers
    )


def raw_header_bytes(to, **headers):
    """A subject in naked GBK bytes, as some old programs send it."""
    raw = plain(to, CHINESE_TEXT, "gb18030", subject="PLACEHOLDER", **headers)
    return raw.replace(b"PLACEHOLDER", "折叠椅询价单".encode("gb18030"))


def many_recipients(to, count=200, **headers):
    others = ", ".join(f"supplier{number}@factory{number}.example" for number in range(count))
    return plain(f"{others}, {to}", **headers)


def auto_reply(to, **headers):
    headers.setdefault("auto_submitted", "auto-replied")
    return plain(to, "I am out of the office until Monday.", subject="Out of office", **headers)


def bounce(to, **headers):
    sender = ("Mail Delivery System", "mailer-daemon@mx.buyer.example")
    text = "Delivery to the following recipient failed permanently."
    return plain(to, text, sender=sender, subject="Undelivered Mail Returned to Sender", **headers)


def mailing_list(to, **headers):
    return plain(to, list_id="<news.buyer.example>", precedence="bulk", **headers)


BROKEN = (without_sender, broken_charset, raw_header_bytes, many_recipients, auto_reply, bounce)


def thousand(to, count=1000):
    """Good and broken messages in turn, for load tests of the gateway."""
    makers = (spanish, chinese, english, plain, *BROKEN)
    for number in range(count):
        yield makers[number % len(makers)](to, message_id=f"<load-{number}@buyer.example>")
