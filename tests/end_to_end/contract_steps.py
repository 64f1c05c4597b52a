"""Steps 7 and 10 of the chain up to the confirmed order: proforma invoice and deposit."""

from .chain_case import day

CONTRACT = "foreign.trade.contract"


class ContractSteps:
    """A proforma invoice is signed and its deposit received before there is an invoice."""

    def test_30_proforma_invoice_of_version_2_waits_for_the_managers_approval(self):
        action = self.rep["foreign.trade.quotation.version"].action_make_contract([self.version2])
        contract = type(self).contract = action["res_id"]
        with self.refused("UserError", "Approval is needed", "Zhao Min"):
            self.rep[CONTRACT].action_issue([contract])
        self.rep[CONTRACT].action_request_approval([contract])
        self.assertEqual(self.rep[CONTRACT].get(contract, "approval_state"), "pending")
        with self.refused("AccessError"):
            self.rep[CONTRACT].action_approve([contract])
        with self.refused("AccessError"):
            self.finance[CONTRACT].action_approve([contract])
        self.manager[CONTRACT].action_approve([contract])
        self.assertEqual(self.rep[CONTRACT].get(contract, "approval_state"), "pending")
        self.finance[CONTRACT].action_approve([contract])
        self.assertEqual(self.rep[CONTRACT].get(contract, "approval_state"), "approved")

    def test_31_proforma_invoice_is_issued(self):
        self.rep[CONTRACT].action_issue([self.contract])
        contract = self.rep[CONTRACT].get(
            self.contract, "name", "state", "amount_total", "currency_id", "opportunity_id",
            "issued_on", "payment_milestone_ids",
        )  # fmt: skip
        self.assertEqual(contract["state"], "issued")
        self.assertNotIn(contract["name"], ("/", False))
        self.assertEqual((contract["amount_total"], contract["currency_id"][1]), (35800, "EUR"))
        self.assertEqual(contract["opportunity_id"][0], self.lead)
        self.assertEqual(contract["issued_on"], day())
        milestones = self.milestones("percent", "event", "amount", "state")
        self.assertEqual(
            [(one["percent"], one["event"], one["amount"], one["state"]) for one in milestones],
            [(30, "pi_signed", 10740, "open"), (70, "bl_copy", 25060, "open")],
        )

    def test_32_proforma_invoice_as_pdf(self):
        path = f"/foreign_trade/document/{CONTRACT}/{self.contract}/proforma"
        content, kind = self.rep.download(f"{path}.pdf")
        self.assertEqual((content[:4], kind), (b"%PDF", "application/pdf"))

    def test_33_an_issued_document_does_not_change(self):
        with self.refused("UserError"):
            self.rep[CONTRACT].write([self.contract], {"incoterm_location": "Shanghai"})
        with self.refused("UserError"):
            self.rep[CONTRACT].write([self.contract], {"state": "effective"})

    def test_34_countersigned_with_the_buyers_purchase_order(self):
        with self.refused("UserError", "purchase order"):
            self.rep[CONTRACT].action_countersign([self.contract])
        self.countersign(self.contract)
        contract = self.rep[CONTRACT].get(self.contract, "state", "countersigned_on")
        self.assertEqual(contract["state"], "countersigned", "the deposit is not in")
        self.assertEqual(contract["countersigned_on"], day())
        [deposit, balance] = self.milestones("planned_date", "event_actual_date")
        self.assertEqual(deposit["event_actual_date"], day())
        self.assertTrue(deposit["planned_date"])
        self.assertFalse(balance["event_actual_date"])
        accepted = self.rep["sale.order"].get(self.order, "accepted_version_id")
        self.assertEqual(accepted[0], self.version2)

    def test_35_only_finance_registers_money(self):
        for session in (self.rep, self.clerk):
            with self.refused("AccessError"):
                self.receive(self.contract, session)
        with self.refused("UserError", "sales manager"):
            self.rep[CONTRACT].action_declare_effective([self.contract], "No need to wait")

    def test_36_deposit_without_an_invoice_makes_the_contract_effective(self):
        type(self).payment = self.receive(self.contract)
        payment = self.finance["account.payment"].get(
            self.payment, "amount", "currency_id", "payment_type", "state", "reconciled_invoice_ids"
        )
        self.assertEqual((payment["amount"], payment["currency_id"][1]), (10740, "EUR"))
        self.assertEqual(payment["payment_type"], "inbound")
        self.assertEqual(payment["reconciled_invoice_ids"], [])
        [deposit, balance] = self.milestones("state", "actual_date", "paid_amount")
        self.assertEqual((deposit["state"], deposit["actual_date"]), ("settled", day()))
        self.assertEqual((balance["state"], balance["paid_amount"]), ("open", 0))
        contract = self.rep[CONTRACT].get(self.contract, "state", "effective_on", "payment_state")
        self.assertEqual((contract["state"], contract["effective_on"]), ("effective", day()))
        self.assertEqual(contract["payment_state"], "partial")

    def test_37_opportunity_is_won_and_the_order_confirmed(self):
        lead = self.rep["crm.lead"].get(self.lead, "won_status", "stage_id")
        self.assertEqual((lead["won_status"], lead["stage_id"][1]), ("won", "Won"))
        order = self.rep["sale.order"].get(
            self.order, "state", "production_state", "trade_payment_state", "quotation_rate",
            "picking_ids", "invoice_ids",
        )  # fmt: skip
        self.assertEqual((order["state"], order["production_state"]), ("sale", "started"))
        self.assertEqual(order["trade_payment_state"], "partial")
        self.assertAlmostEqual(order["quotation_rate"], 7.8)
        self.assertEqual(len(order["picking_ids"]), 1)
        self.assertEqual(order["invoice_ids"], [])

    def milestones(self, *fields):
        """The payment milestones of the contract in the order of their payment."""
        return self.rep["foreign.trade.payment.milestone"].find(
            [("contract_id", "=", self.contract)], *fields, order="sequence, id"
        )
