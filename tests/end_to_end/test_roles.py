import xmlrpc.client

from .chain_case import ChainCase
from .client import Refused

CONTRACT = "foreign.trade.contract"
GATE_RULE = "foreign.trade.gate.rule"


class TestRoles(ChainCase):
    """What each role may not do, at the doors an outside client has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls("test_representative_sees_own_deals_only")
        cls.lead, cls.partner = self.opportunity("Rhein Outdoor")
        cls.order = self.quote(cls.lead, cls.partner, quantity=100, price=25)
        cls.contract = self.proforma(self.send(cls.order))

    def run(self, result=None):
        super().run(result)
        type(self).broken = False  # these tests do not build on each other

    def assert_denied(self, *calls):
        """Each call is refused for lack of rights."""
        for number, call in enumerate(calls):
            with self.subTest(call=number), self.assertRaises(Refused) as caught:
                call()
            self.assertEqual(caught.exception.kind, "AccessError", caught.exception)

    def test_representative_sees_own_deals_only(self):
        for model, record in (
            ("crm.lead", self.lead),
            ("sale.order", self.order),
            (CONTRACT, self.contract),
        ):
            self.assertEqual(self.rep[model].search_count([("id", "=", record)]), 1)
            self.assertEqual(self.rep2[model].search_count([("id", "=", record)]), 0, model)
            self.assert_denied(lambda m=model, r=record: self.rep2[m].read([r], ["display_name"]))

    def test_representative_may_not(self):
        rep = self.rep
        [rule] = rep[GATE_RULE].search([], limit=1)
        self.assert_denied(
            lambda: self.receive(self.contract, rep),
            lambda: rep["account.payment"].make(amount=1, partner_id=self.partner),
            lambda: rep[GATE_RULE].write([rule], {"active": False}),
            lambda: rep[GATE_RULE].unlink([rule]),
            lambda: rep["foreign.trade.gallery"].action_load([1]),
            lambda: rep["foreign.trade.assignment.rule"].make(
                name="All mine", user_id=self.exporter.uid["rep"]
            ),
        )

    def test_representative_passes_no_gate_with_a_reason(self):
        values = {
            "stage_id": self.exporter.stage["Negotiation"],
            "gate_override_reason": "I am in a hurry",
        }
        with self.assertRaises(Refused) as caught:
            self.rep["crm.lead"].write([self.lead], values)
        self.assertEqual(caught.exception.kind, "GateError")

    def test_clerk_may_not(self):
        clerk = self.clerk
        [rule] = clerk[GATE_RULE].search([], limit=1)
        self.assert_denied(
            lambda: self.receive(self.contract, clerk),
            lambda: clerk["account.move"].make(move_type="out_invoice", partner_id=self.partner),
            lambda: clerk[GATE_RULE].write([rule], {"active": False}),
            lambda: clerk["foreign.trade.channel"].write([self.exporter.channel], {"name": "x"}),
        )

    def test_finance_may_not(self):
        finance = self.finance
        self.assert_denied(
            lambda: finance[CONTRACT].write([self.contract], {"buyer_po_number": "X"}),
            lambda: finance[CONTRACT].action_countersign([self.contract]),
            lambda: finance["foreign.trade.sample.request"].make(opportunity_id=self.lead),
            lambda: finance["foreign.trade.shipment"].make(order_id=self.order),
        )

    def test_mail_gateway_sees_nothing(self):
        gate = self.exporter.gate
        for model in ("foreign.trade.inquiry", "crm.lead", CONTRACT, "foreign.trade.shipment"):
            with self.assertRaises(xmlrpc.client.Fault, msg=model):
                gate.call(model, "search", [[]])

    def test_manager_overrides_a_gate_and_it_is_kept(self):
        lead, _partner = self.opportunity("Override")
        reason = "Imported from the old system"
        self.manager["crm.lead"].write(
            [lead],
            {"stage_id": self.exporter.stage["Quotation sent"], "gate_override_reason": reason},
        )
        override = self.manager["foreign.trade.gate.override"].only(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead)], "reason", "user_id"
        )
        self.assertEqual(override["reason"], reason)
        self.assertEqual(override["user_id"][0], self.exporter.uid["manager"])
        self.assert_denied(
            lambda: self.manager["foreign.trade.gate.override"].unlink([override["id"]]),
            lambda: self.manager["foreign.trade.gate.override"].write(
                [override["id"]], {"reason": "none"}
            ),
        )

    def test_private_methods_are_no_doors(self):
        for model, method, record in (
            (CONTRACT, "_write_step", self.contract),
            ("sale.order", "_write_trade_state", self.order),
            ("foreign.trade.payment.milestone", "_write_settlement", 1),
            ("foreign.trade.quotation.version", "_freeze", 1),
        ):
            with self.subTest(method=method):
                self.assert_denied(
                    lambda m=model, f=method, r=record: self.admin.call(m, f, [[r], {}], {})
                )
