from freezegun import freeze_time

from odoo.addons.foreign_trade_crm.tests.gate_contract import GateContract

from .common import ShippingCommon


@freeze_time("2026-03-10 02:00:00")
class TestBillGateContract(GateContract, ShippingCommon):
    """Releasing the bill of lading as a transition with a gate."""

    gate_transition = "bill_release"
    gate_field = "voyage"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        order = cls._create_confirmed_order()
        first = cls._create_shipment(order, packed=False)
        first.line_ids.quantity = 60
        cls.shipments = first | cls._create_shipment(order, packed=False)
        cls.shipments.write({"bill_number": "COSU6178901230", "bill_type": "telex"})
        cls.shipments.action_bill_issue()

    def setUp(self):
        super().setUp()
        self.waiting = iter(self.shipments)

    def _gate_record(self):
        return next(self.waiting)

    def _gate_enter(self, records):
        records.write({"bill_state": "released"})

    def _gate_enter_with_reason(self, records, reason):
        records.write({"bill_state": "released", "gate_override_reason": reason})
