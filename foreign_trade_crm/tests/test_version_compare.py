from hypothesis import given, strategies as st

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from ..tools.version_compare import compare_lines, compare_terms, is_changed, percent
from .quotes_common import QuotesCommon


def line(ref=0, product=0, **values):
    return {
        "ref": ref,
        "product": product,
        "code": "",
        "name": "Chair",
        "uom": "pcs",
        "quantity": 10.0,
        "price": 5.0,
        "discount": 0.0,
        "amount": 50.0,
        "margin": 0.0,
        **values,
    }


lines = st.lists(
    st.builds(
        line,
        ref=st.integers(0, 4),
        product=st.integers(0, 4),
        amount=st.floats(-1e6, 1e6),
        name=st.sampled_from(["Chair", "Table"]),
    ),
    max_size=6,
)


@tagged("post_install", "-at_install")
class TestVersionCompareTools(BaseCase):
    def test_terms(self):
        terms = compare_terms(
            {"incoterm": "FOB", "total": 200.0, "gone": "x"},
            {"incoterm": "CIF", "total": 150.0, "new": False},
        )
        told = {term.name: (term.difference, term.percent) for term in terms if is_changed(term)}
        self.assertEqual(
            told, {"incoterm": (None, None), "total": (-50.0, -25.0), "gone": (None, None)}
        )

    def test_per_cent_of_nothing_says_nothing(self):
        self.assertIsNone(percent(0, 5))
        self.assertEqual(percent(-100, -50), 50)

    def test_a_line_is_known_by_its_order_line_then_by_its_product(self):
        before = [line(ref=1, product=7), line(ref=2, product=8), line(ref=3, product=9)]
        after = [
            line(ref=2, product=8, price=4.0, amount=40.0),
            line(ref=9, product=7),
            line(ref=10, product=11),
        ]
        kinds = [(one.kind, one.changed_names()) for one in compare_lines(before, after)]
        self.assertEqual(
            kinds,
            [("changed", ["price", "amount"]), ("same", []), ("added", []), ("removed", [])],
        )

    @given(lines, lines)
    def test_every_line_is_counted_once(self, before, after):
        changes = compare_lines(before, after)
        self.assertEqual([one.after for one in changes if one.after], after)
        self.assertCountEqual(
            [id(one.before) for one in changes if one.before], [id(one) for one in before]
        )
        total = sum(one.difference() for one in changes)
        expected = sum(one["amount"] for one in after) - sum(one["amount"] for one in before)
        self.assertAlmostEqual(total, expected, places=3)


@tagged("post_install", "-at_install")
class TestVersionCompare(QuotesCommon):
    """Any two versions side by side, a summary in the chatter, the margin for few."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_quotation()
        cls.order.action_quotation_sent()
        cls.first = cls.order.last_version_id
        cls.order.write(
            {
                "validity_date": "2027-01-31",
                "order_line": [
                    Command.update(cls.order.order_line.id, {"price_unit": 19}),
                    Command.create({"name": "Spare <screws>", "display_type": "line_note"}),
                    Command.create({"product_id": cls.product.id, "price_unit": 1, "name": "Set"}),
                ],
            }
        )
        cls.order.action_record_version()
        cls.second = cls.order.last_version_id

    def _comparison(self, user, **values):
        action = (self.first | self.second).with_user(user).action_compare()
        wizard = self.env[action["res_model"]].with_user(user).browse(action["res_id"])
        wizard.write(values)
        return wizard

    def test_line_by_line_and_term_by_term(self):
        terms, changes = self.second._compare_with(self.first)
        told = {term.name: term for term in terms if is_changed(term)}
        self.assertEqual(told["amount_total"].difference, -99)
        self.assertAlmostEqual(told["amount_total"].percent, -4.95)
        self.assertIn("validity_date", told)
        self.assertEqual([one.kind for one in changes], ["changed", "added"])
        self.assertEqual(changes[0].percent("price"), -5)

    def test_chatter_tells_the_round(self):
        note = self.order.message_ids[0].body
        self.assertIn("Version 2, compared with version 1", note)
        self.assertIn("price 20 → 19 (-5.0 %)", note)
        self.assertNotIn("argin", note)
        self.assertTrue(self.order.message_ids[0].is_internal)

    def test_screen(self):
        html = self._comparison(self.rep).comparison
        self.assertIn("GC-100", html)
        self.assertIn("-5.0 %", html)
        self.assertNotIn("Price Terms", html)
        self.assertIn("Price Terms", self._comparison(self.rep, only_changes=False).comparison)
        swapped = self._comparison(self.rep, older_id=self.second.id, newer_id=self.first.id)
        self.assertIn("Removed", swapped.comparison)
        same = self._comparison(self.rep, older_id=self.second.id)
        self.assertIn("Both versions say the same", same.comparison)

    def test_margin_is_for_the_cost_group(self):
        self.assertNotIn("Margin", self._comparison(self.rep).comparison)
        self.rep.group_ids += self.env.ref("foreign_trade_crm.group_cost")
        self.assertIn("Margin", self._comparison(self.rep).comparison)

    def test_cost_stays_hidden(self):
        version = self.second.with_user(self.rep2)
        for record in (self.second.with_user(self.rep), self.second.line_ids.with_user(self.rep)):
            self.assertNotIn("cost_amount", record.fields_get())
            self.assertNotIn("margin_amount", record.read()[0])
        self.assertNotIn("cost_snapshot", self.second.with_user(self.rep).read()[0])
        with self.assertRaises(AccessError):
            (self.first | self.second).with_user(self.rep2).action_compare()
        self.assertFalse(version.has_access("read"))
        self.assertAlmostEqual(
            self.second.sudo().cost_amount,
            sum(one.purchase_price * one.product_uom_qty for one in self.order.order_line.sudo()),
        )
