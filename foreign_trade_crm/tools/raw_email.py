"""Reading the bytes of an e-mail that may be broken, before anybody trusts them.

Pure functions: nothing here needs a database. Odoo's own parser gives up on charsets that
Python does not know and loses characters of mails that call their GBK text "gb2312"; what
comes out of :func:`parse` it reads without loss.
"""

import codecs
import contextlib
import email
import email.policy
import hashlib
import html
import re
from email.errors import MessageError
from email.header import decode_header
from email.message import EmailMessage
from email.utils import getaddresses

# A mail program that names a subset of a charset usually writes the whole.
WIDER_CHARSETS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
}
GUESSES = ("utf-8", "gb18030", "cp1252")
RECIPIENT_HEADERS = (
    "To",
    "Cc",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "Resent-To",
    "Resent-Cc",
)
AUTO_REPLY_SUBJECT = re.compile(
    r"^\s*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|"
    r"respuesta autom[aá]tica|fuera de la oficina|réponse automatique|absence du bureau|"
    r"automatische antwort|abwesenheitsnotiz|resposta autom[aá]tica|自动回复|自動回覆|"
    r"автоответ|risposta automatica)\b",
    re.IGNORECASE,
)
BOUNCE_SENDER = re.compile(r"^(mailer-daemon|postmaster|bounces?)([+-].*)?@", re.IGNORECASE)
NO_REPLY_SENDER = re.compile(
    r"^(no[._-]?reply|do[._-]?not[._-]?reply|notifications?|feedback|alerts?)([+-].*)?@",
    re.IGNORECASE,
)

#: addresses by which lists are run (RFC 3834)
LIST_SENDER = re.compile(r"^(owner-.*|.*-(owner|request|relay|bounces?))@", re.IGNORECASE)
LIST_HEADERS = ("List-Post", "List-Help", "List-Subscribe", "List-Archive", "List-Owner")


def decode_bytes(content, charset=None):
    """Text of ``content``; never raises. The charset named is tried before the usual ones."""
    charset = (charset or "").strip().strip("\"'").lower()
    candidates = [WIDER_CHARSETS.get(charset, charset)] if charset else []
    for name in (*candidates, *GUESSES):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    if candidates and _is_known(candidates[0]):
        return content.decode(candidates[0], "replace")
    return content.decode("latin-1")


def _is_known(charset):
    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True


def parse(raw):
    """The message as Odoo's gateway wants it: UTF-8 headers, text parts that can be decoded."""
    message = email.message_from_bytes(_repair_headers(raw), policy=email.policy.SMTP)
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.is_multipart():
            _repair_text(part)
    return message


def _repair_headers(raw):
    head, separator, body = _split(raw)
    for narrow, wide in WIDER_CHARSETS.items():
        pattern = rb"=\?" + re.escape(narrow.encode()) + rb"\?"
        head = re.sub(pattern, b"=?" + wide.encode() + b"?", head, flags=re.IGNORECASE)
    if not head.isascii():
        head = decode_bytes(head).encode()
    return head + separator + body


def _split(raw):
    match = re.search(rb"\r?\n\r?\n", raw)
    if not match:
        return raw, b"", b""
    return raw[: match.start()], match.group(), raw[match.end() :]


def _repair_text(part):
    """Give a text part whose charset misleads a readable UTF-8 payload."""
    charset = str(part.get_param("charset") or "").lower()
    content = b""
    with contextlib.suppress(UnicodeDecodeError, ValueError):
        content = part.get_payload(decode=True) or b""
        if charset and charset not in WIDER_CHARSETS and _is_known(charset):
            content.decode(charset)
            return
    text = decode_bytes(content, charset)
    disposition = part.get("Content-Disposition")
    filename = part.get_filename()
    for name in ("Content-Transfer-Encoding", "Content-Disposition"):
        del part[name]
    part.set_param("charset", "utf-8")
    part.set_payload(text.encode("utf-8", "replace"), "utf-8")
    if disposition:
        part["Content-Disposition"] = "attachment" if filename else str(disposition)
        if filename:
            part.set_param("filename", filename, header="Content-Disposition")


