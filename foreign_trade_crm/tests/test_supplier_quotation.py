from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .price_sheet_common import PriceSheetCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestSupplierQuotation(PriceSheetCommon):
    """What suppliers quoted is what a sheet calculates with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Anji Bamboo Works"})

    def _quote(self, price, **values):
        quotations = self.env["product.supplierinfo"].with_user(self.manager)
        return quotations.create(
            {
                "partner_id": self.supplier.id,
                "product_tmpl_id": self.product.product_tmpl_id.id,
                "price": price,
                "currency_id": self.cny.id,
                **values,
            }
        )

    def _chair(self):
        return self._create_sheet().line_ids[0]

    def test_best_valid_one_for_the_quantity(self):
        self._quote(120.0)
        mass = self._quote(90.4, min_qty=100)
        self._quote(80.0, min_qty=500)
        line = self._chair()
        self.assertEqual(line.supplier_info_id, mass)
        self.assertAlmostEqual(line.purchase_cost, 90.4)
        self.assertAlmostEqual(line.total_cost, 80.0)
        self.assertFalse(line.supplier_expired)

    def test_price_without_vat_in_another_currency(self):
        self._quote(10.0, currency_id=self.usd.id, vat_included=False)
        self.assertAlmostEqual(self._chair().purchase_cost, 72.0 * 1.13)

    def test_expired_is_marked(self):
        old = self._quote(90.4, date_end="2026-02-28")
        self._quote(80.0, date_end="2025-12-31")
        line = self._chair()
        self.assertTrue(old.is_expired)
        self.assertEqual(line.supplier_info_id, old)
        self.assertTrue(line.supplier_expired)
        found = self.env["product.supplierinfo"].search(
            [("is_expired", "=", True), ("partner_id", "=", self.supplier.id)]
        )
        self.assertEqual(len(found), 2)
        valid = self._quote(100.0, date_end="2026-03-02")
        self.assertFalse(valid.is_expired)
        self.assertNotIn(
            valid, self.env["product.supplierinfo"].search([("is_expired", "=", True)])
        )

    def test_choosing_another_one(self):
        cheap = self._quote(90.4, min_qty=1000)
        line = self._chair()
        self.assertAlmostEqual(line.purchase_cost, 113.0)
        line.supplier_info_id = cheap
        self.assertAlmostEqual(line.purchase_cost, 90.4)
        self.assertAlmostEqual(line.total_cost, 80.0)
        self.assertIn("least quantity: [GC-100]", line.sheet_id.hints)
        other = self._quote(1.0, product_tmpl_id=self.table.product_tmpl_id.id)
        with self.assertRaisesRegex(UserError, "Anji Bamboo Works"):
            line.supplier_info_id = other

    def test_vat_counts_in_what_is_cheapest(self):
        self._quote(100.0, vat_included=False)
        rival = self.env["res.partner"].create({"name": "Huzhou Rattan"})
        cheapest = self._quote(110.0, partner_id=rival.id)
        self.assertEqual(self._chair().supplier_info_id, cheapest)

    def test_quantity_takes_the_quotation_for_it(self):
        """Half the quantity is not bought at the price of the whole; what was typed stays."""
        small, mass = self._quote(120.0), self._quote(90.4, min_qty=100)
        line = self._chair()
        order_line = line.order_line_id.with_user(self.rep)
        price = order_line.price_unit
        order_line.product_uom_qty = 50
        self.assertEqual((line.supplier_info_id, line.purchase_cost), (small, 120.0))
        self.assertEqual(order_line.price_unit, price)
        order_line.product_uom_qty = 100
        self.assertEqual((line.supplier_info_id, line.purchase_cost), (mass, 90.4))
        line.purchase_cost = 95.0
        order_line.product_uom_qty = 50
        self.assertEqual(line.purchase_cost, 95.0)
        line.sheet_id.action_costs_of_today()
        self.assertEqual((line.supplier_info_id, line.purchase_cost), (small, 120.0))
        small.price = 0.012
        line.purchase_cost = 0.015
        order_line.product_uom_qty = 40
        self.assertEqual(line.purchase_cost, 0.015, "a quarter more, however small")

    def test_without_a_rate_no_cost_is_known(self):
        self.env["res.currency.rate"].search([("currency_id", "=", self.eur.id)]).unlink()
        self._quote(10.0, currency_id=self.eur.id)
        self.assertAlmostEqual(self._chair().purchase_cost, 113.0)

    def test_papers(self):
        papers = self.env["ir.attachment"].with_user(self.manager)
        paper = papers.create({"name": "quotation.pdf", "raw": b"%PDF"})
        quotation = self._quote(1.0, attachment_ids=[Command.link(paper.id)])
        self.assertEqual(quotation.attachment_ids, paper)

    def test_papers_are_as_secret_as_the_price(self):
        papers = self.env["ir.attachment"].with_user(self.manager)
        paper = papers.create({"name": "quotation.pdf", "raw": b"113.00"})
        quotation = self._quote(1.0)
        quotation.attachment_ids = [Command.link(paper.id)]
        paper.invalidate_recordset()
        self.assertEqual((paper.res_model, paper.res_id), (quotation._name, quotation.id))
        own = [("res_model", "=", quotation._name)]
        self.assertIn(paper, papers.search(own), "colleagues who may see cost read it")
        files = self.env["ir.attachment"].with_user(self.rep)
        for domain in own, [("id", "=", paper.id)], [("name", "=", "quotation.pdf")]:
            self.assertNotIn(paper, files.search(domain))
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            files.browse(paper.id).read(["raw"])


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02")
class TestExportRebate(PriceSheetCommon):
    """The rebate of a product: its own, its HS code's, none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"export_rates_own": False, "hs_code": "9401.69.00"})
        cls.table_rates = cls.env["foreign.trade.hs.rate"].create(
            [
                {"code": "94", "vat_percent": 13, "rebate_percent": 5},
                {"code": "9401.69", "vat_percent": 13, "rebate_percent": 9},
                {
                    "code": "940169",
                    "vat_percent": 13,
                    "rebate_percent": 11,
                    "date_from": "2026-01-01",
                },
                {
                    "code": "940169",
                    "vat_percent": 13,
                    "rebate_percent": 1,
                    "date_from": "2026-06-01",
                },
            ]
        )

    def _rebate(self):
        return self._rates()["rebate_percent"]

    def _rates(self):
        return self.product._get_export_rates(self.company)[self.product.id]

    def test_longest_code_in_force(self):
        self.assertEqual(self._rebate(), 11.0)
        self.product.hs_code = "9401 71"
        self.assertEqual(self._rebate(), 5.0)
        self.product.hs_code = False
        self.assertEqual(self._rates()["vat_percent"], 13.0)
        self.assertEqual(self._rebate(), 0.0)

    def test_sheet_takes_it(self):
        line = self._create_sheet().line_ids[0]
        self.assertEqual(line.rebate_percent, 11.0)
        self.assertAlmostEqual(line.rebate_amount, 11.0)

    def test_company_before_everybody(self):
        self.env["foreign.trade.hs.rate"].create(
            {"code": "940169", "rebate_percent": 7, "company_id": self.company.id}
        )
        self.assertEqual(self._rebate(), 7.0)

    def test_rebate_above_vat_is_refused(self):
        with self.assertRaisesRegex(UserError, "9403"):
            self.env["foreign.trade.hs.rate"].create({"code": "9403", "rebate_percent": 14})
        with self.assertRaisesRegex(UserError, "Folding garden chair"):
            self.product.write({"export_vat_percent": 9, "export_rebate_percent": 13})

    def test_same_code_twice(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.env["foreign.trade.hs.rate"].create({"code": "94", "rebate_percent": 3})
