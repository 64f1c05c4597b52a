import base64

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestContractLifecycle(QuotesCommon):
    def test_buyers_number_reaches_the_order(self):
        contract = self._create_contract(self.rep).with_user(self.rep)
        contract.action_issue()
        contract.buyer_po_number = "PO-2026-11"
        contract.action_countersign()
        self.assertEqual(contract.order_id.client_order_ref, "PO-2026-11")

    def test_buyers_own_reference_is_kept(self):
        contract = self._create_contract(self.rep, client_order_ref="RFQ 7").with_user(self.rep)
        contract.action_issue()
        contract.buyer_po_number = "PO-2026-11"
        contract.action_countersign()
        self.assertEqual(contract.order_id.client_order_ref, "RFQ 7")

    def test_made_from_the_version(self):
        lead = self._create_lead()
        contract = self._create_contract(opportunity_id=lead.id)
        order = contract.order_id
        self.assertEqual(contract.state, "draft")
        self.assertTrue(contract.name.startswith("PI/"))
        self.assertEqual(contract.version_id, order.last_version_id)
        self.assertEqual(contract.opportunity_id, lead)
        self.assertEqual(contract.amount_total, 2000)
        self.assertEqual(contract.currency_id, self.usd)
        self.assertEqual(contract.line_ids.product_code, "GC-100")
        self.assertEqual(contract.payment_milestone_ids.mapped("percent"), [30, 70])
        self.assertEqual(contract.payment_milestone_ids.mapped("amount"), [600, 1400])
        self.assertEqual(lead.contract_ids, contract)

    def test_the_draft_is_opened_again(self):
        contract = self._create_contract()
        self.assertEqual(contract.order_id.action_make_contract()["res_id"], contract.id)

    def test_without_a_quotation_sent_the_offer_is_frozen_now(self):
        order = self._create_quotation()
        order.action_make_contract()
        self.assertEqual(order.contract_ids.version_id, order.last_version_id)

    def test_the_accepted_version_counts_not_the_draft(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        first = order.last_version_id
        self.env["foreign.trade.quotation.acceptance"].with_user(self.rep).create(
            {"version_id": first.id}
        )
        order.order_line.price_unit = 19
        order.action_record_version()
        order.action_make_contract()
        self.assertEqual(order.contract_ids.version_id, first)
        self.assertEqual(order.contract_ids.amount_total, 2000)

    def test_no_plan_no_deposit(self):
        contract = self._create_contract(payment_plan_id=False)
        self.assertEqual(contract.payment_milestone_ids.event, "invoice_date")
        contract.action_issue()
        contract.buyer_po_number = "PO-1"
        contract.action_countersign()
        self.assertEqual(contract.state, "effective")
        self.assertEqual(contract.order_id.state, "sale")
        self.assertEqual(contract.order_id.production_state, "started")

    @freeze_time("2026-03-02")
    def test_issue_and_countersign(self):
        contract = self._create_contract()
        contract.action_issue()
        self.assertEqual(contract.state, "issued")
        self.assertEqual(str(contract.issued_on), "2026-03-02")
        self.assertTrue(contract.message_ids.attachment_ids, "the document as it went out")
        with self.assertRaises(UserError):
            contract.action_countersign()
        contract.buyer_po_attachment = base64.b64encode(b"%PDF signed")
        contract.action_countersign()
        self.assertEqual(contract.state, "countersigned")
        deposit, balance = contract.payment_milestone_ids
        self.assertEqual(str(deposit.planned_date), "2026-03-07", "5 days after signature")
        self.assertFalse(balance.planned_date)
        self.assertEqual(contract.order_id.accepted_version_id, contract.version_id)
        self.assertEqual(contract.version_id.acceptance_ids.method, "countersigned")
        self.assertEqual(contract.order_id.state, "sent", "the deposit is not in")

    def test_steps_in_their_order(self):
        contract = self._create_contract()
        with self.assertRaises(UserError):
            contract.action_countersign()
        contract.action_issue()
        with self.assertRaises(UserError):
            contract.action_issue()
        contract.action_cancel()
        with self.assertRaises(UserError):
            contract.action_issue()
        with self.assertRaises(UserError):
            contract.unlink()

    def test_nothing_goes_on_for_an_order_that_was_called_off(self):
        contract = self._create_contract()
        other = self._create_contract()
        other.action_issue()
        (contract | other).order_id._action_cancel()
        other.buyer_po_number = "PO-1"
        for step in (contract.action_issue, other.action_countersign, other._make_effective):
            with self.assertRaisesRegex(UserError, "is cancelled"), self.cr.savepoint():
                step()
        accepted = {"version_id": contract.version_id.id, "method": "email"}
        with self.assertRaisesRegex(UserError, "is cancelled"):
            self.env["foreign.trade.quotation.acceptance"].with_user(self.rep).create(accepted)

    def test_shares_sum_to_100(self):
        contract = self._create_contract()
        contract.payment_milestone_ids[0].percent = 29.99
        with self.assertRaises(UserError):
            contract.action_issue()

    def test_due_dates_move_with_their_event(self):
        contract = self._create_contract()
        contract.action_issue()
        balance = contract.payment_milestone_ids[1]
        contract.with_user(self.clerk)._set_payment_event("bl_copy", planned="2026-05-01")
        self.assertEqual(str(balance.planned_date), "2026-05-08")
        contract.with_user(self.clerk)._set_payment_event("bl_copy", actual="2026-05-04")
        self.assertEqual(str(balance.planned_date), "2026-05-11")

    def test_before_shipment_counts_backwards(self):
        contract = self._create_contract()
        contract.payment_milestone_ids[1].write({"event": "before_shipment", "days": 7})
        contract._set_payment_event("before_shipment", planned="2026-05-08")
        self.assertEqual(str(contract.payment_milestone_ids[1].planned_date), "2026-05-01")

    def test_a_new_one_supersedes(self):
        first = self._create_contract()
        first.action_issue()
        order = first.order_id
        order.order_line.price_unit = 19
        order.action_record_version()
        order.action_make_contract()
        second = order.contract_ids - first
        self.assertEqual(first.state, "issued", "until the new one is issued")
        second.action_issue()
        self.assertEqual(first.state, "superseded")
        self.assertEqual(first.superseded_by_id, second)
        self.assertEqual(order.payment_milestone_ids.contract_id, second)

    def test_what_is_printed_is_frozen_when_issued(self):
        contract = self._create_contract()
        contract.write({"latest_shipment_date": "2026-06-30"})
        contract.action_issue()
        for user in (self.rep, self.manager, self.admin):
            document = contract.with_user(user)
            for values in (
                {"amount_total": 1},
                {"partner_id": self.contact.id},
                {"line_ids": [Command.update(document.line_ids.id, {"price_unit": 1})]},
                {"line_ids": [Command.create({"name": "More"})]},
                {"line_ids": [Command.delete(document.line_ids.id)]},
                {"payment_milestone_ids": [Command.delete(document.payment_milestone_ids[0].id)]},
                {
                    "payment_milestone_ids": [
                        Command.update(document.payment_milestone_ids[0].id, {"percent": 1})
                    ]
                },
            ):
                with self.assertRaises(UserError):
                    document.write(values)

    def test_no_step_over_rpc(self):
        contract = self._create_contract()
        values = {
            "state": "effective",
            "deposit_settled": True,
            "paid_amount": 2000,
            "payment_state": "paid",
            "effective_override_reason": "because",
        }
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError):
                contract.with_user(self.admin).write({name: value})
        with self.assertRaises(UserError):
            self.env["foreign.trade.contract"].with_user(self.rep).create(
                {
                    "order_id": contract.order_id.id,
                    "company_id": self.company.id,
                    "currency_id": self.usd.id,
                    "state": "effective",
                }
            )
        with self.assertRaises(UserError):
            contract.payment_milestone_ids[0].with_user(self.admin).write({"state": "settled"})

    def test_roles(self):
        contract = self._create_contract()
        with self.assertRaises(AccessError):
            contract.with_user(self.rep2).read(["amount_total"])
        with self.assertRaises(AccessError):
            contract.with_user(self.rep2).action_issue()
        with self.assertRaises(AccessError):
            contract.with_user(self.finance).action_issue()
        contract.with_user(self.clerk).action_issue()
        for user in (self.rep, self.clerk):
            with self.assertRaises(AccessError):
                self.env["foreign.trade.contract.receipt"].with_user(user).create(
                    {"contract_id": contract.id, "amount": 600}
                )

    def test_another_company_sees_nothing(self):
        contract = self._create_contract()
        other = self._create_exporter("Qingdao Outdoor Co., Ltd.")
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_manager", company=other
        )
        with self.assertRaises(AccessError):
            contract.with_user(stranger).read(["name"])
        with self.assertRaises(AccessError):
            contract.version_id.with_user(stranger).read(["name"])

    def test_documents(self):
        contract = self._create_contract()
        self.env["res.partner.bank"].create(
            {
                "acc_number": "CN-USD-1",
                "partner_id": self.company.partner_id.id,
                "currency_id": self.usd.id,
                "company_id": self.company.id,
            }
        )
        contract.write({"bank_account_id": self.company.partner_id.bank_ids.id})
        contract.action_issue()
        document = contract._get_trade_document("proforma")
        facts = dict(document.facts)
        self.assertEqual(document.number, contract.name)
        self.assertEqual(facts["Port of Loading"], "Ningbo")
        self.assertEqual(document.rows[0]["quantity"], 100)
        self.assertEqual(document.rows[0]["name"], "Folding garden chair", "without its code")
        self.assertEqual(document.amount_in_words, "SAY US DOLLARS TWO THOUSAND ONLY")
        clauses = dict(document.clause_pairs())
        self.assertIn("USD 600.00", clauses["Payment Terms"])
        self.assertIn("CN-USD-1", clauses["Bank Details"])
        self.assertTrue(contract._render_trade_document_xlsx("proforma").startswith(b"PK"))
        quotation = contract.version_id._get_trade_document("quotation")
        self.assertEqual(quotation.number, contract.version_id.name)
        self.assertEqual(quotation.totals[-1][1], 2000)
