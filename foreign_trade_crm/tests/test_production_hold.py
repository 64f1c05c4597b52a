from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import GateError
from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestProductionHold(ReceiptsCommon):
    def _quantity_procured(self, order):
        moves = order.picking_ids.move_ids.filtered(lambda move: move.state != "cancel")
        return sum(moves.mapped("product_uom_qty"))

    def _declare(self, contract, reason="The season does not wait"):
        return contract.with_user(self.manager).action_declare_effective(reason=reason)

    def test_only_a_manager_with_a_reason(self):
        contract = self._countersigned()
        for user in (self.rep, self.clerk):
            with self.assertRaises(UserError):
                contract.with_user(user).action_declare_effective(reason="please")
        action = contract.with_user(self.manager).action_declare_effective()
        self.assertEqual(action["res_model"], "foreign.trade.contract.effective")
        self.assertEqual(contract.state, "countersigned")
        self._declare(contract)
        self.assertEqual(contract.state, "effective")
        self.assertEqual(contract.effective_override_user_id, self.manager)
        self.assertEqual(contract.effective_override_reason, "The season does not wait")

    def test_not_before_the_signature(self):
        contract = self._create_contract()
        contract.action_issue()
        with self.assertRaises(UserError):
            self._declare(contract)

    def test_held_until_the_deposit(self):
        lead = self._create_lead()
        contract = self._countersigned(opportunity_id=lead.id)
        self._declare(contract)
        order = contract.order_id
        self.assertEqual(order.state, "sale")
        self.assertEqual(lead.won_status, "won")
        self.assertEqual(order.production_state, "held")
        self.assertFalse(order.picking_ids)
        self._receive(contract, 600)
        self.assertEqual(order.production_state, "started")
        self.assertEqual(self._quantity_procured(order), 100)

    def test_changes_stay_held_and_are_released_once(self):
        contract = self._countersigned()
        self._declare(contract)
        order = contract.order_id
        order.order_line.product_uom_qty = 120
        order.write(
            {"order_line": [(0, 0, {"product_id": self.product.id, "product_uom_qty": 30})]}
        )
        self.assertFalse(order.picking_ids)
        self._receive(contract, 600)
        self.assertEqual(self._quantity_procured(order), 150)
        order.order_line[0].product_uom_qty = 130
        self.assertEqual(self._quantity_procured(order), 160)
        self._receive(contract, 1400)
        self.assertEqual(self._quantity_procured(order), 160)

    def test_who_starts_without_the_deposit(self):
        contract = self._countersigned()
        self._declare(contract)
        order = contract.order_id
        for user in (self.rep, self.clerk):
            with self.assertRaises(UserError):
                order.with_user(user).action_start_production()
            with self.assertRaises(UserError):
                order.with_user(user).write({"production_state": "started"})
            with self.assertRaises(UserError):
                order.with_user(user).write({"production_state": "not_started"})
        self.assertFalse(order.picking_ids)
        order.with_user(self.manager).action_start_production()
        self.assertEqual(self._quantity_procured(order), 100)

    def test_confirming_by_hand_is_held_too(self):
        contract = self._countersigned()
        order = contract.order_id
        order.action_confirm()
        self.assertEqual(order.production_state, "held")
        self.assertFalse(order.picking_ids)
        self._receive(contract, 600)
        self.assertEqual(contract.state, "effective")
        self.assertEqual(self._quantity_procured(order), 100)

    def test_an_ordinary_order_is_never_held(self):
        order = self._create_order()
        order.action_confirm()
        self.assertEqual(order.production_state, "not_started")
        self.assertEqual(self._quantity_procured(order), 100)
        order.order_line.product_uom_qty = 110
        self.assertEqual(self._quantity_procured(order), 110)

    def test_a_copy_starts_afresh(self):
        contract = self._countersigned()
        self._declare(contract)
        copy = contract.order_id.copy()
        self.assertEqual(copy.production_state, "not_started")
        self.assertFalse(copy.contract_effective)
        self.assertFalse(copy.last_version_id)
        self.assertFalse(copy.contract_ids)
        self.assertEqual(copy.payment_plan_id, self.plan)


@tagged("post_install", "-at_install")
class TestOrderGates(ReceiptsCommon):
    """The same steps with the ready set of order gates loaded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.gallery"]._load(["order_gates"])

    def test_the_chain_passes(self):
        lead = self._create_lead()
        contract = self._countersigned(opportunity_id=lead.id)
        with self.assertRaises(GateError):
            contract.order_id.action_confirm()
        self._receive(contract, 600)
        self.assertEqual(contract.order_id.state, "sale")
        self.assertEqual(contract.order_id.production_state, "started")
        self.assertEqual(lead.won_status, "won")

    def test_production_waits_for_the_deposit_or_a_reason(self):
        contract = self._countersigned()
        contract.with_user(self.manager).action_declare_effective(reason="Season")
        order = contract.order_id.with_user(self.manager)
        self.assertEqual(order.production_state, "held")
        with self.assertRaises(GateError):
            order.action_start_production()
        order.write({"production_state": "started", "gate_override_reason": "Steel is short"})
        self.assertTrue(order.picking_ids)
        override = self.env["foreign.trade.gate.override"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual(override.user_id, self.manager)

    def test_a_closed_gate_never_refuses_money(self):
        self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Delivery date agreed",
                "transition": "order_confirm",
                "kind": "domain",
                "domain": "[('commitment_date', '!=', False)]",
                "message": "Enter the delivery date.",
                "company_id": self.company.id,
            }
        )
        lead = self._create_lead()
        contract = self._countersigned(opportunity_id=lead.id)
        payment = self._receive(contract, 600)
        self.assertEqual(payment.state, "in_process")
        self.assertEqual(contract.paid_amount, 600)
        self.assertEqual(contract.state, "countersigned")
        self.assertEqual(lead.won_status, "pending", "nothing is half done")
        self.assertEqual(contract.activity_ids.user_id, self.rep)
        contract.order_id.commitment_date = "2026-12-31"
        contract.action_retry_effective()
        self.assertFalse(contract.activity_ids, "what stood in the way is over")
        self.assertEqual(contract.state, "effective")
