from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestVersionRestore(QuotesCommon):
    """A version becomes the draft again, to the last term and line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = cls.env["product.product"].create(
            {"name": "Table", "default_code": "GT-9", "type": "consu", "taxes_id": False}
        )
        cls.order = cls._create_quotation(note="<p>Made to order</p>")
        cls.order.write(
            {
                "order_line": [
                    Command.create({"display_type": "line_section", "name": "Extras"}),
                    Command.create(
                        {
                            "product_id": cls.table.id,
                            "name": "Table",
                            "product_uom_qty": 7,
                            "price_unit": 31.45,
                        }
                    ),
                ]
            }
        )
        cls.order.action_quotation_sent()
        cls.first = cls.order.last_version_id

    def _say(self):
        return self.order._get_draft_hash()

    def _change_everything(self):
        line = self.order.order_line.filtered(lambda one: one.product_id == self.product)
        self.order.write(
            {
                "pricelist_id": self.env["product.pricelist"]
                .create({"name": "EUR", "currency_id": self.eur.id})
                .id,
                "incoterm": self.env.ref("account.incoterm_CIF").id,
                "port_discharge_id": False,
                "payment_plan_id": self.env.ref("foreign_trade_crm.payment_plan_lc_sight").id,
                "validity_date": "2027-03-01",
                "note": "<p>Else</p>",
                "order_line": [
                    Command.update(line.id, {"product_uom_qty": 5, "price_unit": 1, "name": "x"}),
                    Command.delete(self.order.order_line[-1].id),
                    Command.create({"product_id": self.table.id, "name": "Table"}),
                ],
            }
        )

    def test_restored_to_the_last_term(self):
        before = self._say()
        self._change_everything()
        self.order.action_record_version()
        self.assertNotEqual(self._say(), before)
        self.first.with_user(self.rep).action_restore()
        self.assertEqual(self._say(), before)
        self.assertEqual(self.order.currency_id, self.usd)
        self.assertEqual(
            self.order.order_line.mapped("display_type"), [False, "line_section", False]
        )
        self.assertEqual(self.order.order_line[-1].price_unit, 31.45)
        self.assertEqual(self.order.quotation_version_count, 2)
        self.order.action_record_version()
        self.assertEqual(self.order.quotation_version_count, 3, "sent again, it is the next one")

    def test_what_says_it_already_is_not_written(self):
        lines = self.order.order_line
        stamps = lines.mapped("write_date")
        self.order._restore_version(self.first)
        self.assertEqual(self.order.order_line, lines)
        self.assertEqual(lines.mapped("write_date"), stamps)

    def test_versions_of_old_are_restored_from_what_they_say(self):
        before = self._say()
        self.env.cr.execute("UPDATE foreign_trade_quotation_version SET draft_values = NULL")
        self.env.cr.execute(
            "UPDATE foreign_trade_quotation_version_line"
            " SET draft_values = NULL, order_line_ref = 0"
        )
        self.env.invalidate_all()
        self._change_everything()
        self.first.with_user(self.rep).action_restore()
        self.assertEqual(self.order.amount_total, self.first.amount_total)
        self.assertEqual(self._say(), before)

    def test_goods_that_are_gone(self):
        self.order.order_line.filtered(lambda one: one.product_id == self.table).unlink()
        self.table.unlink()
        self.first.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "Table"):
            self.first.with_user(self.rep).action_restore()

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self.first.with_user(self.rep2).action_restore()
        self.order.action_confirm()
        with self.assertRaises(UserError):
            self.first.with_user(self.rep).action_restore()

    def test_many_lines_are_looked_up_together(self):
        def lookups(order):
            values = order.last_version_id.line_ids.mapped("draft_values")
            start = self.env.cr.sql_log_count
            order.order_line._filter_restorable(values)
            return self.env.cr.sql_log_count - start

        large = self._create_quotation()
        large.order_line = [
            Command.create({"product_id": self.table.id, "name": f"Table {n}"}) for n in range(20)
        ]
        large.action_quotation_sent()
        lookups(self.order)
        self.assertEqual(lookups(large), lookups(self.order))
