"""Reading the body of a webhook before anybody trusts it. Pure functions."""

import base64
import binascii
import hashlib
import hmac
import json

MAX_DEPTH = 60
MAX_ITEMS = 200


class PayloadError(ValueError):
    """A body that is no JSON document we read; the text says why, in English."""


def parse(raw):
    """The JSON document in these bytes.

    :raises PayloadError: for anything but UTF-8 JSON of an object or a list of objects
    """
    try:
        document = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise PayloadError("The body is not UTF-8.") from error
    except RecursionError as error:
        raise PayloadError("The document is nested too deeply.") from error
    except ValueError as error:
        raise PayloadError(f"The body is not JSON: {str(error)[:120]}") from error
    if _depth(document) > MAX_DEPTH:
        raise PayloadError("The document is nested too deeply.")
    if isinstance(document, dict):
        return document
    if isinstance(document, list) and document and all(isinstance(i, dict) for i in document):
        return document
    raise PayloadError("The document is neither an object nor a list of objects.")


def _refuse_constant(name):
    raise ValueError(f"{name} is not a JSON value")


def _depth(document):
    """Depth of nesting, without recursion."""
    deepest, todo = 0, [(document, 1)]
    while todo:
        value, depth = todo.pop()
        deepest = max(deepest, depth)
        if depth > MAX_DEPTH:
            break
        if isinstance(value, dict):
            todo += [(child, depth + 1) for child in value.values()]
        elif isinstance(value, list):
            todo += [(child, depth + 1) for child in value]
    return deepest


def sign(secret, raw):
    """What we send and expect in a signature header: ``sha256=`` and 64 hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def is_signed(secret, raw, signature):
    """Whether a header holds the HMAC-SHA-256 of the raw body, as hex digits or base64."""
    given = (signature or "").strip()
    if not secret or not given:
        return False
    if given.lower().startswith("sha256="):
        given = given[7:]
    expected = hmac.new(secret.encode(), raw, hashlib.sha256).digest()
    return hmac.compare_digest(expected, _decode_digest(given))


def _decode_digest(text):
    """The 32 bytes meant by a text; other bytes for what is no digest."""
    try:
        if len(text) == 64:
            return bytes.fromhex(text)
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""


def is_token(secret, given):
    """Whether somebody gave the secret itself; a leading ``Bearer`` is no part of it."""
    given = (given or "").strip()
    if given.lower().startswith("bearer "):
        given = given[7:].strip()
    return bool(secret) and hmac.compare_digest(secret.encode(), given.encode())


def digest_id(document):
    """An identity for a document that brings none: the same content is the same inquiry."""
    content = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def dump(document):
    """The document as readable UTF-8 bytes; half characters are kept as escapes."""
    try:
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:
        return json.dumps(document, indent=1).encode()


def split(kind, document):
    """The inquiries in one request: for each a document of the same shape with it alone.

    :param kind: ``whatsapp``, ``meta_leads`` or any other; the first two come in envelopes
    """
    documents = document if isinstance(document, list) else [document]
    if kind in ("whatsapp", "meta_leads"):
        reader = _whatsapp_messages if kind == "whatsapp" else _lead_notices
        documents = [item for envelope in documents for item in reader(envelope)]
    if len(documents) > MAX_ITEMS:
        raise PayloadError(f"More than {MAX_ITEMS} inquiries in one request.")
    return documents


def changes(envelope):
    """(entry, change) of every change in one of Meta's envelopes; skips what is malformed."""
    for entry in _dicts(envelope.get("entry")):
        for change in _dicts(entry.get("changes")):
            if isinstance(change.get("value"), dict):
                yield entry, change


def _whatsapp_messages(envelope):
    for entry, change in changes(envelope):
        value = change["value"]
        rest = {key: part for key, part in value.items() if key not in ("messages", "statuses")}
        for message in _dicts(value.get("messages")):
            sender = message.get("from")
            known = [c for c in _dicts(value.get("contacts")) if c.get("wa_id") == sender]
            alone = {**rest, "contacts": known or value.get("contacts"), "messages": [message]}
            yield _envelope(envelope, entry, {**change, "value": alone})


def _lead_notices(envelope):
    if not isinstance(envelope.get("entry"), list):
        yield envelope  # a flat form with field_data
        return
    for entry, change in changes(envelope):
        yield _envelope(envelope, entry, change)


def _envelope(envelope, entry, change):
    return {**envelope, "entry": [{**entry, "changes": [change]}]}


def statuses(envelope):
    """What WhatsApp tells of messages we sent, in order."""
    return [
        status
        for _entry, change in changes(envelope)
        for status in _dicts(change["value"].get("statuses"))
    ]


def _dicts(value):
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
