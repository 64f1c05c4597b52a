"""Reading facts out of what webhooks send, by field and path. Pure functions."""

from odoo.tools import email_normalize

from . import json_path, lead_facts

#: the facts by one of which an inquiry can be worked on
TELLING = ("email", "phone", "whatsapp", "message", "contact_name", "company_name", "product")
CONTAINERS = ("field_data", "fields", "answers", "data", "form_response")
TECHNICAL = ("id", "object", "event_id", "event_type", "token", "responseId", "submissionId")
NAME_KEYS = ("name", "label", "title", "key", "question")
VALUE_KEYS = ("value", "values", "answer", "text", "email", "number", "phone_number", "choice")


def read(lines, document, strict):
    """Facts in a document by (field, path) lines.

    :param strict: refuse values of the wrong type; otherwise they are kept as notes
    :return: (facts, errors), errors being path → what was expected: ``text``, ``number``
        or ``email``
    """
    facts, errors, notes = {}, {}, {}
    for name, path in lines:
        if name in facts:
            continue
        values = json_path.find(path, document)
        if not values:
            continue
        expected, value = _read_value(name, values, strict)
        if not expected:
            facts[name] = value
        elif strict:
            errors.setdefault(path, expected)  # the sender knows no names but its own
        else:
            notes[name] = ", ".join(_flat(values))
    more = {**notes, **({} if errors else _unread(document, facts))}
    return ({**facts, "more": more} if more else facts), errors


def _read_value(name, values, strict):
    """("", value) for values of the right type, else (expected type, None)."""
    if not all(isinstance(value, (str, int, float)) for value in values):
        return "text", None
    if any(isinstance(value, bool) for value in values):
        return "text", None
    if name in lead_facts.NUMBERS and strict:
        number = lead_facts.as_number(values[0])
        return ("", number) if number is not None and len(values) == 1 else ("number", None)
    text = ", ".join(str(value) for value in values)
    if name == "email" and strict and not email_normalize(text, strict=True):
        return "email", None
    return "", text


def _unread(document, facts):
    """What somebody answered beside the facts: label → text, so that nothing is lost."""
    known = {str(value).casefold() for value in facts.values()}
    pairs = list(_pairs(document, facts)) if isinstance(document, dict) else []
    unread = {}
    for label, text in pairs:
        if text.casefold() not in known:
            # two questions may have one label
            unread[label] = f"{unread[label]}, {text}" if label in unread else text
    return unread


def _pairs(document, read):
    """(label, text) of answers in the shapes that form builders use, or of a flat document.

    :param read: names of members that were read
    """
    inside = [document[key] for key in CONTAINERS if isinstance(document.get(key), (dict, list))]
    if not inside:
        for key, value in document.items():
            scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
            if scalar and key not in read and key not in TECHNICAL and str(value):
                yield key, str(value)
    for value in inside:
        if isinstance(value, dict):
            yield from _pairs(value, read)
        else:
            yield from (pair for item in value if (pair := _labelled(item)))


def _labelled(item):
    if not isinstance(item, dict):
        return None
    field = item.get("field") if isinstance(item.get("field"), dict) else {}
    label = next((item[k] for k in NAME_KEYS if isinstance(item.get(k), str)), None)
    label = label or field.get("title") or field.get("ref")
    value = next((item[k] for k in VALUE_KEYS if item.get(k) not in (None, "", [])), None)
    text = ", ".join(_flat([value]))
    return (str(label), text) if label and text else None


def _flat(values):
    """Texts of scalars, of lists of scalars and of the label of a choice."""
    for value in values:
        if isinstance(value, dict):
            value = value.get("label") or value.get("labels") or list(value.values())
        if isinstance(value, list):
            yield from _flat(value)
        elif value is not None and not isinstance(value, dict):
            yield str(value)
