"""What an inquiry tells of itself, cleaned so that it can be stored. Pure functions."""

import re

#: every key that facts may have, in the order of forms and notes
FACTS = (
    "subject",
    "contact_name",
    "company_name",
    "position",
    "email",
    "phone",
    "whatsapp",
    "website",
    "country",
    "street",
    "zip",
    "city",
    "language",
    "industry",
    "product",
    "quantity",
    "unit",
    "target_price",
    "currency",
    "message",
)
NUMBERS = ("quantity", "target_price")
MAX_TEXT = 250
MAX_MESSAGE = 100_000
# What people write instead of an ISO code.
LANGUAGES = {
    "english": "en",
    "chinese": "zh",
    "spanish": "es",
    "español": "es",
    "french": "fr",
    "français": "fr",
    "german": "de",
    "deutsch": "de",
    "portuguese": "pt",
    "português": "pt",
    "russian": "ru",
    "русский": "ru",
    "arabic": "ar",
    "italian": "it",
    "中文": "zh",
    "英语": "en",
}


def clean(facts):
    """The same facts without empty ones, with texts that PostgreSQL stores.

    Keys that are no facts are kept apart under ``more``: they are notes of the sender.
    """
    cleaned = {}
    for name in FACTS:
        value = facts.get(name)
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, (int, float)) and name in NUMBERS:
            cleaned[name] = value
            continue
        limit = MAX_MESSAGE if name == "message" else MAX_TEXT
        text = clean_text(value, keep_lines=name == "message")[:limit]
        if text:
            cleaned[name] = text
    more = facts.get("more") or {}
    notes = {clean_text(key)[:80]: clean_text(value)[:2000] for key, value in more.items()}
    if any(notes.values()):
        cleaned["more"] = {key: text for key, text in notes.items() if key and text}
    return cleaned


def clean_text(value, keep_lines=False):
    """Text without NUL and half characters, which PostgreSQL refuses."""
    text = str(value).replace("\x00", "")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.strip() if keep_lines else re.sub(r"\s+", " ", text).strip()


def as_text(value):
    """A number without a needless ``.0``, anything else as it is."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_number(value):
    """The number in ``1200``, ``"1,200"``, ``"1 200.50"`` or ``"12,5"``; None when it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        # neither infinity nor NaN, nor what no column holds
        return value if abs(value) < 1e15 else None
    text = re.sub(r"[\s\u00a0']", "", str(value))
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?|[+-]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d+,\d+", text):
        text = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,10})?", text):
        return None
    return float(text)


def language_code(told):
    """ISO 639-1 code in ``es``, ``es_MX``, ``es-MX`` or ``Spanish``; empty when unknown."""
    told = (told or "").strip().lower()
    if told in LANGUAGES:
        return LANGUAGES[told]
    match = re.fullmatch(r"([a-z]{2})([-_][a-z0-9]+)*", told)
    return match.group(1) if match else ""
