"""Notification mails of B2B platforms: the ready ones, and any number of made-up ones."""

import re
from email.message import EmailMessage
from email.policy import SMTP

from ..tools import mail_pattern_ready
from .inquiry_samples import message_id

BUYERS = (
    ("Olu Adeyemi", "Lagos Home Depot Ltd.", "Nigeria", "Garden hose", "300 rolls"),
    ("Jan Nowak", "Ogród Polska Sp. z o.o.", "Poland", "Teak bench", "150 pcs"),
    ("王小明", "台中園藝股份有限公司", "Taiwan", "Sun umbrella", "400 sets"),
    ("Fatima Al-Sayed", "Desert Bloom Trading LLC", "United Arab Emirates", "Planter", "2,000"),
)


def ready(code, to, **headers):
    """A ready sample, sent to a channel; ``headers`` replace its own."""
    raw = mail_pattern_ready.SAMPLES[code].replace("inquiry@ningbo-garden.example", to)
    headers.setdefault("message_id", message_id("platform.example"))
    for name, value in headers.items():
        header = name.replace("_", "-").title().replace("Message-Id", "Message-ID")
        raw = re.sub(rf"(?m)^{header}: .*$", f"{header}: {value}", raw, count=1)
    return raw.encode()


def generated(to, number=0, is_html=False, **values):
    """A mail in the manner of the first platform, with plain text or a table."""
    name, company, country, product, quantity = BUYERS[number % len(BUYERS)]
    rows = {
        "Inquiry ID": f"G{number:06d}",
        "Buyer": name,
        "Company Name": company,
        "Country/Region": country,
        "Email": f"buyer{number}@company{number}.example",
        "Product Name": product,
        "Quantity": quantity,
        **values,
    }
    message = EmailMessage(policy=SMTP)
    message["From"] = '"Alibaba.com" <feedback@service.alibaba.com>'
    message["To"] = to
    message["Subject"] = "You have a new inquiry"
    message["Message-ID"] = f"<generated-{number}-{is_html}@service.alibaba.com>"
    text = "\n".join(f"{label}: {value}" for label, value in rows.items() if value)
    text += f"\nMessage:\nPlease quote {product}.\nThank you\n\nReply now\n"
    if is_html:
        cells = "".join(
            f"<tr><td><b>{label}</b></td><td>{value}</td></tr>" for label, value in rows.items()
        )
        body = f"<div>Message:</div><div>Please quote {product}.<br>Thank you</div>"
        source = f"<html><body><table>{cells}</table>{body}<p>Reply now</p></body></html>"
        message.set_content(source, subtype="html")
    else:
        message.set_content(text)
    return message.as_bytes()