def cut_texts(message, limit, note=""):
    """Shorten the text parts of a parsed message that nobody reads to their end, in place.

    A text of many megabytes takes minutes to make safe for display. HTML is cut to its words,
    as half a page of it is none.

    :param note: added where something is cut
    """
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        if len(part.get_payload()) <= limit or len(text := part.get_content()) <= limit:
            continue
        if part.get_content_subtype() == "html":
            text = re.sub(r"(?is)<(script|style)\b.*?(</\1\s*>|$)", " ", text[: 10 * limit])
            text = html.unescape(re.sub(r"[ \t]*<[^>]*>?[ \t]*", "\n", text))
            text = re.sub(r"\n{3,}", "\n\n", text)
        part.set_content(f"{text[:limit].strip()}\n\n{note}\n", charset="utf-8")


def read_headers(raw):
    """The header block alone, never raising; the cheap look before anything else."""
    head, _separator, _body = _split(raw)
    try:
        return email.message_from_bytes(_repair_headers(head), policy=email.policy.compat32)
    except (MessageError, ValueError, LookupError):
        return EmailMessage()


def header(message, name):
    """One header as readable text on one line, empty when missing."""
    value = next((v for k, v in message.raw_items() if k.lower() == name.lower()), None)
    if value is None:
        return ""
    value = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    # PostgreSQL stores no NUL
    return re.sub(r"[\s\x00]+", " ", _decode_words(value)).strip()


def _decode_words(value):
    """Encoded words of RFC 2047 in readable text; what cannot be decoded stays as it is."""
    try:
        parts = decode_header(value)
    except (ValueError, MessageError):
        return value
    return "".join(
        part if isinstance(part, str) else decode_bytes(part, charset or "raw-unicode-escape")
        for part, charset in parts
    )


def recipients(headers):
    """Lower-case addresses the message was sent to, as far as its headers tell."""
    values = [str(value) for name in RECIPIENT_HEADERS for value in headers.get_all(name, [])]
    return {address.lower() for _name, address in getaddresses(values) if "@" in address}


def external_id(raw, headers):
    """What tells this message from every other: its Message-Id, else a digest of its bytes."""
    message_id = header(headers, "Message-Id")
    return message_id[:500] or f"<{hashlib.sha256(raw).hexdigest()}@no-message-id>"


def references(headers):
    """Message-Ids this one answers, the nearest last."""
    text = f"{header(headers, 'References')} {header(headers, 'In-Reply-To')}"
    return re.findall(r"<[^<>\s]+>", text)[-32:]


def automatic_kind(headers):
    """``bounce``, ``auto_reply`` or ``list`` when no person wrote this to us, else empty."""
    content_type = header(headers, "Content-Type").lower()
    sender = "".join(address for _name, address in getaddresses([header(headers, "From")]))
    if (
        content_type.startswith("multipart/report")
        or BOUNCE_SENDER.match(sender)
        or header(headers, "Return-Path") == "<>"
        or header(headers, "X-Failed-Recipients")
    ):
        return "bounce"
    if _is_auto_reply(headers):
        return "auto_reply"
    precedence = header(headers, "Precedence").lower()
    if (
        headers.get("List-Id")
        or headers.get("List-Unsubscribe")
        or precedence in ("list", "bulk", "junk")
    ):
        return "list"
    return ""


def _is_auto_reply(headers):
    submitted = header(headers, "Auto-Submitted").lower()
    return bool(
        submitted.startswith("auto-replied")
        or headers.get("X-Autoreply")
        or headers.get("X-Autorespond")
        or header(headers, "Precedence").lower() == "auto_reply"
        or AUTO_REPLY_SUBJECT.match(header(headers, "Subject"))
    )


def may_be_answered(headers, sender):
    """Whether an automatic answer to this sender is polite and cannot start a loop."""
    submitted = header(headers, "Auto-Submitted").lower()
    suppressed = re.split(r"[\s,;]+", header(headers, "X-Auto-Response-Suppress").lower())
    return bool(
        sender
        and not automatic_kind(headers)
        and submitted in ("", "no")
        and not {"all", "autoreply"}.intersection(suppressed)
        and not any(headers.get(name) for name in LIST_HEADERS)
        and not NO_REPLY_SENDER.match(sender)
        and not LIST_SENDER.match(sender)
    )
