"""Amounts in words as trade documents print them, in English and in Chinese capitals (大写).

Chinese follows 支付结算办法 (1997) annex 1, 正确填写票据和结算凭证的基本规定, rules 2 and 3;
where it allows two forms, this writes the 零 after 元 and none after 万.
"""

from decimal import ROUND_HALF_UP, Decimal

_ONES = (
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN "
    "FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN"
).split()
_TENS = "ZERO TEN TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY".split()
_SCALES = ("", "THOUSAND", "MILLION", "BILLION", "TRILLION")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")
_FRACTIONS = "角分厘"

#: what the trade calls a currency: (English unit, English subunit, Chinese name)
CURRENCY_NAMES = {
    "USD": ("US DOLLARS", "CENTS", "美元"),
    "EUR": ("EUROS", "CENTS", "欧元"),
    "GBP": ("POUNDS STERLING", "PENCE", "英镑"),
    "CNY": ("CHINESE YUAN", "CENTS", "人民币"),
    "JPY": ("JAPANESE YEN", "", "日元"),
    "HKD": ("HONG KONG DOLLARS", "CENTS", "港元"),
    "AUD": ("AUSTRALIAN DOLLARS", "CENTS", "澳元"),
    "CAD": ("CANADIAN DOLLARS", "CENTS", "加元"),
    "CHF": ("SWISS FRANCS", "CENTIMES", "瑞士法郎"),
    "SGD": ("SINGAPORE DOLLARS", "CENTS", "新加坡元"),
    "KRW": ("KOREAN WON", "", "韩元"),
    "AED": ("UAE DIRHAMS", "FILS", "迪拉姆"),
    "KWD": ("KUWAITI DINARS", "FILS", "科威特第纳尔"),
}


def amount_in_words(amount, code, lang="en_US", decimals=2, unit="", subunit=""):
    """The amount as the document's language writes it.

    :param amount: int, float or Decimal in currency ``code``; rounded half up to ``decimals``
    :param code: ISO 4217 code
    :param lang: language code; Chinese for ``zh…``, English for any other
    :param unit: English name of the unit where :data:`CURRENCY_NAMES` has none
    :raises ValueError: beyond 999 trillion, or not a finite number
    """
    if (lang or "").startswith("zh"):
        name = CURRENCY_NAMES[code][2] if code in CURRENCY_NAMES else code
        return amount_in_chinese(amount, name, decimals)
    known = CURRENCY_NAMES.get(code, (unit or code, subunit, ""))
    return amount_in_english(amount, known[0], known[1], decimals)


def amount_in_english(amount, unit, subunit="", decimals=2):
    """``SAY US DOLLARS TWELVE THOUSAND AND CENTS FIFTY ONLY``.

    Without a name for the subunit the fraction is written as one of the unit: ``AND 50/100``.
    """
    negative, whole, fraction = _split(amount, decimals)
    words = f"{unit.upper()} {'MINUS ' if negative else ''}{integer_in_english(whole)}"
    if fraction and subunit:
        words += f" AND {subunit.upper()} {integer_in_english(fraction)}"
    elif fraction:
        words += f" AND {fraction:0{decimals}d}/{10**decimals}"
    return f"SAY {words} ONLY"


def amount_in_chinese(amount, currency_name="人民币", decimals=2):
    """``人民币壹万贰仟叁佰肆拾伍元陆角柒分``; 整 closes an amount that has no 分."""
    negative, whole, fraction = _split(amount, decimals)
    digits = f"{fraction:0{decimals}d}"[: len(_FRACTIONS)] if decimals else ""
    words = integer_in_chinese(whole) + "元" if whole or not fraction else ""
    words += _fraction_in_chinese(digits, after_unit=bool(whole), unit_is_zero=whole % 10 == 0)
    closing = "" if len(digits.rstrip("0")) > 1 else "整"
    return f"{currency_name}{'负' if negative else ''}{words}{closing}"


def _fraction_in_chinese(digits, after_unit, unit_is_zero):
    """角, 分 and 厘; a 零 stands for skipped places after something was written."""
    words = ""
    gap = after_unit and unit_is_zero
    for digit, place in zip(digits, _FRACTIONS, strict=False):
        if digit == "0":
            gap = bool(words) or after_unit
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words


def integer_in_english(number):
    """``12345`` as ``TWELVE THOUSAND THREE HUNDRED FORTY-FIVE``."""
    if number < 1000:
        return _hundreds_in_english(number) or "ZERO"
    words, scale = [], 0
    while number:
        number, part = divmod(number, 1000)
        if part:
            words.insert(0, f"{_hundreds_in_english(part)} {_SCALES[scale]}".strip())
        scale += 1
    return " ".join(words)


def _hundreds_in_english(number):
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} HUNDRED"] if hundreds else []
    if rest and rest < 20:
        words.append(_ONES[rest])
    elif rest:
        words.append(_TENS[rest // 10] + (f"-{_ONES[rest % 10]}" if rest % 10 else ""))
    return " ".join(words)


def integer_in_chinese(number):
    """``107000`` as ``壹拾万柒仟``, ``10409`` as ``壹万零肆佰零玖``."""
    if not number:
        return _DIGITS[0]
    sections = []
    while number:
        number, part = divmod(number, 10000)
        sections.insert(0, part)
    words = ""
    for index, section in enumerate(sections):
        if not section:
            continue
        skipped = index and (section < 1000 or not sections[index - 1])
        words += ("零" if skipped else "") + _section_in_chinese(section)
        words += _section_unit(sections, index)
    return words


def _section_unit(sections, index):
    """万, 亿 … of a section; 万 before an empty 亿 section still says 亿."""
    position = len(sections) - 1 - index
    if position == 3 and sections[index + 1]:
        return "万"
    return _SECTIONS[position]


def _section_in_chinese(number):
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = bool(words) and (not digit)
    return words


def _split(amount, decimals):
    """Sign, whole part and fraction as integers, rounded half up."""
    number = Decimal(str(amount))
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise ValueError(f"amount out of range: {amount}")
    number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, fraction = divmod(int(abs(number).scaleb(decimals)), 10**decimals)
    return bool(number < 0), whole, fraction
