"""Who wrote to whom, read from the headers of a mail that may be broken. No database."""

import contextlib
import hashlib
from datetime import datetime, timedelta, timezone
from email.utils import getaddresses, parsedate_to_datetime
from typing import NamedTuple

from . import raw_email

# Mail to more people than this is no correspondence; the rest of the list is not read.
MAX_ADDRESSES = 100
MAX_MESSAGE_ID = 500


class Envelope(NamedTuple):
    """``sent_at`` is naive UTC and never later than ``now``; addresses are lower case."""

    uid: int
    size: int
    message_id: str
    references: list
    subject: str
    sender: str
    recipients: list
    sent_at: datetime
    kind: str

    @property
    def addresses(self):
        return [self.sender, *self.recipients] if self.sender else self.recipients


def read_envelope(head, now):
    """The :class:`Envelope` of an ``imap_session.Head``; never raises for what is in the mail."""
    headers = raw_email.read_headers(head.raw.replace(b"\x00", b""))
    message_id = raw_email.header(headers, "Message-Id")[:MAX_MESSAGE_ID]
    senders = _addresses(headers, "From")
    return Envelope(
        uid=head.uid,
        size=head.size,
        message_id=message_id or f"<{hashlib.sha256(head.raw).hexdigest()}@no-message-id>",
        references=raw_email.references(headers),
        subject=raw_email.header(headers, "Subject")[:500],
        sender=senders[0] if senders else "",
        recipients=_addresses(headers, "To", "Cc", "Bcc"),
        sent_at=_sent_at(headers, head.received, now),
        kind=raw_email.automatic_kind(headers) or _is_automatic(headers),
    )


def _is_automatic(headers):
    submitted = raw_email.header(headers, "Auto-Submitted").lower()
    return "" if submitted in ("", "no") else "auto_reply"


def _addresses(headers, *names):
    values = [str(value) for name in names for value in headers.get_all(name, [])]
    found = (address.strip().lower() for _name, address in getaddresses(values))
    return list(dict.fromkeys(address for address in found if _is_address(address)))[:MAX_ADDRESSES]


def _is_address(address):
    local, _at, domain = address.rpartition("@")
    return bool(local and "." in domain and len(address) <= 254 and address.isprintable())


def _sent_at(headers, received, now):
    """The sender's date; where it is missing, unreadable or impossible, the server's."""
    latest = (received or now) + timedelta(days=1)
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        moment = parsedate_to_datetime(raw_email.header(headers, "Date"))
        if moment.tzinfo:
            moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
        if datetime(1990, 1, 1) < moment <= latest:
            return min(moment, now)
    return min(received or now, now)
