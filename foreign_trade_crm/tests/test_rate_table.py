from datetime import date
from decimal import Decimal as D

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.rate_table import Quote, RateError, RateTable, read_boc, read_ecb
from .rate_server import BOC, BOC_ENGLISH, ECB

rates = st.decimals("0.0001", 10_000, places=4)


@tagged("post_install", "-at_install")
class TestRateTable(BaseCase):
    def test_european_central_bank(self):
        table = read_ecb(ECB)
        self.assertEqual((table.base, table.date), ("EUR", date(2026, 11, 20)))
        self.assertEqual(table.rate("EUR", "CNY"), D("7.812"))
        self.assertEqual(table.rate("USD", "CNY"), D("7.2"))
        self.assertEqual(round(table.rate("JPY", "CNY"), 6), D("0.047774"))
        self.assertEqual(table.rate("USD", "CNY", "buying"), D("7.2"), "it has one rate only")
        self.assertIsNone(table.rate("AED", "CNY"))

    def test_bank_of_china(self):
        for page in (BOC, BOC_ENGLISH):
            table = read_boc(page)
            self.assertEqual((table.base, table.date), ("CNY", date(2026, 11, 20)))
            self.assertEqual(table.rate("USD", "CNY"), D("7.1901"))
            self.assertEqual(table.rate("USD", "CNY", "buying"), D("7.175"))
            self.assertEqual(table.rate("USD", "CNY", "selling"), D("7.205"))
        table = read_boc(BOC)
        self.assertEqual(table.rate("JPY", "CNY"), D("0.047771"))
        self.assertEqual(table.rate("AED", "CNY", "buying"), D("1.9572"), "no spot price")
        self.assertEqual(round(table.rate("EUR", "USD", "buying"), 6), D("1.079667"))

    def test_other_answers(self):
        for content in (b"", b"<html/>", b"{}", b"\xff\xfe", b"<a><Cube time='x'/></a>"):
            for read in (read_ecb, read_boc):
                with self.assertRaises(RateError):
                    read(content)
        with self.assertRaisesRegex(RateError, "no_rate"):
            read_ecb(ECB.replace(b"rate='", b"rate='x"))
        with self.assertRaisesRegex(RateError, "no_date"):
            read_boc(BOC.replace(b"2026", b"99"))

    @given(rates, rates)
    def test_there_and_back(self, one, other):
        table = RateTable("CNY", date(2026, 11, 20), {"A": Quote(one), "B": Quote(other)})
        there, back = table.rate("A", "B"), table.rate("B", "A")
        if min(there, back) > D("0.001"):
            self.assertLess(abs(there * back - 1), D("0.00001"))
