from decimal import Decimal

from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase

from ..tools.amount_in_words import (
    amount_in_chinese,
    amount_in_words,
    integer_in_chinese,
    integer_in_english,
)

ENGLISH = {
    word: value
    for value, word in enumerate(
        "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN "
        "FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN".split()
    )
}
ENGLISH |= dict(
    zip(
        "TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY".split(),
        range(20, 100, 10),
        strict=True,
    )
)
SCALES = {"THOUSAND": 10**3, "MILLION": 10**6, "BILLION": 10**9, "TRILLION": 10**12}


def parse_english(words):
    total = part = 0
    for word in words.replace("-", " ").split():
        if word == "HUNDRED":
            part *= 100
        elif word in SCALES:
            total, part = total + part * SCALES[word], 0
        else:
            part += ENGLISH[word]
    return total + part


def parse_chinese(words):
    """Reads 大写 back the way a bank clerk does: section by section."""
    if "亿" in words:
        high, low = words.rsplit("亿", 1)
        return parse_chinese(high) * 10**8 + parse_chinese(low)
    if "万" in words:
        high, low = words.rsplit("万", 1)
        return parse_chinese(high) * 10**4 + parse_chinese(low)
    total = digit = 0
    for char in words:
        if char in "拾佰仟":
            total += digit * {"拾": 10, "佰": 100, "仟": 1000}[char]
            digit = 0
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
    return total + digit


class TestAmountInWords(BaseCase):
    def test_english(self):
        cases = {
            12345.67: "SAY US DOLLARS TWELVE THOUSAND THREE HUNDRED FORTY-FIVE "
            "AND CENTS SIXTY-SEVEN ONLY",
            12000: "SAY US DOLLARS TWELVE THOUSAND ONLY",
            0.05: "SAY US DOLLARS ZERO AND CENTS FIVE ONLY",
            0: "SAY US DOLLARS ZERO ONLY",
            1000001.1: "SAY US DOLLARS ONE MILLION ONE AND CENTS TEN ONLY",
            -3: "SAY US DOLLARS MINUS THREE ONLY",
        }
        for amount, words in cases.items():
            self.assertEqual(amount_in_words(amount, "USD"), words)

    def test_currencies(self):
        self.assertEqual(
            amount_in_words(12345.6, "JPY", decimals=0),
            "SAY JAPANESE YEN TWELVE THOUSAND THREE HUNDRED FORTY-SIX ONLY",
        )
        self.assertEqual(
            amount_in_words(1.235, "KWD", decimals=3),
            "SAY KUWAITI DINARS ONE AND FILS TWO HUNDRED THIRTY-FIVE ONLY",
        )
        self.assertEqual(
            amount_in_words(7.5, "PLN", unit="Zlotych", subunit="Groszy"),
            "SAY ZLOTYCH SEVEN AND GROSZY FIFTY ONLY",
        )
        self.assertEqual(amount_in_words(7.5, "XYZ"), "SAY XYZ SEVEN AND 50/100 ONLY")

    def test_chinese(self):
        """The first six are the examples of the regulation itself."""
        cases = {
            "1409.50": "壹仟肆佰零玖元伍角整",
            "6007.14": "陆仟零柒元壹角肆分",
            "1680.32": "壹仟陆佰捌拾元零叁角贰分",
            "107000.53": "壹拾万柒仟元零伍角叁分",
            "16409.02": "壹万陆仟肆佰零玖元零贰分",
            "325.04": "叁佰贰拾伍元零肆分",
            "12345.67": "壹万贰仟叁佰肆拾伍元陆角柒分",
            "12000": "壹万贰仟元整",
            "100000001": "壹亿零壹元整",
            "1000000010000": "壹万亿零壹万元整",
            "0.05": "伍分",
            "0": "零元整",
        }
        for amount, words in cases.items():
            self.assertEqual(amount_in_chinese(Decimal(amount)), "人民币" + words)

    def test_chinese_other_currencies(self):
        self.assertEqual(amount_in_words(300, "USD", "zh_CN"), "美元叁佰元整")
        self.assertEqual(amount_in_words(300.4, "JPY", "zh_CN", decimals=0), "日元叁佰元整")
        self.assertEqual(amount_in_words(1.204, "KWD", "zh_CN", 3), "科威特第纳尔壹元贰角零肆厘")

    def test_rounds_half_up_as_printed(self):
        """2.675 is a little less as a float, but the buyer reads 2.675."""
        self.assertIn("CENTS SIXTY-EIGHT", amount_in_words(2.675, "USD"))
        self.assertIn("ONE HUNDRED ONLY", amount_in_words(99.995, "USD"))

    def test_refuses_what_is_no_amount(self):
        for amount in (float("nan"), float("inf"), 10**15):
            with self.assertRaises(ValueError):
                amount_in_words(amount, "USD")

    @settings(deadline=None)
    @given(st.integers(0, 10**15 - 1))
    def test_reads_back(self, number):
        self.assertEqual(parse_english(integer_in_english(number)), number)
        words = integer_in_chinese(number)
        self.assertEqual(parse_chinese(words), number)
        self.assertNotIn("零零", words)
        self.assertFalse(number and words.endswith("零"))
