from hypothesis import given, strategies as st

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase, tagged

from ..tools.quantity_steps import StepError, read_steps
from .quotes_common import QuotesCommon
from .trade_document_contract import TradeDocumentContract


@tagged("post_install", "-at_install")
class TestQuantitySteps(BaseCase):
    def test_as_people_write_them(self):
        for text in ("1, 500, 1000", "1;500;1,000", "1000 500 1", "1，500、1000"):
            self.assertEqual(read_steps(text), [1, 500, 1000], text)
        self.assertEqual(read_steps("0.5"), [0.5])

    def test_what_is_none(self):
        for text in ("", "a lot", "0", "-5", "1 2 3 4 5 6 7 8 9", "1e9x"):
            with self.assertRaises(StepError):
                read_steps(text)

    @given(st.sets(st.integers(1, 9_999_999), min_size=1, max_size=8))
    def test_any_steps(self, steps):
        text = "; ".join(f"{step:,}" for step in steps)
        self.assertEqual(read_steps(text), sorted(steps))


@tagged("post_install", "-at_install")
class TestPriceList(TradeDocumentContract, QuotesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bench = cls.env["product.product"].create(
            {"name": "Bench", "default_code": "B-1", "list_price": 360, "categ_id": cls.category.id}
        )
        # prices of products that belong to no company are in the currency of the first one
        (cls.product | cls.bench).company_id = cls.company
        cls.product.write({"carton_pieces": 4, "minimum_order_quantity": 200})
        cls.pricelist_eur = cls.env["product.pricelist"].create(
            {"name": "Export EUR", "currency_id": cls.eur.id, "company_id": cls.company.id}
        )
        cls.pricelist_usd.item_ids = [
            Command.create(
                {
                    "applied_on": "1_product",
                    "product_tmpl_id": cls.product.product_tmpl_id.id,
                    "min_quantity": quantity,
                    "compute_price": "fixed",
                    "fixed_price": price,
                }
            )
            for quantity, price in ((1, 20), (500, 18.5))
        ]

    def _make(self, **values):
        return (
            self.env["foreign.trade.price.list"]
            .with_user(self.rep)
            .create(
                {
                    "product_ids": (self.product | self.bench).ids,
                    "pricelist_ids": (self.pricelist_usd | self.pricelist_eur).ids,
                    "quantities": "1, 500",
                    "validity_date": "2026-12-31",
                    **values,
                }
            )
        )

    def _contract_document_record(self):
        return self._make(partner_id=self.buyer.id)

    def test_currencies_by_steps(self):
        document = self._make()._get_trade_document("price_list")
        labels = [column.label for column in document.columns][-4:]
        self.assertEqual(labels, ["USD from 1", "USD from 500", "EUR from 1", "EUR from 500"])
        bench, chair = document.rows
        prices = [chair[column.key] for column in document.columns[-4:]]
        self.assertEqual(prices[:2], [20, 18.5])
        self.assertEqual(prices[2:], [15.38, 15.38])
        self.assertEqual(chair["moq"], 200)
        self.assertIn("4 pcs/carton", chair["packing"])
        self.assertNotIn("moq", bench)

    def test_a_whole_category(self):
        document = self._make(product_ids=[], categ_id=self.category.id, quantities="1")
        rows = document._get_trade_document("price_list").rows
        self.assertEqual([row["product_code"] for row in rows], ["B-1", "GC-100"])

    def test_lists_of_the_company_or_the_buyer(self):
        wizard = self.env["foreign.trade.price.list"].with_user(self.rep)
        found = wizard.create({"product_ids": self.bench.ids}).pricelist_ids
        self.assertEqual(len(found.currency_id), len(found))
        self.assertLessEqual({"USD", "EUR"}, set(found.currency_id.mapped("name")))
        self.buyer.with_company(self.company).property_product_pricelist = self.pricelist_eur
        wizard = wizard.create({"product_ids": self.bench.ids, "partner_id": self.buyer.id})
        self.assertEqual(wizard.pricelist_ids, self.pricelist_eur)

    def test_without_price_lists(self):
        document = self._make(pricelist_ids=[], quantities="1")._get_trade_document("price_list")
        self.assertEqual(document.columns[-1].label, "CNY")
        self.assertEqual(document.rows[0][document.columns[-1].key], 360)

    def test_wrong_input(self):
        with self.assertRaisesRegex(ValidationError, "not “many”"):
            self._make(quantities="many")
        with self.assertRaisesRegex(ValidationError, "At most 8"):
            self._make(quantities="1 2 3 4 5 6 7 8 9")
        with self.assertRaisesRegex(UserError, "Choose products"):
            self._make(product_ids=[]).action_print()

    def test_queries_do_not_grow_with_products(self):
        more = self.env["product.product"].create(
            [
                {"name": f"Chair {n}", "list_price": n, "categ_id": self.category.id}
                for n in range(30)
            ]
        )

        def queries(products):
            wizard = self._make(product_ids=products.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard._get_trade_document("price_list")
            return self.env.cr.sql_log_count - before

        queries(more[:3])
        self.assertLessEqual(queries(more), queries(more[:3]) + 1)
