import time

from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import fact_values, mail_expression, mail_pattern


@tagged("post_install", "-at_install")
class TestMailPattern(BaseCase):
    """Reading labels and lines, without a database."""

    def _find(self, text, *labels, others=()):
        return mail_pattern.find_labelled(mail_pattern.text_lines(text), labels, others)

    def test_beside_and_below(self):
        self.assertEqual(self._find("Name: Anna", "name"), "Anna")
        self.assertEqual(self._find("• Name ： Anna", "name"), "Anna")
        self.assertEqual(self._find("Name\tAnna", "name"), "Anna")
        self.assertEqual(self._find("Name:\n\nAnna", "name"), "Anna")
        self.assertEqual(self._find("联系人：王小明", "联系人"), "王小明")
        self.assertEqual(self._find("Names: Anna", "name"), "")
        self.assertEqual(self._find("Name:\nCountry: Spain", "name", others=["country"]), "")
        self.assertEqual(self._find("Name: N/A", "name"), "")

    def test_html(self):
        source = (
            "<table><tr><td><table><tr><td><b>Name</b></td><td><p>Anna</p></td></tr>"
            "<tr><td>Country:</td><td>Spain</td></tr></table></td></tr></table>"
            "<style>Name: no</style><div>Message:<br>one<br>two</div><p>Reply now</p>"
        )
        lines = mail_pattern.html_lines(source)
        self.assertEqual(mail_pattern.find_labelled(lines, ["name"]), "Anna")
        self.assertEqual(mail_pattern.find_labelled(lines, ["country"]), "Spain")
        block = mail_pattern.find_block(lines, ["message"], (), ["reply now"])
        self.assertEqual(block, "one\ntwo")

    def test_nonsense_is_survived(self):
        for source in ("", "<", "<<<>>>", "\x00", "<table>" * 3000 + "x", "&#x110000;", "é"):
            self.assertIsInstance(mail_pattern.html_lines(source), list)
            self.assertIsInstance(mail_pattern.text_lines(source), list)

    def test_senders(self):
        self.assertTrue(mail_pattern.comes_from("a@notice.shop.example", ["shop.example"]))
        self.assertTrue(mail_pattern.comes_from("a@shop.example", ["@shop.example"]))
        self.assertTrue(mail_pattern.comes_from("A@Shop.example", ["a@shop.example"]))
        self.assertFalse(mail_pattern.comes_from("a@myshop.example", ["shop.example"]))
        self.assertFalse(mail_pattern.comes_from("shop.example@evil.example", ["shop.example"]))

    def _refusal(self, expression):
        try:
            mail_expression.check_expression(expression)
        except mail_expression.ExpressionError as error:
            return error.code
        return ""

    def test_expressions(self):
        for expression, code in {
            r"^\[(.+?)\] sent": "",
            r"(.+?) from (.+?) wrote": "",
            r"Tel[.:]?\s*([+\d ()-]{6,25})": "",
            r"(a|b)*c": "",
            r"(?:ab)?c": "",
            r"(a+)+": "nested",
            r"(a|aa)+": "nested",
            r"(?:x{1,50}){1,50}": "nested",
            r"(?=(a+)+)b": "nested",
            r"(.)\1": "reference",
            r".*.*.*": "slow",
            r"^.*.*.*.*": "slow",
            "(": "syntax",
        }.items():
            self.assertEqual(self._refusal(expression), code, expression)

    def test_what_is_accepted_ends_soon(self):
        hostile = mail_pattern.text_lines("\n".join(["a" * 2000] * 300))
        for expression in (r"^(.+)(.+)(.+)#", r"(.+)(.+)#", r"(.+?) from (.+?) wrote"):
            self.assertFalse(self._refusal(expression))
            start = time.monotonic()
            mail_pattern.find_expression(hostile, expression, time.monotonic() + 1)
            # far more than it takes on an idle machine
            self.assertLess(time.monotonic() - start, 20)

    def test_quantities_and_prices(self):
        for text, expected in {
            "1,200 Pieces": (1200.0, "Pieces"),
            "800 pcs": (800.0, "pcs"),
            "5000": (5000.0, ""),
            "about 300 rolls": (300.0, "rolls"),
            "2.000 unidades": (2000.0, "unidades"),
            "one container": (None, ""),
            "- 500 pcs": (500.0, "pcs"),
            "-5": (None, ""),
            "": (None, ""),
        }.items():
            self.assertEqual(fact_values.split_quantity(text), expected, text)
        for text, expected in {
            "USD 11.80 / Piece": (11.8, "USD"),
            "US$ 3": (3.0, "USD"),
            "€ 4.50": (4.5, "EUR"),
            "12,5 EUR": (12.5, "EUR"),
            "cheap": (None, ""),
            "-1 USD": (None, ""),
        }.items():
            self.assertEqual(fact_values.split_price(text), expected, text)


@tagged("post_install", "-at_install")
class TestMailPatternProperties(BaseCase):
    @given(st.text(max_size=300))
    @settings(max_examples=150, deadline=None)
    def test_any_text(self, text):
        for lines in (mail_pattern.text_lines(text), mail_pattern.html_lines(text)):
            mail_pattern.find_labelled(lines, ["name"], ["country"])
            mail_pattern.find_block(lines, ["message"])
        fact_values.split_amounts({"quantity": text, "target_price": text})
