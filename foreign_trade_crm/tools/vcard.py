"""Business cards in vCard files, versions 2.1, 3.0 and 4.0. Pure functions.

Phones, mail programs and card scanners write them, each in its own way: folded lines,
quoted-printable in any charset, grouped properties, photos of megabytes. What cannot be read is
left out; nothing raises.
"""

import base64
import contextlib
import hashlib
import quopri
import re
from binascii import Error as BinasciiError

from .raw_email import decode_bytes
from .spreadsheet_rows import decode

#: what one file may be, for those who read it
MAX_BYTES = 50_000_000
MAX_CARDS = 2_000
#: properties that only weigh
HEAVY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
PROPERTY = re.compile(r"^(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)$")
CHAT_LINK = re.compile(r"(?:wa\.me/|whatsapp[^\d]*phone=)\+?(\d{7,15})", re.IGNORECASE)
KINDS_OF_PHONE = ("CELL", "WORK", "MAIN", "VOICE", "HOME")


def split(content):
    """The cards of a file as texts, each from BEGIN to END."""
    cards, lines, is_agent = [], None, False
    for line in re.split(r"\r\n|\r|\n", _without_photos(_decode_file(content))):
        mark = line.strip().upper()
        if is_agent:
            is_agent = mark != "END:VCARD"  # a secretary's card within that of the boss
            continue
        if mark == "BEGIN:VCARD":
            is_agent = bool(lines) and lines[-1].strip().upper().startswith("AGENT")
            if is_agent:
                continue
            lines = []  # one that was cut off does not take the next with it
        if lines is not None:
            lines.append(line)
            if mark == "END:VCARD":
                cards.append("\n".join(lines).strip())
                lines = None
    return cards


def _decode_file(content):
    """The text of a file; its properties may name the charset that their bytes are in."""
    named = {name.lower() for name in re.findall(rb"(?i);CHARSET=\"?([\w-]+)", content)}
    named -= {b"utf-8", b"us-ascii"}
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return decode_bytes(content, named.pop().decode()) if len(named) == 1 else decode(content)


def card_id(card):
    """What tells this card from every other, whenever and by whatever program it was saved."""
    lines = [
        line.strip()
        for line in card.splitlines()
        if line.strip() and not re.match(r"(?i)\s*(REV|PRODID|UID|VERSION)\b", line)
    ]
    return f"vcard:{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:48]}"


def read(card):
    """Facts of one card, see ``foreign.trade.inquiry``, with ``street`` and ``zip``."""
    found = {}
    for name, parameters, value in _properties(card):
        found.setdefault(name, []).append((parameters, value))
    facts = {
        "contact_name": _name(found),
        "company_name": _first(found, "ORG", lambda value: _parts(value)[0]),
        "position": _first(found, "TITLE") or _first(found, "ROLE"),
        "email": re.sub(r"(?i)^mailto:", "", _preferred(found, "EMAIL")),
        "phone": _phone(found),
        "whatsapp": _whatsapp(found),
        "website": _website(found),
        "language": _first(found, "LANG"),
        "message": "\n".join(_text(value) for _parameters, value in found.get("NOTE", ())),
        **_address(found),
    }
    facts["more"] = _leftovers(found, facts)
    if facts["contact_name"] == facts["company_name"]:
        facts["contact_name"] = ""
    return {name: value for name, value in facts.items() if value}


def _without_photos(text):
    """Photos are cut off before anything is searched: they are most of the file."""
    heavy = "|".join(HEAVY)
    return re.sub(
        rf"(?im)^(?:[\w-]+\.)?(?:{heavy})[;:].*\n?(?:[ \t].*\n?|[A-Za-z0-9+/=]{{40,}}\s*\n?)*",
        "",
        text,
    )


def _properties(card):
    """(NAME, {PARAMETER: value}, raw value) of each property."""
    for line in _unfold(card):
        match = PROPERTY.match(line)
        if not match:
            continue
        name = match.group(1).upper()
        if name in ("BEGIN", "END", "VERSION") or name in HEAVY:
            continue
        parameters = _read_parameters(match.group(2))
        yield name, parameters, _decode(match.group(3), parameters)


def _unfold(card):
    """Logical lines: folded ones joined, and quoted-printable ones that end with ``=``."""
    text = card.replace("\r\n", "\n").replace("\r", "\n")
    # some programs indent what follows a soft line break
    text = re.sub(r"=\n[ \t]+(?==[0-9A-Fa-f]{2})", "=\n", text)
    text = re.sub(r"\n[ \t]", "", text)
    lines, buffer = [], ""
    for line in text.split("\n"):
        if line.strip().upper() == "END:VCARD":
            lines.append(buffer)
            buffer = ""
        buffer += line
        is_quoted = "QUOTED-PRINTABLE" in buffer.partition(":")[0].upper()
        if is_quoted and buffer.endswith("="):
            buffer = buffer[:-1]
            continue
        lines.append(buffer)
        buffer = ""
    return [*lines, buffer]


