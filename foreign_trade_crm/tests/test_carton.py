from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .quotes_common import QuotesCommon


class CartonCommon(QuotesCommon):
    """Chairs, four in a carton of 0.12 m³ and 20 kg; a dozen as another unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.product.write(
            {
                "carton_pieces": 4,
                "carton_length": 60,
                "carton_width": 50,
                "carton_height": 40,
                "carton_net_weight": 18,
                "carton_gross_weight": 20,
            }
        )
        cls.order = cls._create_quotation(quantity=1000)
        cls.line = cls.order.order_line


@tagged("post_install", "-at_install")
class TestCarton(CartonCommon):
    def test_product_and_template_say_the_same(self):
        template = self.product.product_tmpl_id
        self.assertEqual(template.carton_volume, 0.12)
        template.carton_height = 50
        self.assertEqual(self.product.carton_volume, 0.15)
        made = self.env["product.template"].create(
            {"name": "Bench", "carton_pieces": 2, "carton_volume": 0.3, "carton_gross_weight": 9}
        )
        self.assertEqual(made.product_variant_id.carton_pieces, 2)
        self.assertEqual(made.product_variant_id.carton_volume, 0.3)
        with Form(made) as form:
            form.carton_length = form.carton_width = form.carton_height = 100
            self.assertEqual(form.carton_volume, 1)
        self.assertEqual(made.product_variant_id.carton_volume, 1)

    def test_packaging_is_the_source_of_its_pieces(self):
        box = self.env["uom.uom"].create(
            {"name": "Box of 6", "relative_factor": 6, "relative_uom_id": self.product.uom_id.id}
        )
        self.product.uom_ids = box
        self.product.carton_uom_id = box
        self.assertEqual(self.product.carton_pieces, 6)
        order = self._create_quotation(
            order_line=[
                Command.create(
                    {
                        "product_id": self.product.id,
                        "product_uom_id": box.id,
                        "product_uom_qty": 10,
                    }
                )
            ]
        )
        self.assertEqual(order.carton_count, 10)

    def test_line_and_order(self):
        self.assertEqual(self.line.carton_count, 250)
        self.assertEqual(self.line.carton_total_volume, 30)
        self.assertEqual(self.order.carton_count, 250)
        self.assertEqual(self.order.carton_total_volume, 30)
        self.assertEqual(self.order.carton_total_net_weight, 4500)
        self.assertEqual(self.order.carton_total_gross_weight, 5000)
        self.line.product_uom_qty = 1001
        self.assertEqual(self.order.carton_count, 251)
        self.assertIn("lacks 3 pieces", self.line.carton_warning)
        self.line.write({"product_uom_id": self.dozen.id, "product_uom_qty": 100})
        self.assertEqual(self.order.carton_count, 300)

    def test_what_is_missing_follows_from_the_piece(self):
        self.product.write(
            {
                "carton_length": 0,
                "carton_volume": 0,
                "carton_net_weight": 0,
                "carton_gross_weight": 0,
            }
        )
        line = self._create_quotation(quantity=8).order_line
        self.assertEqual(line.carton_volume, 0.24)
        self.assertEqual(line.carton_net_weight, 18)
        self.assertEqual(line.carton_gross_weight, 18)

    def test_another_packing_of_the_product_leaves_lines_alone(self):
        self.product.carton_pieces = 2
        self.assertEqual(self.line.carton_count, 250)
        self.line.carton_pieces = 5
        self.assertEqual(self.line.carton_count, 200)
        self.assertEqual(self.product.carton_pieces, 2)
        self.assertEqual(self.order.copy().order_line.carton_pieces, 5)

    def test_wrong_figures(self):
        with self.assertRaisesRegex(ValidationError, "net weight of a carton"):
            self.product.carton_net_weight = 21
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.product.carton_pieces = -1
            self.env.flush_all()

    def test_plain_products_have_no_cartons(self):
        plain = self.env["product.product"].create({"name": "Plain", "list_price": 1})
        order = self._create_quotation(
            order_line=[Command.create({"product_id": plain.id, "product_uom_qty": 5})]
        )
        self.assertFalse(order.carton_count)
        self.assertFalse(order.container_plan)
        self.assertFalse(order.moq_warning)
        self.assertFalse(order.order_line.carton_warning)

    def test_packing_as_printed(self):
        self.assertEqual(
            self.line._describe_carton(),
            "4 pcs/carton, 60×50×40 cm, 0.12 m³, N.W. 18 kg, G.W. 20 kg",
        )

    def test_totals_cost_no_query_more(self):
        line = {"product_id": self.product.id, "product_uom_qty": 8, "price_unit": 1}
        orders = self.env["sale.order"].with_user(self.rep)

        def queries(number):
            lines = [Command.create(line) for _each in range(number)]
            values = {"partner_id": self.buyer.id, "order_line": lines}
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders.create(values)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(1)
        first = queries(5)
        self.product.sudo().carton_pieces = 0
        self.assertEqual(queries(5), first, "a packed line costs what a plain one does")


@tagged("post_install", "-at_install")
class TestContainerPlan(CartonCommon):
    """30 m³ and 5 tonnes: one 40GP, 26 m³ of room left in it."""

    def test_plan(self):
        plan = self.order.with_user(self.rep).container_plan
        first = plan["ways"][0]
        self.assertEqual(first["name"], "1 × 40GP")
        self.assertTrue(first["is_best"])
        self.assertEqual(first["volume_percent"], 53.6)
        self.assertEqual(first["bars"], [{"name": "40GP", "number": 1, "percent": 53.6}])
        names = [way["name"] for way in plan["ways"]]
        self.assertEqual(names, ["1 × 40GP", "2 × 20GP", "1 × 40HQ"], "45HQ is not suggested")
        self.order.container_type_id = self.env.ref("foreign_trade_crm.container_type_45hq")
        self.assertEqual(self.order.container_plan["ways"][0]["name"], "1 × 45HQ")
        self.order.container_type_id = False
        self.assertEqual(plan["lines"][0]["more"], 216)
        self.assertEqual(plan["lines"][0]["pieces"], 864)

    def test_container_wanted(self):
        self.order.container_type_id = self.env.ref("foreign_trade_crm.container_type_40hq")
        plan = self.order.container_plan
        self.assertEqual(plan["ways"][0]["name"], "1 × 40HQ")
        self.assertEqual(plan["lines"][0]["more"], 283)

    def test_mixed(self):
        self.line.product_uom_qty = 2600
        plan = self.order.container_plan
        self.assertEqual(plan["ways"][0]["name"], "1 × 40GP + 1 × 20GP")
        self.assertEqual(plan["ways"][0]["bars"][0]["percent"], 100)

    def test_fill_up(self):
        line = self.line.with_user(self.rep)
        line.action_fill_container()
        self.assertEqual(line.product_uom_qty, 1864)
        self.assertEqual(self.order.carton_total_volume, 55.92)
        with self.assertRaisesRegex(UserError, "No more cartons"):
            line.action_fill_container()
        with self.assertRaises(AccessError):
            self.line.with_user(self.rep2).action_fill_container()

    def test_fill_up_in_dozens(self):
        self.line.write({"product_uom_id": self.dozen.id, "product_uom_qty": 84})
        self.line.action_fill_container()
        self.assertEqual(self.line.carton_count, 466)
        self.assertAlmostEqual(self.line.product_uom_qty, 466 * 4 / 12, 2)

    def test_live_in_the_form(self):
        with Form(self.order.with_user(self.rep)) as form:
            with form.order_line.edit(0) as line:
                line.product_uom_qty = 2000
            self.assertEqual(form.carton_total_volume, 60)
            self.assertEqual(form.container_plan["ways"][0]["name"], "1 × 40HQ")

    def test_sizes_are_the_managers(self):
        size = self.env.ref("foreign_trade_crm.container_type_40hq")
        for user in (self.rep, self.clerk, self.finance):
            self.assertTrue(size.with_user(user).practical_volume)
            with self.assertRaises(AccessError):
                size.with_user(user).practical_volume = 60
        size.with_user(self.manager).practical_volume = 60

    def test_one_query_for_all_plans(self):
        orders = self.order | self._create_quotation(quantity=500) | self._create_quotation()
        self.env.flush_all()
        self.env.invalidate_all()
        orders.order_line.product_id.mapped("display_name")
        orders.mapped("carton_count")
        with self.assertQueryCount(4):
            orders.mapped("container_plan")


@tagged("post_install", "-at_install")
class TestMoq(QuotesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.minimum_order_quantity = 500

    def test_marked_and_warned(self):
        order = self._create_quotation(quantity=100).with_user(self.rep)
        self.assertTrue(order.order_line.is_below_moq)
        self.assertIn("(100 of 500)", order.moq_warning)
        order.order_line.copy({"order_id": order.id, "product_uom_qty": 400})
        self.assertFalse(order.moq_warning, "the lines of one product count together")
        self.assertFalse(any(order.order_line.mapped("is_below_moq")))

    def test_it_refuses_nothing(self):
        order = self._create_quotation(quantity=100)
        order.action_quotation_sent()
        order.action_confirm()
        self.assertFalse(order.moq_warning, "what is agreed is agreed")

    def test_other_units(self):
        order = self._create_quotation(quantity=40)
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self.assertIn("(480 of 500)", order.moq_warning)

    def test_next_step_of_the_price_list(self):
        steps = [(1, 20), (500, 18.5), (1000, 17)]
        self.pricelist_usd.item_ids = [
            Command.create(
                {
                    "applied_on": "1_product",
                    "product_tmpl_id": self.product.product_tmpl_id.id,
                    "min_quantity": quantity,
                    "compute_price": "fixed",
                    "fixed_price": price,
                }
            )
            for quantity, price in steps
        ]
        line = self._create_quotation(quantity=100).order_line.with_user(self.rep)
        self.assertRegex(line.next_price_step, r"from 500 Units: .*18\.50")
        line.product_uom_qty = 600
        self.assertRegex(line.next_price_step, r"from 1000 Units: .*17\.00")
        line.product_uom_qty = 1000
        self.assertFalse(line.next_price_step)
