from odoo.tests import tagged

from .gate_common import GateCommon
from .gate_contract import GateContract


@tagged("post_install", "-at_install")
class TestGateContractLead(GateContract, GateCommon):
    gate_transition = "stage"
    gate_field = "function"

    def _gate_rule_values(self):
        return {"stage_id": self.quoted.id}

    def _gate_record(self):
        return self._create_lead()

    def _gate_enter(self, records):
        records.write({"stage_id": self.quoted.id})

    def _gate_enter_with_reason(self, records, reason):
        records.write({"stage_id": self.quoted.id, "gate_override_reason": reason})


@tagged("post_install", "-at_install")
class TestGateContractConversion(GateContract, GateCommon):
    gate_transition = "convert"
    gate_field = "function"

    def _gate_record(self):
        return self._create_lead(type="lead")

    def _gate_enter(self, records):
        records.write({"type": "opportunity"})

    def _gate_enter_with_reason(self, records, reason):
        records.write({"type": "opportunity", "gate_override_reason": reason})


@tagged("post_install", "-at_install")
class TestGateContractOrder(GateContract, GateCommon):
    gate_transition = "order_confirm"
    gate_field = "client_order_ref"

    def _gate_record(self):
        return self._create_order()

    def _gate_enter(self, records):
        records.action_confirm()

    def _gate_enter_with_reason(self, records, reason):
        request = {"model": "sale.order", "method": "action_confirm", "args": [records.ids]}
        records.gate_continue(request, reason=reason)
