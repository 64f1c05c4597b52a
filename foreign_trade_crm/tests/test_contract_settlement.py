from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestContractSettlement(ReceiptsCommon):
    def _invoice(self, order):
        """Finance invoices the whole order."""
        invoice = order.with_user(self.finance)._create_invoices()
        invoice.action_post()
        return invoice

    def _pay_invoice(self, invoice, amount, user=None):
        wizard = (
            self.env["account.payment.register"]
            .with_user(user or self.finance)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": amount, "currency_id": self.usd.id, "journal_id": self.bank.id})
        )
        return wizard._create_payments()

    def test_deposit_makes_the_contract_effective(self):
        lead = self._create_lead()
        contract = self._countersigned(opportunity_id=lead.id)
        self.assertEqual(contract.order_id.state, "sent")
        payment = self._receive(contract, 600)
        deposit, balance = contract.payment_milestone_ids
        self.assertIn(payment.state, ("in_process", "paid"))
        self.assertTrue(payment.move_id, "an advance that can be reconciled later")
        self.assertEqual(contract.state, "effective")
        self.assertEqual(deposit.state, "settled")
        self.assertEqual(deposit.actual_date, payment.date)
        self.assertEqual(balance.state, "open")
        self.assertEqual(lead.won_status, "won")
        self.assertEqual(contract.order_id.state, "sale")
        self.assertEqual(contract.order_id.production_state, "started")
        self.assertTrue(contract.order_id.picking_ids)
        self.assertEqual(contract.order_id.trade_paid_amount, 600)
        self.assertEqual(contract.order_id.trade_payment_state, "partial")

    def test_deposit_before_the_signature(self):
        contract = self._create_contract()
        contract.action_issue()
        self._receive(contract, 600)
        self.assertTrue(contract.deposit_settled)
        self.assertEqual(contract.state, "issued")
        contract.buyer_po_number = "PO-1"
        contract.action_countersign()
        self.assertEqual(contract.state, "effective")

    def test_payments_due_names_the_buyer_and_opens_the_document(self):
        contract = self._countersigned()
        row = contract.payment_milestone_ids[0].with_user(self.finance)
        self.assertEqual(row.partner_id, contract.partner_id)
        action = row.action_view_contract()
        self.assertEqual(action["res_model"], "foreign.trade.contract")
        self.assertEqual(action["res_id"], contract.id)

    def test_part_of_the_deposit(self):
        contract = self._countersigned()
        self._receive(contract, 300)
        self.assertEqual(contract.payment_milestone_ids[0].state, "partial")
        self.assertEqual(contract.state, "countersigned")
        self._receive(contract, 300)
        self.assertEqual(contract.state, "effective")

    def test_short_by_bank_charges(self):
        contract = self._countersigned()
        self._receive(contract, 560)
        self.assertEqual(contract.state, "effective")
        self.assertEqual(contract.paid_amount, 560)

    def test_short_by_more_than_bank_charges(self):
        contract = self._countersigned()
        self._receive(contract, 549.99)
        self.assertEqual(contract.state, "countersigned")

    @freeze_time("2026-03-02")
    def test_deposit_in_company_currency(self):
        contract = self._countersigned()
        self._receive(contract, 4320, currency_id=self.cny.id)
        self.assertEqual(contract.paid_amount, 600, "4,320 CNY at 7.20")
        self.assertEqual(contract.state, "effective")

    def test_cancelled_payment_unsettles(self):
        contract = self._countersigned()
        payment = self._receive(contract, 600)
        payment.with_user(self.finance).action_draft()
        self.assertEqual(contract.paid_amount, 0)
        self.assertEqual(contract.payment_milestone_ids[0].state, "open")
        self.assertFalse(contract.payment_milestone_ids[0].actual_date)
        payment.with_user(self.finance).action_post()
        self.assertEqual(contract.paid_amount, 600)
        payment.move_id.with_user(self.finance).button_draft()
        self.assertEqual(contract.paid_amount, 0)
        payment.move_id.with_user(self.finance).action_post()
        self.assertEqual(contract.paid_amount, 600)
        payment.with_user(self.finance).action_cancel()
        self.assertEqual(contract.order_id.trade_payment_state, "not_paid")

    def _reverse(self, entry):
        """Finance reverses a journal entry with Odoo's own dialog."""
        wizard = self.env["account.move.reversal"].with_user(self.finance)
        wizard = wizard.with_context(active_model="account.move", active_ids=entry.ids)
        wizard.create({"journal_id": entry.journal_id.id}).reverse_moves()
        return entry.reversal_move_ids

    def test_reversed_receipt_does_not_count(self):
        contract = self._countersigned()
        payment = self._receive(contract, 600)
        reversal = self._reverse(payment.move_id)
        self.assertEqual(reversal.state, "posted")
        self.assertEqual(contract.paid_amount, 0)
        self.assertFalse(contract.deposit_settled)
        self._reverse(reversal)
        self.assertEqual(contract.paid_amount, 600, "the reversal was taken back")

    def test_the_deposit_counts_once_when_it_meets_the_invoice(self):
        contract = self._countersigned()
        payment = self._receive(contract, 600)
        invoice = self._invoice(contract.order_id)
        credit = payment.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        invoice.with_user(self.finance).js_assign_outstanding_line(credit.id)
        self.assertEqual(invoice.amount_residual, 1400)
        self.assertEqual(contract.paid_amount, 600)
        self._pay_invoice(invoice, 1400)
        self.assertEqual(contract.paid_amount, 2000)
        self.assertEqual(contract.payment_milestone_ids.mapped("state"), ["settled", "settled"])
        self.assertEqual(contract.payment_state, "paid")
        self.assertEqual(contract.order_id.trade_payment_state, "paid")
        self.assertEqual(contract.order_id.trade_balance_amount, 0)

    def test_undone_reconciliation_unsettles(self):
        contract = self._countersigned()
        self._receive(contract, 600)
        invoice = self._invoice(contract.order_id)
        payment = self._pay_invoice(invoice, 1400)
        self.assertEqual(contract.payment_state, "paid")
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertEqual(contract.paid_amount, 600)
        self.assertEqual(contract.payment_milestone_ids[1].state, "open")

    def test_credit_notes_are_no_receipts(self):
        contract = self._countersigned()
        self._receive(contract, 600)
        invoice = self._invoice(contract.order_id)
        reversal = invoice._reverse_moves([{"date": invoice.date}], cancel=True)
        self.assertEqual(reversal.state, "posted")
        self.assertEqual(contract.paid_amount, 600)

    def test_money_spent_on_another_order_does_not_count(self):
        contract = self._countersigned()
        payment = self._receive(contract, 600)
        other = self._create_order()
        other.action_confirm()
        invoice = self._invoice(other)
        credit = payment.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        invoice.with_user(self.finance).js_assign_outstanding_line(credit.id)
        self.assertEqual(contract.paid_amount, 0)

    def test_receipts_follow_the_new_document(self):
        first = self._create_contract()
        first.action_issue()
        self._receive(first, 600)
        order = first.order_id
        order.order_line.price_unit = 19
        order.action_record_version()
        order.action_make_contract()
        second = order.contract_ids - first
        second.action_issue()
        self.assertEqual(second.paid_amount, 600)
        self.assertTrue(second.deposit_settled)
        self.assertEqual(order.trade_paid_amount, 600)

    def test_a_rep_sees_what_was_received_and_registers_nothing(self):
        contract = self._countersigned()
        self._receive(contract, 600)
        document = contract.with_user(self.rep)
        self.assertEqual(document.paid_amount, 600)
        self.assertEqual(document.payment_milestone_ids.mapped("paid_amount"), [600, 0])
        with self.assertRaises(AccessError):
            document.read(["payment_ids"])
        for user in (self.rep, self.clerk):
            with self.assertRaises(AccessError):
                self._receive(contract, 1, user=user)
        payment = self.env["account.payment"].search(
            [("foreign_trade_contract_id", "=", contract.id)]
        )
        with self.assertRaises(AccessError):
            payment.with_user(self.rep).write({"amount": 2000})

    def test_no_money_for_a_draft_or_below_zero(self):
        contract = self._create_contract()
        with self.assertRaises(UserError):
            self._receive(contract, 600)
        contract.action_issue()
        with self.assertRaises(UserError):
            self._receive(contract, 0)

    def test_a_changed_quotation_waits_for_the_salesperson(self):
        contract = self._countersigned()
        contract.order_id.order_line.price_unit = 1
        self._receive(contract, 600)
        self.assertEqual(contract.paid_amount, 600, "money is never refused")
        self.assertEqual(contract.state, "countersigned")
        self.assertEqual(contract.order_id.state, "sent")
        self.assertEqual(contract.activity_ids.user_id, self.rep)

    def test_reconciling_elsewhere_costs_one_query(self):
        """Invoices without a contract: the question whether one is concerned, no more."""
        order = self._create_order()
        order.action_confirm()
        invoice = self._invoice(order)
        contracts = self.env["foreign.trade.contract"]
        contracts.flush_model()
        with self.assertQueryCount(1):
            self.assertFalse(contracts._get_contracts_of_moves(invoice))

    def test_settles_through_a_plan_of_three(self):
        plan = self.env["foreign.trade.payment.plan"].create(
            {
                "name": "Three thirds",
                "line_ids": [
                    Command.create({"name": "a", "percent": 33.33, "event": "pi_signed"}),
                    Command.create({"name": "b", "percent": 33.33, "event": "bl_copy"}),
                    Command.create({"name": "c", "percent": 33.34, "event": "bl_date"}),
                ],
            }
        )
        contract = self._countersigned(payment_plan_id=plan.id, price=0.0333, quantity=3)
        total = sum(contract.payment_milestone_ids.mapped("amount"))
        self.assertAlmostEqual(total, contract.amount_total, 6)
