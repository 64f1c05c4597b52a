from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestApprovalAfterConfirmation(ReceiptsCommon):
    """A confirmed order that gets worse asks again, and is neither made nor invoiced before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["foreign.trade.approval.rule"].create(
            {
                "name": "Every contract",
                "moment": "contract_issue",
                "company_id": cls.company.id,
                "approver_ids": [Command.set(cls.manager.ids)],
            }
        )

    def _confirmed(self):
        order = self._create_quotation()
        order.action_request_approval()
        order.with_user(self.manager).action_approve()
        order.action_confirm()
        return order

    def test_price_of_one(self):
        order = self._confirmed()
        order.order_line.price_unit = 1.0
        requests = order.sudo().approval_request_ids.sorted("id")
        self.assertEqual(requests.mapped("state"), ["void", "pending"])
        self.assertEqual(requests[1].previous_id, requests[0])
        self.assertIn("100 × 1", requests[1].previous_differences)
        with self.assertRaisesRegex(UserError, "Zhao Min"):
            order.with_user(self.finance)._create_invoices()
        order.with_user(self.manager).action_approve()
        self.assertTrue(order.with_user(self.finance)._create_invoices())

    def test_under_the_contracts_approval(self):
        contract = self._create_contract()
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        order = contract.order_id
        order.action_confirm()
        order.order_line.write({"product_uom_qty": 90, "price_unit": 22})
        self.assertFalse(order.sudo().approval_request_ids.filtered(lambda r: r.state != "void"))
        order.order_line.price_unit = 15
        self.assertEqual(order.approval_state, "pending")
        order.order_line.price_unit = 21
        order.invalidate_recordset()
        self.assertEqual(order.approval_state, "none", "set back: nothing to ask any more")
        order.with_user(self.finance)._create_invoices()

    def test_stays_when_the_risk_falls(self):
        order = self._confirmed()
        # Odoo prices another quantity anew
        order.order_line.write({"product_uom_qty": 90, "price_unit": 22})
        order.write({"note": "Careful with the paint.", "client_order_ref": "PO 7"})
        self.assertEqual(
            order.approval_state,
            "approved",
            order.sudo().approval_request_ids.mapped("void_reason"),
        )

    def test_the_agreed_price_stays_with_another_quantity(self):
        """Odoo would take the price list's of today."""
        line = Command.create({"product_id": self.product.id, "product_uom_qty": 100})
        contract = self._create_contract(order_line=[line])
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        order = contract.order_id
        order.action_confirm()
        agreed = order.order_line.price_unit
        self.product.list_price = 1
        order.order_line.product_uom_qty = 90
        self.assertEqual(order.order_line.price_unit, agreed)
        self.assertFalse(order.sudo().approval_request_ids)
        order.order_line = [Command.create({"product_id": self.product.id})]
        self.assertLess(order.order_line[-1].price_unit, agreed, "new goods are priced anew")

    def test_orders_from_before_the_rules_are_left_alone(self):
        self.rule.active = False
        order = self._create_quotation()
        order.action_confirm()
        self.rule.active = True
        order.order_line.price_unit = 1.0
        self.assertFalse(order.sudo().approval_request_ids)
        order.with_user(self.finance)._create_invoices()

    def test_every_door_of_the_lines(self):
        order = self._confirmed()
        line = order.order_line
        parasol = self.env["product.product"].create({"name": "Parasol", "taxes_id": False})
        worse = (
            lambda: line.write({"price_unit": 1}),
            lambda: order.write({"order_line": [Command.update(line.id, {"discount": 50})]}),
            lambda: order.write(
                {"order_line": [Command.create({"product_id": parasol.id, "price_unit": 1})]}
            ),
            lambda: self.env["sale.order.line"].create(
                {"order_id": order.id, "product_id": parasol.id, "price_unit": 1}
            ),
            lambda: (
                self.env["sale.order.line"]
                .with_user(self.rep)
                .load([".id", "price_unit"], [[str(line.id), "1"]])
            ),
            lambda: order.write({"payment_plan_id": False}),
        )
        for door in worse:
            with self.cr.savepoint() as savepoint:
                try:
                    door()
                except UserError:
                    continue  # refused is as good
                order.invalidate_recordset()
                self.assertNotEqual(order.approval_state, "approved")
                savepoint.rollback()
            self.env.invalidate_all()
