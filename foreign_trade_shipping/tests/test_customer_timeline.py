from odoo.tests import tagged

from .common import ShippingCommon


@tagged("post_install", "-at_install")
class TestCustomerTimeline(ShippingCommon):
    """Shipments stand in the time line of their customer."""

    def _entries(self, user, kinds=None):
        self.env.flush_all()
        page = (
            self.env["foreign.trade.customer.view"]
            .with_user(user)
            .load_customer(self.buyer.id, kinds)
        )
        return page["timeline"]["entries"]

    def test_shipments(self):
        """On the day it was planned while it waits, on the day it left afterwards."""
        shipment = self._create_shipment()
        [entry] = self._entries(self.clerk, ["shipment"])
        self.assertEqual((entry["key"], entry["dated"]), (f"planned_shipment,{shipment.id}", False))
        self._milestone(shipment, "on_board").sudo().actual_date = "2026-03-02"
        [entry] = self._entries(self.clerk, ["shipment"])
        self.assertEqual((entry["title"], entry["dated"]), (shipment.name, True))

    def test_what_was_written_on_them(self):
        shipment = self._create_shipment()
        message = shipment.with_user(self.clerk).message_post(
            body="Vessel is delayed", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        keys = {entry["key"] for entry in self._entries(self.clerk)}
        self.assertIn(f"message,{message.id}", keys)

    def test_those_of_colleagues(self):
        order = self._create_confirmed_order(self.rep2)
        shipment = self._create_shipment(order)
        for user, seen in ((self.rep, False), (self.rep2, True), (self.manager, True)):
            keys = {entry["key"] for entry in self._entries(user, ["shipment"])}
            self.assertEqual(f"planned_shipment,{shipment.id}" in keys, seen, user.login)
