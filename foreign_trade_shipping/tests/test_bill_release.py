from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError

from odoo.addons.foreign_trade_crm.exceptions import GateError

from .common import ShippingCommon

BILL = {"bill_number": "COSU6178901230", "bill_type": "telex"}


@freeze_time("2026-03-10 02:00:00")
class TestBillOfLading(ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipment = cls._create_shipment()

    def test_issued_needs_number_and_type(self):
        with self.assertRaises(ValidationError):
            self.shipment.action_bill_issue()
        with self.assertRefused(ValidationError, "number and type"):
            self.shipment.write({"bill_state": "issued", "bill_type": "telex"})
        self.shipment.write(BILL)
        self.shipment.action_bill_issue()
        with self.assertRefused(ValidationError, "number and type"):
            self.shipment.bill_number = " "

    def test_issue_date_is_the_milestones(self):
        self.shipment.write(BILL)
        self.shipment.action_on_board()
        with freeze_time("2026-03-12 02:00:00"):
            self.shipment.action_bill_issue()
        self.assertEqual(self.shipment.bill_issue_date, date(2026, 3, 10))
        milestone = self._milestone(self.shipment, "bl_issued")
        self.assertEqual(milestone.actual_date, date(2026, 3, 10))
        self.shipment.bill_issue_date = "2026-03-09"
        self.assertEqual(milestone.actual_date, date(2026, 3, 9))

    def test_steps_follow_each_other(self):
        self.shipment.write(BILL)
        with self.assertRefused(UserError, "cannot become"):
            self.shipment.action_bill_release()
        self.shipment.action_bill_draft()
        self.shipment.action_bill_issue()
        self.shipment.action_bill_release()
        self.assertEqual(self.shipment.bill_release_date, date(2026, 3, 10))

    def test_release_is_not_borrowed_from_another_order(self):
        self.shipment.write(BILL)
        self.shipment.action_bill_issue()
        paid = self._create_confirmed_order()
        with self.assertRefused(UserError, "another order"):
            self.shipment.order_id = paid
        self.shipment.line_ids.unlink()
        with self.assertRefused(UserError, "another order"):
            self.shipment.order_id = paid

    def test_only_those_who_may_override_take_a_release_back(self):
        self.shipment.write(BILL)
        self.shipment.action_bill_issue()
        self.shipment.action_bill_release()
        with self.assertRefused(UserError, "cannot become"):
            self.shipment.bill_state = "issued"
        self.shipment.with_user(self.manager).bill_state = "issued"
        self.assertFalse(self.shipment.bill_release_date)

    def test_without_contract_nothing_is_owed(self):
        self.assertTrue(self.shipment.balance_settled)
        domain = [("id", "=", self.shipment.id), ("balance_settled", "=", True)]
        self.assertTrue(self.shipment.search(domain))


@freeze_time("2026-03-10 02:00:00")
class TestBillRelease(ShippingCommon):
    """30 % deposit, 70 % against copy of the bill of lading."""

    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_effective_contract()
        cls.order = cls.contract.order_id
        cls._receive(cls.contract, 600)
        cls.shipment = cls._create_shipment(cls.order, **BILL)
        cls.balance = cls.contract.payment_milestone_ids.filtered(lambda m: m.event == "bl_copy")
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["order_gates"])

    @classmethod
    def _create_effective_contract(cls):
        """Countersigned, and declared effective before the deposit is in."""
        plan = cls.env.ref("foreign_trade_crm.payment_plan_tt_30_70_bl_copy")
        order = cls._create_order(
            payment_plan_id=plan.id,
            incoterm=cls.env.ref("account.incoterm_FOB").id,
            validity_date="2026-04-30",
        )
        action = order.action_make_contract()
        contract = cls.env["foreign.trade.contract"].with_user(cls.rep).browse(action["res_id"])
        contract.action_issue()
        contract.buyer_po_number = "PO-4711"
        contract.action_countersign()
        contract.with_user(cls.manager).action_declare_effective("Known buyer")
        return contract

    @classmethod
    def _receive(cls, contract, amount):
        receipts = cls.env["foreign.trade.contract.receipt"].with_user(cls.finance)
        receipts.create({"contract_id": contract.id, "amount": amount}).action_register()

    def test_held_order_is_not_shipped_until_the_deposit_is_in(self):
        contract = self._create_effective_contract()
        order = contract.order_id
        self.assertEqual(order.production_state, "held")
        with self.assertRefused(UserError, "held until its deposit"):
            order.with_user(self.clerk).action_create_shipment()
        self._receive(contract, 600)
        order.with_user(self.clerk).action_create_shipment()
        self.assertTrue(order.shipment_ids)

    def test_dates_and_status_are_not_filled_in_by_hand(self):
        for values in (
            {"state": "arrived"},
            {"on_board_date": "2026-03-01"},
            {"bill_release_date": "2026-03-01"},
            {"company_id": self.env.ref("base.main_company").id},
        ):
            with self.subTest(values=values), self.assertRefused(UserError, "by hand"):
                self.shipment.write(values)

    def test_release_waits_for_the_balance_through_every_door(self):
        self.shipment.action_bill_issue()
        self.assertFalse(self.shipment.balance_settled)
        with self.assertRaises(GateError) as refused:
            self.shipment.action_bill_release()
        self.assertIn("balance", str(refused.exception))
        with self.assertRaises(GateError):
            self.shipment.write({"bill_state": "released"})
        with self.assertRaises(GateError):
            self.shipment.create({"order_id": self.order.id, **BILL, "bill_state": "released"})
        messages = self.shipment.load([".id", "bill_state"], [[str(self.shipment.id), "released"]])[
            "messages"
        ]
        self.assertTrue(messages)
        self.assertEqual(self.shipment.bill_state, "issued")

    def test_released_once_the_balance_is_in(self):
        self.shipment.action_bill_issue()
        self._receive(self.contract, 1400)
        self.assertTrue(self.shipment.balance_settled)
        self.shipment.action_bill_release()
        self.assertEqual(self.shipment.bill_state, "released")

    def test_search_agrees_with_the_field(self):
        domain = [("id", "=", self.shipment.id), ("balance_settled", "=", True)]
        self.assertFalse(self.shipment.search(domain))
        self._receive(self.contract, 1400)
        self.assertTrue(self.shipment.search(domain))
        domain = [("id", "=", self.shipment.id), ("balance_settled", "=", False)]
        self.assertFalse(self.shipment.search(domain))

    def test_clerk_gives_no_reason_that_counts(self):
        self.shipment.action_bill_issue()
        with self.assertRaises(GateError):
            self.shipment.write({"bill_state": "released", "gate_override_reason": "Trust me"})

    def test_manager_overrides_with_a_reason_that_is_kept(self):
        self.shipment.action_bill_issue()
        released = {"bill_state": "released"}
        with self.assertRaises(GateError):
            self.shipment.with_user(self.manager).write(released)
        self.shipment.with_user(self.manager).write(
            {**released, "gate_override_reason": "Bank guarantee in hand"}
        )
        kept = self.env["foreign.trade.gate.override"].search(
            [("res_model", "=", self.shipment._name), ("res_id", "=", self.shipment.id)]
        )
        self.assertEqual(kept.reason, "Bank guarantee in hand")

    def test_due_dates_follow_the_bill_of_lading(self):
        milestone = self._milestone(self.shipment, "bl_issued")
        milestone.estimated_date = "2026-04-10"
        self.assertEqual(self.balance.planned_date, date(2026, 4, 17))
        self.shipment.action_bill_issue()
        self.assertEqual(self.balance.event_actual_date, date(2026, 3, 10))
        self.assertEqual(self.balance.planned_date, date(2026, 3, 17))
        milestone.actual_date = False
        self.assertFalse(self.balance.event_actual_date)
        self.assertEqual(self.balance.planned_date, date(2026, 4, 17))

    def test_a_balance_that_waits_for_the_arrival(self):
        """An event of this module: the contract's payment hangs on the shipment's way."""
        state = self.contract.state
        self.contract._write_step({"state": "draft"})
        self.balance.write({"event": "arrival", "days": 7})
        self.contract._write_step({"state": state})
        self._milestone(self.shipment, "arrival").estimated_date = "2026-05-10"
        self.assertEqual(self.balance.planned_date, date(2026, 5, 17))
        self.assertTrue(self.contract.payment_plan_id._is_open_account(self.balance))
        arrival = self.env["ir.model.fields.selection"].search(
            [("field_id.model", "=", self.balance._name), ("value", "=", "arrival")]
        )
        arrival._process_ondelete()
        self.assertEqual(self.balance.event, "bl_date", "no deposit when the module goes")

    def test_of_several_shipments_the_first_makes_the_balance_due(self):
        self.shipment.line_ids.quantity = 60
        second = self._create_shipment(self.order, **BILL)
        self._milestone(self.shipment, "bl_issued").estimated_date = "2026-04-20"
        self._milestone(second, "bl_issued").estimated_date = "2026-04-10"
        self.assertEqual(self.balance.planned_date, date(2026, 4, 17))
        second.action_cancel()
        self.assertEqual(self.balance.planned_date, date(2026, 4, 27))

    def test_documents_name_contract_and_purchase_order(self):
        document = self.shipment._get_trade_document("commercial_invoice")
        facts = dict(document.facts)
        self.assertEqual(facts["Contract No."], self.contract.name)
        self.assertEqual(facts["Buyer's PO No."], "PO-4711")
        self.assertIn("70%", facts["Payment Terms"])
