from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .price_sheet_common import PriceSheetCommon

SECRETS = {
    "sale.order": ("margin", "margin_percent"),
    "sale.order.line": ("margin", "margin_percent", "purchase_price"),
    "sale.report": ("margin",),
    "product.product": ("standard_price", "avg_cost", "total_value"),
    "product.template": ("standard_price", "export_rebate_percent", "export_vat_percent"),
    "product.supplierinfo": ("price", "price_discounted", "discount"),
    "stock.move": ("value", "standard_price"),
    "res.company": ("foreign_trade_margin_percent", "foreign_trade_floor_percent"),
}
LOG = "odoo.models"
ACL_LOGS = (
    LOG,
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
    "odoo.orm.models",
)


@tagged("post_install", "-at_install")
class TestPriceSheetSecrecy(PriceSheetCommon):
    """Who may not see cost works on, and reads none of it through any door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rep.group_ids |= cls.env.ref("base.group_allow_export")
        cls.supplier = cls.env["res.partner"].create({"name": "Anji Bamboo Works"})
        cls.quotation = cls.env["product.supplierinfo"].create(
            {
                "partner_id": cls.supplier.id,
                "product_tmpl_id": cls.product.product_tmpl_id.id,
                "price": 113.0,
            }
        )
        cls.sheet = cls._create_sheet()
        cls.order = cls.sheet.order_id.sudo(False).with_user(cls.rep)
        cls.records = {
            "sale.order": cls.order,
            "sale.order.line": cls.order.order_line,
            "product.product": cls.product.with_user(cls.rep),
            "product.template": cls.product.product_tmpl_id.with_user(cls.rep),
            "product.supplierinfo": cls.quotation.with_user(cls.rep),
            "res.company": cls.company.with_user(cls.rep),
        }

    def _refused(self):
        return self.assertRaises(AccessError)

    @mute_logger(*ACL_LOGS)
    def test_no_door_tells(self):
        self.env.flush_all()
        for model, names in SECRETS.items():
            for name in names:
                self.env.invalidate_all()
                empty = self.env[model].with_user(self.rep)
                records = self.records.get(model, empty)
                field = empty._fields[name]
                with self.subTest(model=model, field=name):
                    self.assertNotIn(name, empty.fields_get())
                    if records:
                        with self._refused():
                            records.read([name])
                        with self._refused():
                            records.web_read({name: {}})
                        with self._refused():
                            records.export_data([name])
                        with self._refused():
                            records[:1][name]
                        with self._refused():
                            records[:1].write({name: 1})
                    if field.store or field.search:
                        with self._refused():
                            empty.search([(name, ">", 0)])
                    if field.store:
                        with self._refused():
                            empty.search([], order=name)
                        with self._refused():
                            empty._read_group([], [], [f"{name}:sum"])
                        with self._refused():
                            empty.formatted_read_group([], [], [f"{name}:max"])

    @mute_logger(*ACL_LOGS)
    def test_buyer_is_told_nothing(self):
        """Odoo lets a buyer read his order over RPC: whether we are above our floor he may not."""
        login = new_test_user(
            self.env, "ft_buyer", groups="base.group_portal", partner_id=self.buyer.id
        )
        for model, names in (
            ("sale.order.line", ("price_above_floor", "purchase_price")),
            ("sale.order", ("price_floor_state", "price_sheet_id", "incoterm_prices")),
            ("sale.order", ("price_sheet_warning", "margin")),
        ):
            records = self.env[model].with_user(login)
            known = records.fields_get()
            self.assertIn("currency_id", known)
            self.assertFalse(known.keys() & set(names))
            for name in names:
                with self.subTest(name), self._refused():
                    records._check_field_access(records._fields[name], "read")
        with self._refused():
            records.search([("order_line.price_above_floor", "=", "above")])

    @mute_logger(*ACL_LOGS)
    def test_fees_of_the_company_are_the_managers(self):
        fees = self.env["foreign.trade.price.fee.template"]
        fee = fees.with_user(self.manager).create({"rate": 100.0})
        with self._refused():
            fees.with_user(self.rep).search([])
        self.rep.group_ids |= self.env.ref("foreign_trade_crm.group_cost")
        self.assertEqual(fee.with_user(self.rep).rate, 100.0)
        with self._refused():
            fee.with_user(self.rep).rate = 1.0

    @mute_logger(*ACL_LOGS)
    def test_not_through_relations(self):
        lines = self.order.order_line
        with self._refused():
            lines.search([("product_id.standard_price", ">", 1)])
        with self._refused():
            lines.export_data(["product_id/standard_price"])
        with self._refused():
            self.order.web_read({"order_line": {"fields": {"purchase_price": {}}}})
        with self._refused():
            self.product.with_user(self.rep).web_read({"seller_ids": {"fields": {"price": {}}}})

    @mute_logger(*ACL_LOGS)
    def test_sheets_are_closed(self):
        for model in (
            "foreign.trade.price.sheet",
            "foreign.trade.price.sheet.line",
            "foreign.trade.price.fee",
            "foreign.trade.hs.rate",
        ):
            with self.subTest(model), self._refused():
                self.env[model].with_user(self.rep).search([])
        with self._refused():
            self.sheet.with_user(self.rep).read(["home_cost"])
        with self._refused():
            self.sheet.with_user(self.rep).what_if_percent = 3
        with self._refused():
            self.order.action_price_sheet()
        with self._refused():
            self.order.web_read({"price_sheet_id": {"fields": {"home_cost": {}}}})

    @mute_logger(*ACL_LOGS)
    def test_sheet_follows_the_rights_of_its_order(self):
        """The cost group opens the sheets of the orders that one may see, no others."""
        self.rep.group_ids |= self.env.ref("foreign_trade_crm.group_cost")
        self.rep2.group_ids |= self.env.ref("foreign_trade_crm.group_cost")
        self.sheet.with_user(self.rep).commission_percent = 1.0
        self.assertTrue(self.sheet.with_user(self.rep).line_ids.mapped("floor_price"))
        other = self.sheet.with_user(self.rep2)
        with self._refused():
            other.read(["profit"])
        with self._refused():
            other.commission_percent = 2.0
        self.assertFalse(other.search([]))
        self.assertFalse(self.env["foreign.trade.price.sheet.line"].with_user(self.rep2).search([]))

    def test_views_hide_it(self):
        for model, name in (
            ("sale.order", "margin"),
            ("sale.order", "purchase_price"),
            ("product.template", "standard_price"),
            ("product.supplierinfo", "price"),
        ):
            view = self.env[model].with_user(self.rep).get_view(view_type="form")
            arch = etree.fromstring(view["arch"])
            self.assertFalse(arch.xpath(f"//field[@name='{name}']"), f"{model}.{name}")

    def test_floor_is_told_by_nobody(self):
        self.assertEqual(set(self.order.order_line.mapped("price_above_floor")), {"above"})
        line = self.order.order_line[0]
        line.write({"price_unit": 1.0, "price_above_floor": "above"})
        self.assertEqual(line.price_above_floor, "below")
        line.write({"price_above_floor": "above"})
        self.assertEqual(line.price_above_floor, "below")
        self.assertEqual(self.order.price_floor_state, "below")
        self.order.order_line = [
            Command.create(
                {"product_id": self.table.id, "price_unit": 1, "price_above_floor": "above"}
            )
        ]
        self.assertEqual(self.order.order_line[-1].price_above_floor, "below")

    def test_salesman_works_on(self):
        order = self._create_two_lines()
        self.assertEqual(len(order.order_line), 2)
        with Form(order) as form:
            with form.order_line.new() as line:
                line.product_id = self.product
                line.product_uom_qty = 3
            with form.order_line.edit(0) as line:
                line.price_unit = 33.0
        self.assertEqual(order.order_line[0].price_unit, 33.0)
        order.order_line[1].unlink()
        groups = (
            self.env["sale.order"]
            .with_user(self.rep)
            .formatted_read_group([], ["partner_id"], ["amount_total:sum"])
        )
        self.assertTrue(groups)
        rows = order.export_data(["name", "order_line/product_id/name", "order_line/price_unit"])
        self.assertTrue(rows["datas"])
        for one in order, self.order:
            one.action_quotation_sent()
            self.assertEqual(one.state, "sent")
        names = list(self.env["sale.order"].with_user(self.rep).fields_get())
        order.read(names)
        lines = order.order_line
        lines.read([name for name in lines.fields_get() if name != "analytic_line_ids"])

    def test_salesman_gets_the_pdf(self):
        for order in self.order, self._create_order():
            html, _type = (
                self.env["ir.actions.report"]
                .with_user(self.rep)
                ._render_qweb_html("sale.report_saleorder", order.ids)
            )
            self.assertIn(self.product.default_code, html.decode())
            self.assertNotIn("113.0", html.decode())

    def test_salesman_copies_and_makes_products(self):
        self.env["ir.model.access"].create(
            [
                {
                    "name": model,
                    "model_id": self.env["ir.model"]._get_id(model),
                    "group_id": self.env.ref("foreign_trade_crm.group_sales_representative").id,
                    "perm_create": True,
                    "perm_write": True,
                }
                for model in ("product.product", "product.template")
            ]
        )
        product = self.product.with_user(self.rep).copy()
        self.assertFalse(product.sudo().standard_price)
        made = self.env["product.product"].with_user(self.rep).create({"name": "Bench"})
        self.assertTrue(made)
        with mute_logger(*ACL_LOGS), self._refused():
            made.create({"name": "Bench", "standard_price": 3.0})

    def test_manager_sees_it(self):
        order = self.order.with_user(self.manager)
        self.assertTrue(order.margin)
        self.assertTrue(order.order_line.read(["purchase_price", "margin"]))
        self.assertTrue(self.product.with_user(self.manager).standard_price)
        self.assertTrue(self.quotation.with_user(self.manager).price)


@tagged("post_install", "-at_install")
class TestCostOfDelivery(PriceSheetCommon):
    """Goods are valued though nobody who handles them may see what they cost."""

    chart_template = "generic_coa"

    def test_clerk_delivers_and_accountant_invoices(self):
        order = self._create_quotation()
        order.action_confirm()
        picking = order.sudo().picking_ids.sudo(False).with_user(self.clerk)
        picking.move_ids.quantity = 100
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.move_ids.sudo().value, 10000.0)
        accountant = self._create_user("plain_accountant", "account.group_account_invoice")
        invoice = order.sudo()._create_invoices().sudo(False).with_user(accountant)
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")
        # where stock is valued in real time, Odoo books the cost among the lines of the invoice
        line = invoice.line_ids[-1]
        self.env.flush_all()
        self.cr.execute(
            "UPDATE account_move_line SET display_type = 'cogs' WHERE id = %s", line.ids
        )
        self.env.invalidate_all()
        own = [("id", "in", invoice.line_ids.ids)]
        for user, lines in ((self.rep, invoice.line_ids - line), (accountant, invoice.line_ids)):
            self.assertEqual(line.with_user(user).search(own), lines.with_user(user))
        back = picking.move_ids.copy()
        self.assertFalse(back.sudo().value)

    def test_bill_is_entered_at_cost(self):
        accountant = self._create_user("plain_accountant", "account.group_account_invoice")
        bill = Form(
            self.env["account.move"]
            .with_user(accountant)
            .with_context(default_move_type="in_invoice")
        )
        bill.partner_id = self.buyer
        with bill.invoice_line_ids.new() as line:
            line.product_id = self.product
            self.assertEqual(line.price_unit, 100.0)
