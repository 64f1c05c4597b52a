"""Keys under which the same buyer is found again, however it is written. Pure functions."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

from odoo.exceptions import UserError
from odoo.tools import email_normalize

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from . import legal_forms
from .free_email import company_domain
from .shared_hosts import SHARED_HOSTS

#: Longest key that is kept; an index entry must stay well below a page.
MAX_KEY = 200
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
# Accents of Latin, Greek and Cyrillic, Arabic vowel signs; marks of other scripts are letters.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640]")
_SILENT = re.compile("['’‘`´\"“”„״׳ʼ\u200b-\u200f\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
# Mexico and Brazil
MENDED_COUNTRIES = {52, 55}
_PLAIN_ADDRESS = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?/*(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_HOST_PREFIX = re.compile(r"^(?:www\d*|m|shop|store|en)\.(?=[^.]+\.)")


def fold(text):
    """Lower case without accents: ``Grüne GÄRTEN`` → ``grune garten``, ``Ａ`` → ``a``."""
    text = unicodedata.normalize("NFKC", text or "").casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def words(text):
    """Words of a name, dotted letters joined: ``S. de R.L. de C.V.`` → s, de, rl, de, cv."""
    folded = fold(text)
    for mark in legal_forms.CJK_MARKS:
        folded = folded.replace(mark, " ")
    joined, previous_single = [], False
    for word in _WORD.findall(_SILENT.sub("", folded)):
        single = len(word) == 1 and word.isalpha() and not _is_ideograph(word)
        if single and previous_single:
            joined[-1] += word
        else:
            joined.append(word)
        previous_single = single
    return joined


def _is_ideograph(letter):
    return "\u2e80" <= letter <= "\ud7ff"


def _forms(text):
    forms = {tuple(form.split()) for form in text.split("|")} - {()}
    return sorted(forms, key=len, reverse=True)


_SUFFIXES = frozenset(_forms(legal_forms.SUFFIXES))
_PREFIXES = frozenset(_forms(legal_forms.PREFIXES))
_LONGEST = max(map(len, _SUFFIXES | _PREFIXES))


def _strip_forms(name):
    """The words without legal forms around them; at least one word stays."""
    last = True
    while size := _suffix_size(name, last):
        name, last = name[:-size], False
    while size := _prefix_size(name):
        name = name[size:]
    return name


def _suffix_size(name, last):
    for size in range(min(_LONGEST, len(name) - 1), 0, -1):
        form = tuple(name[-size:])
        if form in _SUFFIXES and (last or form[0] not in legal_forms.LAST_ONLY):
            return size
    return 0


def _prefix_size(name):
    sizes = range(min(_LONGEST, len(name) - 1), 0, -1)
    return next((size for size in sizes if tuple(name[:size]) in _PREFIXES), 0)


def _strip_joined(key):
    """The same for scripts that put no space between words."""
    for suffix in _CJK_SUFFIXES:
        if key.endswith(suffix) and len(key) > len(suffix):
            key = key[: -len(suffix)]
            break
    for prefix in _CJK_PREFIXES:
        if key.startswith(prefix) and len(key) > len(prefix):
            return key[len(prefix) :]
    return key


def _join(text):
    return "".join(words(text))


_CJK_SUFFIXES = sorted({_join(form) for form in legal_forms.CJK_SUFFIXES}, key=len, reverse=True)
_CJK_PREFIXES = sorted({_join(form) for form in legal_forms.CJK_PREFIXES}, key=len, reverse=True)


@lru_cache(maxsize=20_000)
def company_name_key(name):
    """Key of a company's name, empty when the name tells nothing.

    ``Casa Verde, S. de R.L. de C.V.`` → ``casaverde``; ``狮城户外用品有限公司`` → ``狮城户外用品``.
    """
    found = words(name)
    if len(found) > 2:
        middle = [word for word in found[1:-1] if word not in legal_forms.CONNECTORS]
        found = [found[0], *middle, found[-1]]
    stripped = _strip_forms(found)
    if len(stripped) == 1 and tuple(stripped) in _SUFFIXES:
        return ""
    key = _strip_joined("".join(stripped))[:MAX_KEY]
    return "" if len(key) < 2 or key.isdigit() or key in legal_forms.PLACEHOLDERS else key


def company_name_keys(name):
    """All keys a name is looked for under: of ``Grüne Gärten GmbH`` also ``gruenegaerten``.

    A German umlaut is written as a letter with dots, as two letters, or with the dots left off.
    """
    key = company_name_key(name)
    keys = {key}
    lowered = unicodedata.normalize("NFC", name or "").lower()
    if any(umlaut in lowered for umlaut, _pair in _UMLAUTS):
        for umlaut, pair in _UMLAUTS:
            lowered = lowered.replace(umlaut, pair)
        keys.add(company_name_key(lowered))
    elif any(pair in lowered for _umlaut, pair in _UMLAUTS) and legal_forms.GERMAN.intersection(
        words(name)
    ):
        for _umlaut, pair in _UMLAUTS:
            lowered = lowered.replace(pair, pair[0])
        keys.add(company_name_key(lowered))
    return keys - {""}


def website_domain(url):
    """``https://www.casa-verde.com.mx/contact`` → ``casa-verde.com.mx``.

    Empty for a page on a platform, a social network or a site builder, which many share.
    """
    match = _HOST.match((url or "").strip())
    host = match.group(1).lower().strip(".") if match else ""
    host = _HOST_PREFIX.sub("", _ascii_host(host))
    if "." not in host or host.replace(".", "").isdigit():
        return ""
    labels = host.split(".")
    if any(".".join(labels[start:]) in SHARED_HOSTS for start in range(len(labels) - 1)):
        return ""
    return company_domain(host)[:MAX_KEY]


def email_domain(address):
    """``Buyer@Casa.ES`` → ``casa.es``, empty for a free provider."""
    return _ascii_host(company_domain(address))[:MAX_KEY]


def _ascii_host(host):
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


@lru_cache(maxsize=20_000)
def phone_key(number, country_code):
    """E.164 of a number as Odoo stores it, empty for what cannot be called.

    :param country_code: ISO code of the country whose national numbers these are
    """
    try:
        parsed = phonenumbers.parse(number, country_code or None)
        # core parses twice, because it mends what the library makes of some countries
        if phonenumbers.is_valid_number(parsed) and parsed.country_code not in MENDED_COUNTRIES:
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return ""
    try:
        return phone_format(number, country_code or None, None, "E164")
    except UserError:
        return ""


def email_key(email):
    """An address as Odoo stores it in ``email_normalized``, empty when there is none."""
    lowered = (email or "").strip().lower()
    # reading plain addresses as a mail header takes ten times as long
    if _PLAIN_ADDRESS.fullmatch(lowered):
        return lowered
    return email_normalize(email, strict=False) if email else ""


def domain_keys(email, website):
    """What is stored of a record's domains: the first, and the web's where it differs."""
    web = website_domain(website)
    first = email_domain(email) or web
    return first, web if web != first else ""


def best_first(matches):
    """Sort matches, the likeliest first.

    Exact keys count before the domain; then customers before leads, what is active and owned,
    and the newest.

    :param matches: dicts with ``keys``, ``model``, ``id``, ``user_id`` and ``active``
    """
    return sorted(matches, key=_rank)


_WEIGHT = {"email": 8, "phone": 4, "name": 3, "domain": 1}


def _rank(match):
    return (
        -sum(_WEIGHT.get(key, 0) for key in match["keys"]),
        not match["active"],
        match["model"] != "res.partner",
        not match["user_id"],
        -match["id"],
    )


def first_of_kind(keys_list):
    """For each item the index of the first earlier one that shares a key, else ``None``.

    Chains count: where the second shares its phone with the first and the third its e-mail with
    the second, all point to the first.

    :param keys_list: a collection of ``(kind, key)`` for each item
    """
    seen, roots = {}, []
    for index, keys in enumerate(keys_list):
        known = {seen[key] for key in keys if key in seen}
        root = min(known) if known else None
        roots.append(root)
        for key in keys:
            seen.setdefault(key, index if root is None else root)
    return roots