def _read_parameters(text):
    """``;TYPE=WORK;CELL;CHARSET=GBK`` → {"TYPE": {"WORK", "CELL"}, "CHARSET": {"GBK"}}."""
    parameters = {}
    for part in filter(None, text.split(";")):
        name, equals, value = part.partition("=")
        if not equals:
            name, value = "TYPE", part  # the bare words of version 2.1
        values = {one.strip(' "').upper() for one in value.split(",")}
        parameters.setdefault(name.strip().upper(), set()).update(values)
    return parameters


def _decode(value, parameters):
    """The value's text; what is encoded is in the charset that the property names."""
    encodings = parameters.get("ENCODING", set()) | parameters.get("TYPE", set())
    if "QUOTED-PRINTABLE" in encodings:
        read = quopri.decodestring
    elif parameters.get("ENCODING", set()) & {"B", "BASE64"}:
        read = base64.b64decode
    else:
        return value
    charset = next(iter(parameters.get("CHARSET", ())), "")
    try:
        return decode_bytes(read(value.encode("utf-8", "replace")), charset)
    except (BinasciiError, ValueError):
        return value


def _text(value):
    r"""A value with its escapes resolved: ``\,``, ``\;`` and ``\n``."""
    value = re.sub(r"\\([\\,;:])", r"\1", re.sub(r"\\[nN]", "\n", value))
    return value.replace("\x00", "").strip()


def _parts(value):
    """The components of a structured value, at least one."""
    return [_text(part) for part in re.split(r"(?<!\\);", value)]


def _first(found, name, read_value=_text):
    for _parameters, value in found.get(name, ()):
        if text := read_value(value):
            return text
    return ""


def _preferred(found, name):
    """The value marked as preferred, else the first."""
    ranked = sorted(found.get(name, ()), key=lambda one: not _is_preferred(one[0]))
    return next((text for _parameters, value in ranked if (text := _text(value))), "")


def _is_preferred(parameters):
    return "PREF" in parameters.get("TYPE", ()) or "1" in parameters.get("PREF", ())


def _name(found):
    full = _preferred(found, "FN")
    if full:
        return full
    parts = (_first(found, "N", lambda value: "\x1f".join(_parts(value))).split("\x1f") + [""] * 5)[
        :5
    ]
    family, given, middle, _prefix, _suffix = parts
    if re.search(r"[\u3400-\u9fff]", family + given):
        return family + given
    return " ".join(filter(None, (given, middle, family)))


def _phone(found):
    """A phone number that people answer: the mobile first, never a fax."""

    def rank(one):
        types = one[0].get("TYPE", set())
        best = next((n for n, kind in enumerate(KINDS_OF_PHONE) if kind in types), 9)
        return ("FAX" in types or "PAGER" in types, not _is_preferred(one[0]), best)

    for parameters, value in sorted(found.get("TEL", ()), key=rank):
        number = re.sub(r"(?i)^tel:", "", _text(value)).partition(";")[0].strip()
        if number and "FAX" not in parameters.get("TYPE", ()):
            return number
    return ""


def _whatsapp(found):
    """A chat number, written as a link or as a property that phones invent."""
    for name in ("X-WHATSAPP", "X-SOCIALPROFILE", "IMPP", "URL"):
        for parameters, value in found.get(name, ()):
            link = CHAT_LINK.search(value)
            if link:
                return f"+{link.group(1)}"
            kinds = parameters.get("TYPE", set()) | parameters.get("X-SERVICE-TYPE", set())
            digits = re.sub(r"[^\d+]", "", value)
            if (name == "X-WHATSAPP" or "WHATSAPP" in kinds) and len(digits) > 6:
                return digits
    return ""


def _website(found):
    urls = (_text(value) for _parameters, value in found.get("URL", ()))
    return next((url for url in urls if url and not CHAT_LINK.search(url)), "")


def _address(found):
    """Street, zip, city and country of the address at work, else of the first."""
    addresses = sorted(found.get("ADR", ()), key=lambda one: "WORK" not in one[0].get("TYPE", ()))
    for _parameters, value in addresses:
        parts = (_parts(value) + [""] * 7)[:7]
        if any(parts):
            street = ", ".join(filter(None, (parts[2], parts[1], parts[0])))
            city = ", ".join(filter(None, (parts[3], parts[4])))
            return {
                "street": street.replace("\n", ", "),
                "city": city,
                "zip": parts[5],
                "country": parts[6],
            }
    return {}


def _leftovers(found, facts):
    """Second numbers and addresses, and what else people keep on a card, as notes."""
    notes = {}
    for name in ("TEL", "EMAIL", "URL", "ORG", "BDAY", "X-WECHAT", "NICKNAME"):
        for number, (_parameters, value) in enumerate(found.get(name, ()), 1):
            text = " / ".join(filter(None, _parts(value)))
            text = re.sub(r"(?i)^(tel|mailto):", "", text)
            if text and text not in facts.values():
                notes[f"{name} {number}" if number > 1 else name] = text
    return notes
