"""Who writes and from where, read off the text of an inquiry. Pure functions."""

import re

import phonenumbers

from .free_email import company_domain

LABELS = {
    "company": r"company(?:\s+name)?|empresa|compañía|société|entreprise|firma|unternehmen|"
    r"azienda|компания|公司(?:名称)?|şirket",
    "country": r"country(?:/region)?|país|pais|pays|land|paese|страна|国家(?:/地区)?|ülke",
    "name": r"contact(?:\s+name)?|name|nombre|nom|nome|姓名|联系人|имя",
}
LEGAL_FORM = re.compile(
    r"(?:\b(?:ltd|limited|llc|inc|corp|corporation|gmbh|kg|ag|s\.?a\.?s?|s\.?l\.?u?|s\.?r\.?l|"
    r"s\.?p\.?a|b\.?v|n\.?v|pty|plc|oy|ab|a/s|aps|sarl|ltda|s\.?a\.?\s?de\s?c\.?v|"
    r"sp\.?\s?z\s?o\.?o|co|fze|llp|eirl)\b\.?|有限公司|有限责任公司|株式会社|ООО|АО)\s*[.,]?\s*$",
    re.IGNORECASE,
)
PHONE_START = re.compile(r"(?:\+|00)\d[\d\s().\-/]{6,18}\d")
QUOTE_START = re.compile(
    r"^\s*(>|-{3,}\s*(original|forwarded|mensaje original|原始邮件)|on .{5,80} wrote:|"
    r"el .{5,80} escribió:|le .{5,80} a écrit)",
    re.IGNORECASE | re.MULTILINE,
)
# Country domains that are sold as something else.
GENERIC_DOMAINS = {"co", "io", "ai", "me", "tv", "cc", "ws", "fm", "to", "ly", "gg", "so", "la"}
DOMAIN_COUNTRIES = {"UK": "GB", "EU": "", "SU": "RU", "AC": ""}
# What people write instead of the name in Odoo's list.
COUNTRY_NAMES = {
    "usa": "US",
    "u.s.a.": "US",
    "america": "US",
    "estados unidos": "US",
    "uk": "GB",
    "england": "GB",
    "great britain": "GB",
    "scotland": "GB",
    "uae": "AE",
    "dubai": "AE",
    "ksa": "SA",
    "deutschland": "DE",
    "alemania": "DE",
    "österreich": "AT",
    "schweiz": "CH",
    "suisse": "CH",
    "españa": "ES",
    "italia": "IT",
    "méxico": "MX",
    "perú": "PE",
    "panamá": "PA",
    "brasil": "BR",
    "россия": "RU",
    "russia": "RU",
    "korea": "KR",
    "south korea": "KR",
    "vietnam": "VN",
    "holland": "NL",
    "polska": "PL",
    "türkiye": "TR",
    "turkey": "TR",
    "maroc": "MA",
    "argélia": "DZ",
    "中国": "CN",
    "中國": "CN",
    "台灣": "TW",
    "台湾": "TW",
    "香港": "HK",
    "新加坡": "SG",
    "马来西亚": "MY",
    "美国": "US",
    "西班牙": "ES",
    "德国": "DE",
    "مصر": "EG",
    "السعودية": "SA",
    "الإمارات": "AE",
}


def own_words(text):
    """The part of a mail the sender wrote: what it quotes is cut off."""
    match = QUOTE_START.search(text or "")
    return text[: match.start()] if match and match.start() > 20 else (text or "")


def labelled(text, key):
    """Value after a label such as ``Company: Casa Verde S.L.``, empty when there is none."""
    pattern = rf"^\W*(?:{LABELS[key]})\s*[:：]\s*(.{{2,120}}?)\s*$"
    match = re.search(pattern, text or "", re.IGNORECASE | re.MULTILINE)
    return match.group(1).strip(" *,;") if match else ""


def find_phone(text):
    """First number in international form with a valid country prefix, as written in E.164."""
    for match in PHONE_START.finditer(text or ""):
        number = re.sub(r"^00", "+", match.group())
        try:
            parsed = phonenumbers.parse(number)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return ""


def phone_country(number):
    """ISO code of the country of an international number, empty when shared or unknown."""
    try:
        code = phonenumbers.region_code_for_number(phonenumbers.parse(number or ""))
    except phonenumbers.NumberParseException:
        return ""
    return code if code and len(code) == 2 else ""


def domain_country(domain):
    """ISO code told by the top level of a domain, empty for .com, .co and the like."""
    top = (domain or "").rpartition(".")[2].lower()
    if len(top) != 2 or top in GENERIC_DOMAINS:
        return ""
    return DOMAIN_COUNTRIES.get(top.upper(), top.upper())


def find_country(text, phone, domain, names, home=""):
    """ISO code of the buyer's country: by label, phone, signature, domain, then any mention.

    :param dict names: lower-case country name → ISO code
    :param home: our own country's code; a buyer who writes it means us
    """
    names = {**names, **COUNTRY_NAMES}
    told = names.get(labelled(text, "country").lower().strip(". "))
    signature = "\n".join((text or "").strip().splitlines()[-8:])
    return (
        told
        or phone_country(phone)
        or _mentioned(signature, names, home)
        or domain_country(domain)
        or _mentioned(text, names, home)
    )


def _mentioned(text, names, home):
    """The last country the text mentions; addresses end with theirs."""
    found = []
    lowered = (text or "").lower()
    for name, code in names.items():
        if code == home or len(name) < 2 or name not in lowered:
            continue
        bounded = rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)
        position = max((m.start() for m in re.finditer(bounded, lowered)), default=-1)
        if position >= 0:
            # "us" and "in" are words: two letters count only in capitals
            written = text[position : position + len(name)]
            if len(name) > 3 or not name.isascii() or written.isupper():
                found.append((position, len(name), code))
    return max(found)[2] if found else ""


def find_company(text, address):
    """Name of the buyer's company: by label, by its legal form, else from the domain."""
    name = labelled(text, "company")
    if name:
        return name
    lines = [line.strip(" *|,-\t") for line in (text or "").strip().splitlines()]
    for line in reversed([line for line in lines if line][-12:]):
        if 4 <= len(line) <= 80 and LEGAL_FORM.search(line) and len(line.split()) <= 9:
            return line
    domain = company_domain(address)
    return _domain_name(domain) if domain else ""


def _domain_name(domain):
    """``casa-verde.com.mx`` → ``Casa Verde``."""
    labels = domain.split(".")
    while len(labels) > 1 and (len(labels[-1]) <= 3 or labels[-1] in ("info", "example", "test")):
        labels.pop()
    return labels[-1].replace("-", " ").replace("_", " ").title()


def find_website(text):
    """First web address in the text, empty when there is none."""
    match = re.search(r"(?:https?://|www\.)[\w.-]+\.[a-z]{2,}(?:/[\w./-]*)?", text or "", re.I)
    return match.group() if match else ""
