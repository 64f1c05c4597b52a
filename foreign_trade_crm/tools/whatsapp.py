"""Numbers and messages of the WhatsApp Cloud API. Pure functions."""

import json
import re
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

import phonenumbers

#: so long after a buyer's message a free text may be sent; afterwards approved templates only
WINDOW = timedelta(hours=24)
MAX_BODY = 4096
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
#: a later state is never replaced by an earlier one: notices overtake each other
STATE_RANK = {"outgoing": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 1}
MEDIA_TYPES = ("image", "document", "audio", "video", "voice", "sticker")


def e164(number, country_code=None):
    """``+34612345678`` for a number as people and WhatsApp write it, empty when it is none.

    :param country_code: ISO code for numbers without a country prefix
    """
    text = re.sub(r"[^\d+]", "", str(number or ""))
    if text.startswith("00"):
        text = f"+{text[2:]}"
    international = [(form, None) for form in same_numbers(f"+{text.lstrip('+')}")]
    for candidate, region in ((text, country_code), *international):
        if candidate.startswith("++") or not (region or candidate.startswith("+")):
            continue
        try:
            parsed = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return ""


def same_numbers(number):
    """Every way the owner of this E.164 number may be on record.

    WhatsApp keeps prefixes of mobile numbers that these countries no longer dial, or leaves
    out digits they have added: Mexico's 1, Argentina's 9, Brazil's ninth digit.
    """
    forms = [number]
    if match := re.fullmatch(r"\+52(1?)(\d{10})", number):
        forms.append(f"+52{'' if match.group(1) else '1'}{match.group(2)}")
    elif match := re.fullmatch(r"\+54(9?)(\d{10})", number):
        forms.append(f"+54{'' if match.group(1) else '9'}{match.group(2)}")
    elif match := re.fullmatch(r"\+55(\d{2})(9?)(\d{8})", number):
        forms.append(f"+55{match.group(1)}{'' if match.group(2) else '9'}{match.group(3)}")
    return forms


def link(number, text=""):
    """Address that opens a chat with this E.164 number, with a text to begin with."""
    query = f"?text={quote(text)}" if text else ""
    return f"https://wa.me/{number.lstrip('+')}{query}"


def window_end(last_received_at):
    """Until when a free text may be sent, None when the buyer has never written."""
    return last_received_at + WINDOW if last_received_at else None


def read_time(timestamp, now):
    """The naive UTC moment of a timestamp in seconds; ``now`` for one that makes no sense."""
    try:
        moment = datetime.fromtimestamp(int(timestamp), timezone.utc).replace(tzinfo=None)
    except (TypeError, ValueError, OverflowError, OSError):
        return now
    return moment if moment <= now else now


def read_message(message):
    """(text, media) of an incoming message; media is a dict with ``id``, or None.

    The text is empty for kinds without words, such as a voice message.
    """
    kind = str(message.get("type") or "")
    content = message.get(kind)
    if kind == "contacts" and isinstance(content, list):
        return ", ".join(_contact(card) for card in content if isinstance(card, dict)), None
    if not isinstance(content, dict):
        return "", None
    if kind in WORDS:
        return str(content.get(WORDS[kind]) or ""), None
    if kind in READERS:
        return READERS[kind](content), None
    if kind in MEDIA_TYPES and content.get("id"):
        return str(content.get("caption") or ""), content
    return "", None


def _reply(content):
    """The button or line that was chosen; of a form that was filled in its answers."""
    reply = content.get(content.get("type"))
    if not isinstance(reply, dict):
        return ""
    if not isinstance(reply.get("response_json"), str):
        return str(reply.get("title") or "")
    try:
        answers = json.loads(reply["response_json"])
    except (ValueError, RecursionError):
        return reply["response_json"]
    if not isinstance(answers, dict):
        return reply["response_json"]
    return "\n".join(f"{name}: {answer}" for name, answer in answers.items())


def _order(content):
    """What somebody put into the basket of a catalogue, a line for each product."""
    items = content.get("product_items")
    lines = [str(content.get("text") or "")]
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            price = " ".join(str(item[n]) for n in ("item_price", "currency") if item.get(n))
            product = item.get("product_retailer_id")
            lines.append(f"{item.get('quantity')} × {product}" + (f" ({price})" if price else ""))
    return "\n".join(filter(None, lines))


def _contact(card):
    name = card.get("name") if isinstance(card.get("name"), dict) else {}
    phones = [p.get("phone") for p in card.get("phones") or () if isinstance(p, dict)]
    return " ".join(str(part) for part in (name.get("formatted_name"), *phones) if part)


def _location(content):
    where = [content.get("name"), content.get("address")]
    where.append(f"https://maps.google.com/?q={content.get('latitude')},{content.get('longitude')}")
    return ", ".join(str(part) for part in where if part)


#: where the words of simple kinds stand, and what reads the others
WORDS = {"text": "body", "button": "text", "system": "body", "reaction": "emoji"}
READERS = {"interactive": _reply, "order": _order, "location": _location}


def placeholders(body):
    """Names of the places to fill in a template's text, in order, each once."""
    return list(dict.fromkeys(PLACEHOLDER.findall(body or "")))


def fill(body, values):
    """The text of a template with its places filled in order; missing ones stay."""
    filled = dict(zip(placeholders(body), values, strict=False))
    return PLACEHOLDER.sub(lambda match: filled.get(match.group(1)) or match.group(), body or "")


def text_payload(number, body):
    """What the API is told for a free text."""
    return {
        **_payload(number, "text"),
        "text": {"preview_url": "://" in body, "body": body[:MAX_BODY]},
    }


def template_payload(number, name, language, values, named=()):
    """What the API is told for an approved template with its places filled.

    :param named: names of the places where they are words; numbered ones have none
    """
    parameters = [{"type": "text", "text": value} for value in values]
    for parameter, word in zip(parameters, named, strict=False):
        if not word.isdigit():
            parameter["parameter_name"] = word
    template = {"name": name, "language": {"code": language}}
    if parameters:
        template["components"] = [{"type": "body", "parameters": parameters}]
    return {**_payload(number, "template"), "template": template}


def _payload(number, kind):
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": number.lstrip("+"),
        "type": kind,
    }


def advance(state, new_state):
    """The state of a sent message after a notice; notices come late and twice."""
    if new_state not in STATE_RANK or new_state == "outgoing" or state == "failed":
        return state
    if new_state == "failed":
        return state if STATE_RANK[state] > 1 else "failed"
    return new_state if STATE_RANK[new_state] > STATE_RANK[state] else state
