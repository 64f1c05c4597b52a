from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.foreign_trade_crm.models.res_partner_trade_profile import BILL_TYPES

from .common import ShippingCommon


@tagged("post_install", "-at_install")
class TestShipmentProfile(ShippingCommon):
    """A shipment starts from the terms of its order, and its clerk does the work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        cls.consignee, cls.notify, cls.forwarder = partners.create(
            [{"name": "Hansa Lager"}, {"name": "Nord Spedition"}, {"name": "Blue Ocean"}]
        )
        cls.origin = cls.env.ref("foreign_trade_crm.document_type_certificate_of_origin")
        cls.buyer.write(
            {
                "trade_consignee_id": cls.consignee.id,
                "trade_notify_party_id": cls.notify.id,
                "trade_forwarder_id": cls.forwarder.id,
                "trade_shipping_marks": "GG",
                "trade_bill_type": "telex",
                "trade_document_type_ids": [Command.set(cls.origin.ids)],
            }
        )

    def _assert_profile(self, shipment):
        self.assertEqual(shipment.consignee_id, self.consignee)
        self.assertEqual(shipment.notify_party_id, self.notify)
        self.assertEqual(shipment.forwarder_id, self.forwarder)
        self.assertEqual(shipment.marks, "GG")
        self.assertEqual(shipment.bill_type, "telex")
        self.assertEqual(shipment.document_type_ids, self.origin)

    def test_from_customer_to_shipment(self):
        shipment = self._create_shipment(packed=False)
        self._assert_profile(shipment)
        shipment.with_user(self.clerk).marks = "N/M"
        self.assertEqual(shipment.order_id.shipping_marks, "GG")

    def test_through_the_form(self):
        order = self._create_confirmed_order()
        with Form(self.env["foreign.trade.shipment"].with_user(self.clerk)) as form:
            form.order_id = order
        self._assert_profile(form.record)

    def test_what_is_given_stays(self):
        order = self._create_confirmed_order()
        shipment = self.env["foreign.trade.shipment"].with_user(self.clerk)
        shipment = shipment.create({"order_id": order.id, "bill_type": "original"})
        self.assertEqual(shipment.bill_type, "original")
        self.assertEqual(shipment.marks, "GG")

    def test_the_clerk_of_the_order_ships(self):
        order = self._create_confirmed_order()
        self.assertEqual(self._create_shipment(order, user=self.manager).user_id, self.manager)
        order = self._create_confirmed_order()
        order.sudo().clerk_id = self.clerk
        self.assertEqual(self._create_shipment(order, user=self.manager).user_id, self.clerk)

    def test_sharers_see_shipments(self):
        shipment = self._create_shipment()
        with self.assertRaises(AccessError):
            shipment.with_user(self.rep2).read(["name"])
        shipment.order_id.sudo().sharer_ids = [Command.create({"user_id": self.rep2.id})]
        for records in (shipment, shipment.line_ids, shipment.milestone_ids):
            records.with_user(self.rep2).read(["display_name"])
        with self.assertRaises(AccessError):
            shipment.with_user(self.rep2).write({"marks": "Mine"})

    def test_one_list_of_bill_types(self):
        field = self.env["foreign.trade.shipment"]._fields["bill_type"]
        self.assertEqual(field.selection, BILL_TYPES)
