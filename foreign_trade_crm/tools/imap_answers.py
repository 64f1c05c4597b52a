"""What an IMAP server answers, taken apart. Plain Python.

Servers send facts about a mail in any order, and names of folders in modified UTF-7.
"""

import re
from datetime import timezone
from email.utils import parsedate_to_datetime

SENT_NAMES = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "sent-mail",
    "gesendet",
    "enviados",
    "éléments envoyés",
    "已发送",
    "已发送邮件",
    "寄件備份",
    "отправленные",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LIST_LINE = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?P<separator>[^"]*)"|NIL) (?P<name>.*)', re.S)
ENCODED_NAME = re.compile(r"&([^-]*)-")


def fact(facts, pattern):
    match = re.search(pattern, facts)
    return match.group(1) if match else None


def moment(value):
    """``01-Feb-2026 08:00:00 +0800`` as naive UTC."""
    try:
        at = parsedate_to_datetime(value.decode().strip().replace("-", " ", 2))
        return at.astimezone(timezone.utc).replace(tzinfo=None)
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def parse_list_line(line):
    """``(flags, name as the server spells it, readable last part)`` or None."""
    literal = b""
    if isinstance(line, tuple):
        line, literal = line
    match = LIST_LINE.match(line or b"")
    if not match:
        return None
    name = (literal or match["name"].strip()).decode("ascii", "replace")
    if name.startswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    flags = match["flags"].decode("ascii", "replace").lower().split()
    separator = (match["separator"] or b"/").decode("ascii", "replace")
    plain = decode_folder_name(name).rpartition(separator)[2]
    return flags, name, plain.lower()


def decode_folder_name(name):
    """Folder names in modified UTF-7: ``&XfJT0ZAB-`` → 已发送."""

    def readable(match):
        code = match.group(1).replace(",", "/")
        if not code:
            return "&"
        padded = "+" + code + "-"
        return padded.encode("ascii", "replace").decode("utf-7", "replace")

    return ENCODED_NAME.sub(readable, name)


def quoted(name):
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def text_of(data):
    return " ".join(part.decode("utf-8", "replace") for part in data or [] if part)
