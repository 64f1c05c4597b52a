"""Which language an inquiry is written in: script first, then the small words."""

import re

STOP_WORDS = {
    "en": "the and for you your are with this that have please would our from will can we is of to "
    "dear regards looking interested price quotation delivery",
    "es": "el la los las que por para con una del estimados estamos nuestro nuestra favor gracias "
    "saludos precio somos empresa buenos días necesitamos ustedes y en de un su sus",
    "pt": "o os as que por para com uma do da dos das prezados estamos nosso nossa favor obrigado "
    "saudações preço somos empresa bom não você são e em de um gostaríamos",
    "fr": "le la les des que pour avec une nous vous votre notre bonjour merci cordialement prix "
    "sommes société est dans et en de un au aux cher messieurs",
    "de": "der die das und für mit wir sie ihre unser bitte sehr geehrte grüßen preis sind ist "
    "nicht ein eine von zu den dem im auf freundlichen",
    "it": "il lo gli che per con una del della siamo nostro nostra cortesemente grazie saluti "
    "prezzo azienda buongiorno vorremmo di un è e in sono vi",
    "nl": "de het een en voor met wij u uw onze graag bedankt groeten prijs zijn is niet van te "
    "op in dat geachte",
    "pl": "i w z na do nie się jest proszę o dla nasza firma cena dziękuję pozdrawiam jesteśmy "
    "państwo dzień dobry",
    "tr": "ve bir için ile bu biz sizin fiyat lütfen teşekkürler saygılarımla firma merhaba "
    "olarak ürün istiyoruz",
    "id": "dan yang untuk dengan kami anda harga terima kasih mohon dari ini adalah tidak",
    "vi": "và của cho với chúng tôi bạn giá xin cảm ơn là công ty không được",
    "cs": "a v na se je pro s prosím cena děkuji pozdravem naše firma dobrý den jsme o",
    "ro": "și în de la pentru cu o un este vă rugăm preț mulțumesc suntem firma bună ziua",
}
WORDS = {code: frozenset(words.split()) for code, words in STOP_WORDS.items()}
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
PERSIAN = re.compile(r"[پچژگ]")
CHARSETS = {
    "gb18030": "zh",
    "gb2312": "zh",
    "gbk": "zh",
    "big5": "zh",
    "shift_jis": "ja",
    "iso-2022-jp": "ja",
    "euc-kr": "ko",
    "koi8-r": "ru",
    "windows-1251": "ru",
    "windows-1256": "ar",
}
# One sign of these scripts says as much as this many letters of an alphabet.
DENSE = {"zh": 3, "ja": 2, "ko": 2}


def detect_language(text, header="", charset=""):
    """ISO 639-1 code of the language of ``text``, empty when nothing can be told.

    :param header: value of the Content-Language header. It is believed unless the text is
        plainly in another script, because mail programs put their own language there.
    :param charset: of the message, a last hint for texts without a known word
    """
    text = (text or "")[:20000]
    named = re.split(r"[,;\s_-]", (header or "").strip().lower())[0][:2]
    by_script = _by_script(text)
    if by_script:
        return named if named and named == by_script[:2] else by_script
    by_words, hits = _by_words(text)
    if by_words and (hits >= 5 or not named):
        return by_words
    return named or by_words or CHARSETS.get((charset or "").lower(), "")


def _by_script(text):
    """The language of a script that carries the text, empty for the Latin alphabet."""
    latin = len(re.findall(r"[A-Za-z\u00c0-\u024f]", text))
    counts = {code: len(pattern.findall(text)) for code, pattern in SCRIPTS}
    if counts["ja"] > 0 and counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    code = max(counts, key=lambda key: counts[key] * DENSE.get(key, 1))
    if not counts[code] or counts[code] * DENSE.get(code, 1) < latin:
        return ""
    if code == "ru" and UKRAINIAN.search(text):
        return "uk"
    if code == "ar" and PERSIAN.search(text):
        return "fa"
    return code


def _by_words(text):
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = {code: sum(word in known for word in words) for code, known in WORDS.items()}
    best = max(scores, key=lambda code: scores[code])
    return (best, scores[best]) if scores[best] >= 2 else ("", 0)


def pick_installed(code, installed, country_code=""):
    """The installed locale (``es_ES``) that serves language ``code`` best, empty if none.

    :param installed: codes of installed locales
    :param country_code: of the writer; decides between es_ES and es_MX
    """
    if not code:
        return ""
    exact = f"{code}_{country_code}".lower()
    matching = [lang for lang in installed if lang.split("_")[0].lower() == code]
    for lang in matching:
        if lang.lower() == exact:
            return lang
    home = f"{code}_{code}".lower()
    preferred = {"zh": "zh_cn", "en": "en_us", "pt": "pt_pt"}.get(code, home)
    matching.sort(key=lambda lang: (lang.lower() != preferred, lang))
    return matching[0] if matching else ""
