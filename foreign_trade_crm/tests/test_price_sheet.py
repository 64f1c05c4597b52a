from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .price_sheet_common import PriceSheetCommon


@tagged("post_install", "-at_install")
class TestPriceSheet(PriceSheetCommon):
    """Both ways, for every line, on the order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sheet = cls._create_sheet()
        cls.order = cls.sheet.order_id.sudo()
        cls.chair, cls.desk = cls.sheet.line_ids

    def test_cost_margin_price(self):
        """100 CNY after rebate at 7.20 and 20 % of the price: 17.36 USD."""
        self.assertEqual(self.sheet.exchange_rate, 7.2)
        self.assertAlmostEqual(self.chair.purchase_cost, 113.0)
        self.assertAlmostEqual(self.chair.rebate_amount, 13.0)
        self.assertAlmostEqual(self.chair.total_cost, 100.0)
        self.assertEqual(self.chair.price_unit, 17.36)
        self.assertEqual(self.order.order_line[0].price_unit, 17.36)
        self.assertEqual(self.chair.floor_price, 15.43)
        self.assertEqual(self.order.order_line.mapped("price_above_floor"), ["above", "above"])
        self.assertAlmostEqual(self.sheet.amount_total, 100 * 17.36 + 50 * 34.72)
        self.assertAlmostEqual(self.sheet.exchange_cost, 5.7604, 4)
        self.assertAlmostEqual(self.sheet.home_cost, 20000.0)
        self.assertAlmostEqual(self.sheet.profit, self.sheet.amount_total * 7.2 - 20000, 2)

    def test_price_gives_margin(self):
        self.chair.price_unit = 20.0
        self.assertEqual(self.chair.priced_by, "price")
        self.assertAlmostEqual(self.chair.margin_percent, 100 * (1 - 100 / 144), 6)
        self.assertAlmostEqual(self.chair.profit_rate, 44.0)
        self.assertAlmostEqual(self.chair.exchange_cost, 5.0)
        self.assertEqual(self.order.order_line[0].price_unit, 20.0)
        self.chair.margin_percent = 20.0
        self.assertEqual(self.chair.price_unit, 17.36)

    def test_margin_on_cost(self):
        self.sheet.margin_on = "cost"
        self.assertEqual(self.chair.price_unit, 16.67)
        self.assertEqual(self.chair.floor_price, 15.28)

    def test_target_margin_is_for_every_line(self):
        self.chair.price_unit = 20.0
        self.sheet.margin_percent = 25.0
        self.assertEqual(self.sheet.line_ids.mapped("price_unit"), [18.52, 37.04])

    def test_margin_of_the_order_is_the_sheets(self):
        self.sheet.write({"commission_percent": 5.0, "incoterm_id": self.cif.id})
        line = self.order.order_line[0]
        self.assertAlmostEqual(line.margin * 7.2, self.chair.profit, 1)
        self.assertAlmostEqual(self.order.margin * 7.2, self.sheet.profit, 1)
        self.assertAlmostEqual(self.order.margin_percent * 100, self.sheet.result_percent, 2)
        self.env.flush_all()
        report = self.env["sale.report"].search(
            [("order_reference", "=", f"sale.order,{self.order.id}")]
        )
        self.assertAlmostEqual(sum(report.mapped("margin")), self.order.margin * 7.2, 0)

    def test_incoterm_moves_every_price(self):
        self.sheet.write(
            {"freight_method": "flat", "freight_rate": 1600, "freight_basis": "volume"}
        )
        fob = self.sheet.line_ids.mapped("price_unit")
        self.order.with_user(self.rep).incoterm = self.cfr
        cfr = self.sheet.line_ids.mapped("price_unit")
        # 600 of 1,600 USD fall on 6 of 16 m³: 6 USD a chair, and 20 % of the price on it
        self.assertEqual(cfr[0], 24.86)
        self.order.with_user(self.rep).incoterm = self.cif
        cif = self.sheet.line_ids.mapped("price_unit")
        self.assertTrue(all(a < b < c for a, b, c in zip(fob, cfr, cif, strict=True)))
        self.assertEqual(self.order.order_line.mapped("price_unit"), cif)
        self.order.with_user(self.rep).incoterm = self.fob
        self.assertEqual(self.sheet.line_ids.mapped("price_unit"), fob)

    def test_incoterm_keeps_the_margin_of_a_given_price(self):
        self.chair.price_unit = 20.0
        self.sheet.write({"freight_method": "flat", "freight_rate": 1600})
        margin = self.chair.margin_percent
        self.sheet.incoterm_id = self.cfr
        self.assertGreater(self.chair.price_unit, 20.0)
        self.assertAlmostEqual(self.chair.margin_percent, margin)
        self.sheet.incoterm_id = self.fob
        self.assertEqual(self.chair.price_unit, 20.0)

    def test_fees_of_each_kind(self):
        fees = [
            {"kind": "documents", "method": "fixed", "rate": 300, "basis": "quantity"},
            {"kind": "bank", "method": "percent", "rate": 1},
            {"kind": "packing", "method": "piece", "rate": 2},
            {"kind": "port", "method": "cbm", "rate": 50},
            {"kind": "interest", "method": "interest", "rate": 6, "days": 60},
        ]
        self.sheet.fee_ids = [Command.create(vals) for vals in fees]
        amounts = self.sheet.fee_ids.mapped("amount")
        self.assertEqual(amounts, [300.0, 226.0, 300.0, 800.0, 226.0])
        self.assertAlmostEqual(sum(self.sheet.line_ids.mapped("fee_share")), sum(amounts))
        # 200 + 113 + 200 + 300 + 113
        self.assertAlmostEqual(self.chair.fee_share, 926.0)
        self.assertAlmostEqual(self.chair.total_cost, 109.26)
        self.sheet.fee_ids[0].unlink()
        self.assertAlmostEqual(self.chair.fee_share, 726.0)

    def test_under_exw_the_buyer_pays_port_and_documents(self):
        self.sheet.fee_ids = [
            Command.create({"kind": "port", "rate": 1000}),
            Command.create({"kind": "bank", "rate": 100}),
        ]
        self.sheet.incoterm_id = self.env.ref("account.incoterm_EXW")
        self.assertEqual(self.sheet.fee_amount, 100.0)

    def test_discount(self):
        self.order.order_line[0].discount = 10.0
        self.assertEqual(self.chair.priced_by, "price")
        self.chair.margin_percent = 20.0
        self.assertEqual(self.chair.price_unit, 19.29)
        self.assertAlmostEqual(self.order.order_line[0].price_subtotal, 1736.1)
        self.assertEqual(self.chair.floor_price, 17.15)

    def test_freight_in_another_currency(self):
        self.sheet.write(
            {
                "incoterm_id": self.cfr.id,
                "freight_method": "wm",
                "freight_rate": 100,
                "freight_currency_id": self.eur.id,
            }
        )
        # 16 m³, 1.35 t
        self.assertAlmostEqual(self.sheet.freight_amount, 1733.33)
        self.assertEqual(self.sheet.freight_minimum_units, 1.0)
        self.sheet.freight_minimum_units = 20
        self.assertAlmostEqual(self.sheet.freight_amount, 2166.67)
        self.sheet.freight_minimum = 3000
        self.assertAlmostEqual(self.sheet.freight_amount, 3250.0)

    def test_no_rebate_at_home(self):
        """Sold in our own country nothing is exported, unless somebody knows better."""
        self.company.country_id = self.env.ref("base.cn")
        self.order.partner_id.country_id = self.env.ref("base.de")
        self.assertTrue(self._create_sheet().with_rebate)
        neighbour = self.order.partner_id.copy({"country_id": self.company.country_id.id})
        price = self.chair.price_unit
        self.order.with_user(self.rep).write(
            {"partner_id": neighbour.id, "pricelist_id": self.pricelist_usd.id}
        )
        self.assertFalse(self.sheet.with_rebate)
        self.assertEqual(self.chair.rebate_amount, 0.0)
        self.assertAlmostEqual(self.chair.total_cost, 113.0)
        self.assertGreater(self.chair.price_unit, price)
        self.assertFalse(
            self._create_sheet(self._create_two_lines(partner_id=neighbour.id)).with_rebate
        )
        abroad = self.order.copy({"partner_id": self.buyer.id})
        self.assertTrue(abroad.price_sheet_id.with_rebate, "as far as the buyer of the copy goes")
        self.sheet.with_rebate = True
        self.assertEqual(self.chair.price_unit, price)
        self.assertIn("own country", self.sheet.hints)
        self.order.note = "Ex stock"
        self.assertTrue(self.sheet.with_rebate)

    def test_another_company_reckons_with_its_own(self):
        """Costs, fees and rate of the one that sold are neither right nor its business."""
        other = self._create_exporter("Garden Hong Kong Ltd.")
        other.write({"currency_id": self.eur.id, "foreign_trade_floor_percent": 7.0})
        (self.manager | self.env.user).company_ids |= other
        self.sheet.fee_ids = [Command.create({"kind": "port", "rate": 1000})]
        self.product.with_company(other).standard_price = 14.0
        prices = self.pricelist_usd.copy({"company_id": False})
        order = self.order.with_user(self.manager).with_context(
            allowed_company_ids=[self.company.id, other.id]
        )
        order.write({"company_id": other.id, "team_id": False, "pricelist_id": prices.id})
        self.assertAlmostEqual(self.sheet.exchange_rate, 7.2 / 7.8)
        self.assertEqual(self.sheet.floor_percent, 7.0)
        self.assertFalse(self.sheet.fee_ids)
        self.assertEqual(self.sheet.with_rebate, True)
        # 20 % of the price are left, at its own 1 % of safety
        self.assertAlmostEqual(self.chair.total_cost, 14.0)
        self.assertEqual(self.chair.price_unit, 19.15)
        self.assertEqual(self.desk.purchase_cost, 0, "nobody there knows")
        self.assertEqual(self.order.order_line[1].price_above_floor, "unknown")

    def test_quantity_keeps_the_price(self):
        """A buyer who takes more does not get another price behind everybody's back."""
        self.order.with_user(self.rep).order_line[0].product_uom_qty = 200
        self.assertEqual(self.chair.price_unit, 17.36)
        self.assertEqual(self.order.order_line[0].price_unit, 17.36)
        self.assertAlmostEqual(self.chair.cubic_metres, 12.0)
        self.assertAlmostEqual(self.sheet.home_cost, 30000.0)

    def test_cartons_are_what_is_loaded(self):
        self.sheet.fee_ids = [Command.create({"method": "carton", "rate": 5})]
        self.order.with_user(self.rep).order_line[0].write(
            {"carton_pieces": 8, "carton_length": 60, "carton_width": 50, "carton_height": 40}
        )
        self.assertEqual(self.chair.carton_count, 13)
        self.assertAlmostEqual(self.chair.cubic_metres, 1.56)
        self.assertEqual(self.sheet.fee_amount, 65.0)

    def test_lines_come_and_go(self):
        self.order.with_user(self.rep).order_line = [
            Command.create({"product_id": self.product.id, "product_uom_qty": 10}),
            Command.create({"product_id": self.product.id, "product_uom_qty": 5, "price_unit": 99}),
            Command.create({"display_type": "line_section", "name": "Spare parts"}),
        ]
        self.assertEqual(self.sheet.line_ids.mapped("price_unit"), [17.36, 34.72, 17.36, 99.0])
        self.order.with_user(self.rep).order_line[1].unlink()
        self.assertEqual(len(self.sheet.line_ids), 3)
        self.assertAlmostEqual(self.sheet.home_cost, 11500.0)

    def test_below_floor(self):
        self.order.with_user(self.rep).order_line[0].price_unit = 15.0
        self.assertEqual(self.order.order_line[0].price_above_floor, "below")
        self.assertEqual(self.sheet.below_floor_count, 1)
        self.assertEqual(self.order.price_floor_state, "below")

    def test_a_deduction_is_a_discount(self):
        """Odoo's discount on the order is a line below zero: no price is changed by it."""
        order = self.order.with_user(self.rep)
        self.assertEqual(order.sudo()._approval_measures()["discount"], 0)
        self.company.sale_discount_product_id = self.env["product.product"].create(
            {"name": "Discount", "type": "service", "taxes_id": False}
        )
        discounts = self.env["sale.order.discount"].with_user(self.rep)
        wizard = {"sale_order_id": order.id, "discount_type": "amount", "discount_amount": 347.2}
        discounts.create(wizard).action_apply_discount()
        measures = order.sudo()._approval_measures()
        self.assertAlmostEqual(measures["discount"], 10)
        self.assertFalse(measures["below_floor"])
        self.assertFalse(order.price_sheet_warning)
        order.order_line[-1].price_unit = -400  # 15.36 each, and the floor is 15.43
        order.order_line[0].discount = 5
        measures = order.sudo()._approval_measures()
        self.assertAlmostEqual(measures["discount"], 5 + 95 * 400 / (3472 - 86.8))
        self.assertTrue(measures["below_floor"])
        self.assertIn("under the floor", order.price_sheet_warning)
        order.order_line[-1].unlink()
        order.order_line[0].discount = 0
        self.order.action_quotation_sent()
        self.order.action_make_contract()
        contract = self.order.contract_ids
        self.assertFalse(contract._approval_measures()["below_floor"])
        contract.line_ids = [Command.create({"name": "Less", "quantity": 1, "price_unit": -400})]
        measures = contract._approval_measures()
        self.assertTrue(measures["below_floor"])
        self.assertAlmostEqual(measures["discount"], 100 * 400 / 3472)

    def test_a_document_below_floor(self):
        """A price that is lowered in the proforma invoice itself is judged as well."""
        self.order.action_quotation_sent()
        self.order.action_make_contract()
        contract = self.order.contract_ids
        self.assertFalse(contract._approval_measures()["below_floor"])
        contract.line_ids[0].price_unit = self.chair.floor_price - 0.01
        self.assertTrue(contract._approval_measures()["below_floor"])
        contract.line_ids[0].write({"price_unit": 20.0, "uom_name": "dozen"})
        self.assertTrue(contract._approval_measures()["below_floor"], "for twelve of them")
        contract.line_ids[0].uom_name = self.chair.order_line_id.product_uom_id.name
        self.assertFalse(contract._approval_measures()["below_floor"])

    def test_without_cost_nothing_is_known(self):
        self.chair.purchase_cost = 0
        self.assertEqual(self.order.order_line[0].price_above_floor, "unknown")
        self.assertEqual(self.order.order_line[0].price_unit, 17.36)

    def test_another_currency(self):
        euro = self.env["product.pricelist"].create({"name": "EUR", "currency_id": self.eur.id})
        self.order.with_user(self.rep).pricelist_id = euro
        self.assertEqual(self.sheet.exchange_rate, 7.8)
        self.assertEqual(self.chair.price_unit, 16.03)

    def test_bad_input_names_the_field(self):
        lines = self.sheet.line_ids
        for record, values, name in (
            (self.chair, {"rebate_percent": 17.0}, "Rebate"),
            (self.sheet, {"exchange_rate": 0.0}, "Exchange Rate"),
            (self.sheet, {"exchange_rate": -7.0}, "Exchange Rate"),
            (self.sheet, {"freight_rate": -1.0, "freight_method": "flat"}, "Freight Rate"),
            (self.sheet, {"commission_percent": 80.0}, "Margin"),
            (self.sheet, {"commission_percent": 100.0}, "^Commission \\(%\\): commission"),
            (self.sheet, {"safety_percent": 100.0}, "Safety.*: it must stay below 100"),
            (self.sheet, {"floor_percent": 100.0}, "Least Margin"),
            (self.chair, {"purchase_cost": -1.0}, "Purchase"),
            (self.sheet, {"destination_amount": -1.0}, "Destination"),
            (self.sheet, {"fee_ids": [Command.create({"rate": -1.0})]}, "Amount"),
            (self.sheet, {"fee_ids": [Command.create({"method": "offer", "rate": 90})]}, "Margin"),
            (self.sheet, {"freight_rate": 1e20, "freight_method": "flat"}, "Freight Rate"),
            (self.chair, {"purchase_cost": float("nan")}, "Purchase"),
        ):
            before = lines.mapped("price_unit")
            with self.subTest(name), self.assertRaisesRegex(UserError, name), self.cr.savepoint():
                record.write(values)
            self.env.invalidate_all()
            self.assertEqual(lines.mapped("price_unit"), before)

    def test_nothing_to_spread_by(self):
        (self.product + self.table).volume = 0
        sheet = self._create_sheet(self._create_two_lines())
        with self.assertRaisesRegex(UserError, "Volume"):
            sheet.write({"incoterm_id": self.cfr.id, "freight_method": "flat", "freight_rate": 100})

    def test_salesman_is_not_stopped_by_what_he_cannot_see(self):
        """Every freight needs a volume; without one the floor is unknown, never a wrong price."""
        self.sheet.write({"freight_method": "flat", "freight_rate": 100})
        self.chair.cubic_metres = self.desk.cubic_metres = 0
        self.order.with_user(self.rep).incoterm = self.cfr
        self.assertTrue(self.sheet.problem)
        self.assertEqual(set(self.order.order_line.mapped("price_above_floor")), {"unknown"})
        self.chair.cubic_metres = 6
        self.assertFalse(self.sheet.problem)

    def test_one_for_each_order(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self._create_sheet(self.order)
        action = self.order.with_user(self.manager).action_price_sheet()
        self.assertEqual(action["res_id"], self.sheet.id)

    def test_confirmed_order_keeps_its_sheet(self):
        self.order.action_confirm()
        with self.assertRaises(UserError):
            self.sheet.margin_percent = 30
        with self.assertRaises(UserError):
            self.chair.price_unit = 30

    def test_confirmed_order_keeps_its_prices(self):
        """A quantity that changes moves fees to other lines: not their agreed prices."""
        self.sheet.fee_ids = [Command.create({"kind": "port", "rate": 7200})]
        order = self.order.with_user(self.rep)
        order.action_confirm()
        before = order.order_line.mapped("price_unit")
        order.order_line[0].product_uom_qty = 10
        self.assertEqual(order.order_line.mapped("price_unit"), before)
        order.write({"order_line": [Command.create({"product_id": self.table.id})]})
        self.assertEqual(order.order_line.mapped("price_unit")[:2], before)
        self.assertGreater(self.sheet.line_ids[1].fee_share, 0)
        order.incoterm = self.cfr
        self.assertEqual(order.order_line.mapped("price_unit")[:2], before)
        for record in self.chair, self.sheet:
            with self.assertRaises(UserError):
                record.unlink()

    def test_no_fee_comes_into_a_confirmed_order(self):
        other = self._create_sheet(fee_ids=[Command.create({"rate": 7200})])
        self.order.action_confirm()
        with self.assertRaises(UserError):
            other.fee_ids.sheet_id = self.sheet

    def test_sheet_stays_with_its_order(self):
        """Who may see cost writes no prices into orders of other people through his sheet."""
        other = self._create_two_lines()
        line = other.order_line[0]
        price = line.price_unit
        sheet = self.sheet.with_user(self.manager)
        for change in (
            lambda: sheet.line_ids[0].write({"order_line_id": line.id}),
            lambda: sheet.line_ids.create(
                {"sheet_id": sheet.id, "order_line_id": line.id, "purchase_cost": 1.0}
            ),
            lambda: sheet.write({"order_id": other.id}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        line.invalidate_recordset()
        self.assertEqual(line.price_unit, price)

    def test_restored_prices_are_those_that_were_sent(self):
        """Freight in a third currency is converted at the rate of today: the price is not."""
        self.sheet.write(
            {
                "incoterm_id": self.cfr.id,
                "freight_method": "flat",
                "freight_rate": 1000.0,
                "freight_currency_id": self.eur.id,
            }
        )
        self.order.with_user(self.rep).action_quotation_sent()
        version = self.order.last_version_id
        before = self.order.order_line.mapped("price_unit")
        rates = self.env["res.currency.rate"].search([("currency_id", "=", self.eur.id)])
        for rate in rates:
            rate.rate /= 2
        self.order.order_line[0].with_user(self.rep).product_uom_qty = 7
        version.with_user(self.rep).action_restore()
        self.assertEqual(self.order.order_line.mapped("price_unit"), before)
        self.assertEqual(self.order._get_draft_hash(), version.sudo().content_hash)

    def test_what_cannot_be_calculated_is_looked_at(self):
        """One odd line takes no other line out of sight of who guards the floor."""
        order = self.order.with_user(self.rep)
        order.order_line[0].price_unit = 1.0
        self.assertTrue(self.order._is_below_floor())
        order.order_line[1].discount = 101.0
        self.assertRegex(self.sheet.problem, "Disc.*of .GT-1.*100 %")
        self.assertIn("cannot be calculated", order.price_sheet_warning)
        self.assertTrue(self.order._is_below_floor())

    def test_goods_given_away(self):
        """Spare parts free of charge cost their cost; nothing makes a price of them."""
        self.sheet.write({"freight_method": "flat", "freight_rate": 1600})
        order = self.order.with_user(self.rep)
        order.order_line[1].discount = 100.0
        self.assertFalse(self.sheet.problem)
        self.assertAlmostEqual(self.sheet.amount_total, 1736.0)
        self.assertAlmostEqual(self.sheet.profit, 1736 * 7.2 - 20000, 2)
        self.assertEqual(order.order_line.mapped("price_above_floor"), ["above", "below"])
        self.assertEqual(self.desk.floor_price, 30.86)
        order.order_line[1].write({"discount": 0.0, "price_unit": 0.0})
        order.incoterm = self.cif
        self.assertEqual(order.order_line.mapped("price_unit"), [25.21, 0.0])
        self.sheet.margin_percent = 25.0
        self.assertEqual(order.order_line[1].price_unit, 0.0)
        with Form(self.sheet) as form:
            form.incoterm_id = self.fob
        self.assertEqual(order.order_line.mapped("price_unit"), [18.52, 0.0])
        self.desk.margin_percent = 20.0
        self.assertEqual(order.order_line[1].price_unit, 34.72)

    def test_other_unit_other_price(self):
        """A dozen costs twelve times a piece, whether the margin was given or the price."""
        dozen = self.env.ref("uom.product_uom_dozen")
        self.rep.group_ids |= self.env.ref("uom.group_uom")
        line = self.order.with_user(self.rep).order_line[0]
        line.product_uom_id = dozen
        self.assertAlmostEqual(self.chair.purchase_cost, 12 * 113)
        self.assertEqual(line.price_unit, 208.33)
        self.assertAlmostEqual(self.chair.cubic_metres, 72.0)
        self.chair.write({"price_unit": 240.0})
        with Form(self.order.with_user(self.rep)) as form, form.order_line.edit(0) as shown:
            shown.product_uom_id = self.env.ref("uom.product_uom_unit")
            self.assertEqual(shown.price_unit, 20.0)
            shown.product_uom_id = dozen
            self.assertEqual(shown.price_unit, 240.0)
            shown.product_uom_id = self.env.ref("uom.product_uom_unit")
        self.assertAlmostEqual(self.chair.purchase_cost, 113.0)
        self.assertEqual((line.price_unit, self.chair.priced_by), (20.0, "price"))

    def test_other_product_other_price(self):
        """The price typed for a chair is none for a table."""
        line = self.order.with_user(self.rep).order_line[0]
        line.price_unit = 20.0
        line.product_id = self.table
        self.assertEqual((line.price_unit, self.chair.priced_by), (34.72, "margin"))
        line.write({"product_id": self.product.id, "price_unit": 19.0})
        self.assertEqual((line.price_unit, self.chair.priced_by), (19.0, "price"))
        self.assertAlmostEqual(self.chair.purchase_cost, 113.0)

    def test_no_rate_no_price(self):
        """Where nobody knows the rate, a price in euro is not the cost in yuan."""
        self.env["res.currency.rate"].search([("currency_id", "=", self.eur.id)]).unlink()
        euro = self.env["product.pricelist"].create({"name": "EUR", "currency_id": self.eur.id})
        with self.assertRaisesRegex(UserError, "Freight Currency.*no exchange rate"):
            self.sheet.write(
                {"freight_method": "flat", "freight_rate": 1, "freight_currency_id": self.eur.id}
            )
        before = self.order.order_line.mapped("price_unit")
        self.order.with_user(self.rep).pricelist_id = euro
        self.assertRegex(self.sheet.problem, "Exchange Rate")
        self.assertEqual(self.order.order_line.mapped("price_unit"), before)
        self.assertEqual(self.order.price_floor_state, "unknown")
        order = self._create_two_lines(pricelist_id=euro.id)
        action = order.with_user(self.manager).action_price_sheet()
        sheet = self.env[action["res_model"]].browse(action["res_id"])
        self.assertRegex(sheet.problem, "Exchange Rate")
        sheet.exchange_rate = 7.8
        self.assertEqual(sheet.line_ids[0].price_unit, 16.03)

    def test_hints(self):
        """What an Incoterm leaves to the seller and nobody entered is said, to everybody."""
        order = self.order.with_user(self.rep)
        self.assertFalse(self.sheet.hints)
        self.assertIs(order.price_sheet_warning, False)
        self.assertIs(self._create_quotation().price_sheet_warning, False, "without a sheet")
        order.incoterm = self.env.ref("account.incoterm_DDP")
        self.assertRegex(self.sheet.hints, "main freight(.|\n)*destination")
        self.assertIn("main freight", order.price_sheet_warning)
        order.incoterm = self.cif
        self.sheet.write({"freight_method": "flat", "freight_rate": 100, "insurance_percent": 0})
        self.assertRegex(self.sheet.hints, "^Under CIF the seller insures[^\n]*$")
        self.assertFalse(order.price_sheet_warning)
        self.chair.purchase_cost = 0
        self.assertIn("GC-100", self.sheet.hints)
        self.sheet.freight_method = "container"
        order.order_line[0].write({"carton_pieces": 1, "carton_volume": 1.2})
        self.assertIn("containers, calculated are 1.", self.sheet.hints)

    def test_usual_fees(self):
        """Every new sheet begins with what the company usually pays, once for each container."""
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["domestic_fees"])
        sheet = self._create_sheet()
        self.assertEqual(sheet.fee_ids.mapped("kind"), ["inland", "port", "documents", "bank"])
        sheet.container_count = 2
        amounts = sheet.fee_ids.mapped("amount")
        self.assertEqual(amounts[:3], [5600.0, 2900.0, 650.0])
        self.assertAlmostEqual(amounts[3], sheet.amount_total * 7.2 * 0.002, 2)
        self.assertAlmostEqual(sum(sheet.line_ids.mapped("fee_share")), sum(amounts), 2)
        self.assertAlmostEqual(sheet.home_cost, 20000 + sum(amounts), 1)
        self.assertAlmostEqual(sheet.result_percent, 20.0, 1)
        self.assertFalse(self._create_sheet(fee_ids=[]).fee_ids)
        fee = self.company.foreign_trade_fee_ids[0].with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Amount"):
            fee.rate = -1

    def test_unlinked_sheet_leaves_an_ordinary_order(self):
        self.sheet.unlink()
        self.assertEqual(set(self.order.order_line.mapped("price_above_floor")), {False})
        self.assertFalse(self.order.price_sheet_id)
        self.assertAlmostEqual(self.order.order_line[0].purchase_price, 100 / 7.2, 2)

    def test_copy_is_calculated_too(self):
        self.sheet.write({"commission_percent": 3.0, "fee_ids": [Command.create({"rate": 70})]})
        copied = self.order.with_user(self.rep).copy()
        sheet = copied.sudo().price_sheet_id
        self.assertEqual(sheet.commission_percent, 3.0)
        self.assertEqual(sheet.fee_amount, 70.0)
        self.assertEqual(
            copied.order_line.mapped("price_unit"), self.order.order_line.mapped("price_unit")
        )

    def test_every_quotation_where_the_company_wants_it(self):
        self.company.foreign_trade_price_sheet = True
        order = self._create_two_lines()
        self.assertEqual(order.order_line.mapped("price_unit"), [17.36, 34.72])
        self.assertEqual(order.order_line.mapped("price_above_floor"), ["above", "above"])
        imported = self._create_two_lines(state="sale")
        self.assertTrue(imported.price_sheet_id, "also of what comes in confirmed")

    def test_a_quotation_that_comes_into_a_foreign_currency(self):
        """Nobody gets round the floor by beginning at home."""
        self.company.foreign_trade_price_sheet = True
        yuan = self.pricelist_usd.copy({"currency_id": self.cny.id})
        order = self._create_two_lines(self.rep, pricelist_id=yuan.id)
        self.assertFalse(order.price_sheet_id)
        order.write({"pricelist_id": self.pricelist_usd.id, "note": "as agreed"})
        self.assertTrue(order.price_sheet_id)
        order.order_line[0].price_unit = 15.0
        self.assertEqual(order.price_floor_state, "below")
        order.price_sheet_id.sudo().unlink()
        order.incoterm = self.cfr
        self.assertFalse(order.price_sheet_id, "who may see cost took it away")

    def test_form_is_live(self):
        with Form(self.sheet) as form:
            with form.line_ids.edit(0) as line:
                line.margin_percent = 25.0
            self.assertEqual(form.line_ids._records[0]["price_unit"], 18.52)
            with form.line_ids.edit(0) as line:
                line.price_unit = 20.0
            self.assertAlmostEqual(
                form.line_ids._records[0]["margin_percent"], 100 * (1 - 100 / 144)
            )
            form.commission_percent = 5.0
            self.assertEqual(form.line_ids._records[0]["price_unit"], 20.0)
            self.assertGreater(form.line_ids._records[1]["price_unit"], 34.72)
            with form.fee_ids.new() as fee:
                fee.rate = 100
            self.assertEqual(form.fee_amount, 100.0)
            shown = form.line_ids._records[1]["price_unit"]
        self.assertEqual(self.chair.price_unit, 20.0)
        self.assertEqual(self.desk.price_unit, shown)
        self.assertEqual(self.order.order_line[1].price_unit, shown)

    def test_order_form_is_live(self):
        self.sheet.write({"freight_method": "flat", "freight_rate": 1600})
        with Form(self.order.with_user(self.rep)) as form:
            form.incoterm = self.cfr
            self.assertEqual(form.order_line._records[0]["price_unit"], 24.86)
            with form.order_line.edit(0) as line:
                line.price_unit = 10.0
                self.assertEqual(line.price_above_floor, "below")
        self.assertEqual(self.order.order_line[0].price_unit, 10.0)
        self.assertEqual(self.chair.price_unit, 10.0)

    def test_a_new_line_is_live(self):
        """At the target margin while it is typed, also for who may not see cost."""
        self.sheet.fee_ids = [Command.create({"kind": "port", "rate": 1000, "basis": "quantity"})]
        for user in (self.rep, self.manager):
            saved_alone = self.chair.price_unit
            with Form(self.order.with_user(user)) as form:
                with form.order_line.new() as line:
                    line.product_id = self.table
                    alone = line.price_unit
                    line.product_uom_qty = 50
                    self.assertLess(line.price_unit, alone, "the fee falls on more of them")
                    self.assertEqual(line.price_above_floor, "above")
                    alone_with_saved = line.price_unit
                with form.order_line.new() as line:
                    line.product_id = self.product
                    line.price_unit = 1.5
                    self.assertEqual(line.price_above_floor, "below")
                with form.order_line.new() as line:
                    line.product_id = self.table
                    line.product_uom_qty = 500
                lines = form.order_line._records
                self.assertLess(lines[0]["price_unit"], saved_alone, "and on those saved before")
                shown = [(line["price_unit"], line["price_above_floor"]) for line in lines]
            self.assertLess(shown[0][0], alone_with_saved, "the fee falls on the later line too")
            calculated = self.sheet.line_ids
            by = ["margin", "margin", "margin", "price", "margin"]
            self.assertEqual(calculated.mapped("priced_by"), by)
            lines = calculated.order_line_id
            self.assertEqual(lines.mapped(lambda x: (x.price_unit, x.price_above_floor)), shown)
            self.assertEqual(lines.mapped("price_unit"), calculated.mapped("price_unit"))
            self.assertEqual(
                lines.sudo().mapped("purchase_price"), calculated.sudo().mapped("quoted_cost")
            )
            lines[2:].unlink()

    def test_what_somebody_typed_stays_beside_a_new_line(self):
        """Also where it is, by chance, what the price list said."""
        self.sheet.fee_ids = [Command.create({"kind": "port", "rate": 1000, "basis": "quantity"})]
        listed = self.order.order_line[0].technical_price_unit
        with Form(self.order.with_user(self.rep)) as form:
            with form.order_line.edit(0) as line:
                line.price_unit = listed
            with form.order_line.edit(1) as line:
                line.product_uom_qty = 60
                kept = line.price_unit
            with form.order_line.new() as line:
                line.product_id = self.table
                line.product_uom_qty = 500
            shown = [line["price_unit"] for line in form.order_line._records]
        self.assertEqual(shown[:2], [listed, kept])
        self.assertEqual(self.order.order_line.mapped("price_unit"), shown)
        self.assertEqual(self.sheet.line_ids[0].priced_by, "price")

    def test_a_new_line_takes_over_what_another_one_leaves(self):
        """A saved line that is deleted on the screen bears no share any more."""
        self.sheet.fee_ids = [Command.create({"kind": "port", "rate": 1000, "basis": "quantity"})]
        with Form(self.order.with_user(self.rep)) as form:
            with form.order_line.new() as line:
                line.product_id = self.table
                shared = line.price_unit
            form.order_line.remove(0)
            shown = form.order_line._records[-1]["price_unit"]
        self.assertGreater(shown, shared)
        self.assertEqual(self.order.order_line[-1].price_unit, shown)

    def test_a_price_below_a_cent_is_kept_as_typed(self):
        """A tenth less for a screw is less than half a cent."""
        self.env.ref("product.decimal_price").digits = 4
        screw = self.env["product.product"].create(
            {"name": "Screw", "type": "consu", "standard_price": 0.2, **self.rates}
        )
        typed = {"product_id": screw.id, "product_uom_qty": 10000}
        self.order.with_user(self.rep).order_line = [Command.create(typed)]
        screws = self.sheet.line_ids[-1]
        self.assertEqual((screws.priced_by, screws.price_unit), ("margin", 0.0347))
        shown = {"technical_price_unit": 0.0347, "price_unit": 0.032}
        self.order.with_user(self.rep).order_line = [Command.create({**typed, **shown})]
        screws = self.sheet.line_ids[-1]
        self.assertEqual((screws.priced_by, screws.price_unit), ("price", 0.032))
        with Form(self.order.with_user(self.rep)) as form:
            with form.order_line.new() as line:
                line.product_id = screw
                line.product_uom_qty = 10000
                self.assertEqual(line.price_unit, 0.0347)
                line.price_unit = 0.0301
                self.assertEqual(line.price_above_floor, "below")
        self.assertEqual(self.sheet.line_ids[-1].price_unit, 0.0301)
        dozen = self.env.ref("uom.product_uom_dozen").id
        screws.order_line_id.write({"product_uom_id": dozen, "price_unit": 0.3801})
        self.assertEqual(screws.price_unit, 0.3801)

    def test_a_worse_sheet_fells_the_approval(self):
        """Whoever changes the prices through the sheet, or what they have to pay for."""
        self.env["foreign.trade.approval.rule"].create(
            {"name": "Four eyes", "approver_ids": [Command.set(self.manager.ids)]}
        )
        order = self.order.with_user(self.rep)
        for worse in (
            {"margin_percent": 12.0},
            {"line_ids": [Command.update(self.chair.id, {"price_unit": 15.0})]},
            {"fee_ids": [Command.create({"rate": 5000})]},
        ):
            order.action_request_approval()
            order.with_user(self.manager).action_approve()
            self.assertEqual(order.approval_state, "approved")
            self.sheet.with_user(self.manager).write(worse)
            order.invalidate_recordset()
            self.assertEqual(order.approval_state, "none", worse)
            with self.assertRaises(UserError):
                order.action_quotation_sent()

    def test_side_by_side_and_what_if(self):
        self.sheet.write({"freight_method": "flat", "freight_rate": 1600})
        shown = self.sheet.comparison
        self.assertEqual(shown["current"], "FOB")
        row = dict(zip(shown["rules"], shown["rows"][0]["prices"], strict=True))
        self.assertEqual((row["FOB"], row["CFR"]), (17.36, 24.86))
        self.assertTrue(row["FOB"] <= row["CFR"] <= row["CIF"])
        self.assertNotIn("DAP", row, "nobody knows what delivery costs")
        self.sheet.destination_amount = 800
        self.assertIn("DDP", self.sheet.comparison["rules"])
        self.sheet.what_if_percent = -3.0
        self.assertAlmostEqual(self.sheet.what_if_rate, 6.984)
        self.assertAlmostEqual(
            self.sheet.what_if_profit, self.sheet.amount_total * 6.984 - 20000, 1
        )
        self.assertGreater(self.sheet.what_if_amount, self.sheet.amount_total)
        self.assertEqual(self.chair.price_unit, 17.36)
        # freight in yuan costs more dollars when the dollar falls
        self.sheet.write(
            {"incoterm_id": self.cfr.id, "freight_rate": 7200, "freight_currency_id": self.cny.id}
        )
        self.assertAlmostEqual(
            self.sheet.what_if_profit, self.sheet.amount_total * 6.984 - 20000 - 7200, 1
        )

    def test_version_brings_its_sheet_back(self):
        self.sheet.fee_ids = [Command.create({"kind": "port", "rate": 720})]
        self.order.with_user(self.rep).action_quotation_sent()
        version = self.order.last_version_id
        before = (self.sheet.home_cost, self.sheet.line_ids.mapped("price_unit"))
        self.sheet.write({"exchange_rate": 6.5, "fee_ids": [Command.clear()]})
        self.chair.write({"purchase_cost": 150.0, "price_unit": 33.0})
        self.order.with_user(self.rep).order_line[1].unlink()
        version.with_user(self.rep).action_restore()
        self.assertEqual((self.sheet.home_cost, self.sheet.line_ids.mapped("price_unit")), before)
        self.assertEqual(self.sheet.exchange_rate, 7.2)
        self.assertEqual(self.order.order_line.mapped("price_unit"), before[1])

    def _count_queries(self, lines):
        line = {"product_id": self.product.id, "product_uom_qty": 10}
        order = self._create_quotation(order_line=[Command.create(line) for _ in range(lines)])
        sheet = self._create_sheet(order)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        sheet.margin_percent = 30.0
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_lines(self):
        self._count_queries(3)
        self.assertLessEqual(self._count_queries(30) - self._count_queries(3), 3)
