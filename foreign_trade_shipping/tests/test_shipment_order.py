from odoo.exceptions import UserError, ValidationError

from .common import ShippingCommon


class TestShipmentFromOrder(ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_confirmed_order()

    def test_button_makes_a_shipment_of_what_is_left(self):
        action = self.order.with_user(self.clerk).action_create_shipment()
        shipment = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(shipment.line_ids.product_id, self.product)
        self.assertEqual(shipment.line_ids.quantity, 100)
        self.assertEqual(shipment.line_ids.price_subtotal, 2000)
        self.assertEqual(shipment.line_ids.hs_code, "940179")
        self.assertEqual(shipment.port_loading_id, self.ningbo)
        self.assertEqual(shipment.consignee_id, self.buyer)
        self.assertEqual(shipment.user_id, self.clerk)
        self.assertEqual(shipment.picking_ids, self.order.picking_ids)
        self.assertEqual(shipment.delivery_state, "open")
        self.assertEqual(self.order.with_user(self.clerk).shipment_count, 1)

    def test_a_second_shipment_takes_the_rest(self):
        first = self._create_shipment(self.order)
        first.line_ids.quantity = 60
        second = self._create_shipment(self.order)
        self.assertEqual(second.line_ids.quantity, 40)
        with self.assertRefused(UserError, "shipped already"):
            self._create_shipment(self.order)
        first.action_cancel()
        self.assertEqual(self._create_shipment(self.order).line_ids.quantity, 60)

    def test_what_was_delivered_otherwise_is_not_shipped(self):
        picking = self.order.picking_ids
        picking.move_ids.write({"quantity": 30, "picked": True})
        picking._action_done()
        self.assertEqual(self.order.order_line.qty_delivered, 30)
        self.assertEqual(self._create_shipment(self.order).line_ids.quantity, 70)

    def test_validating_the_delivery_counts_once(self):
        shipment = self._create_shipment(self.order)
        self.order.picking_ids.move_ids.quantity = 100
        self.order.picking_ids.with_user(self.clerk).button_validate()
        self.assertEqual(shipment.delivery_state, "done")
        self.assertEqual(self.order.delivery_status, "full")
        with self.assertRaises(UserError):
            self._create_shipment(self.order)

    def test_discount_is_in_the_price(self):
        order = self._create_order()
        order.order_line.discount = 12.5
        order.action_confirm()
        line = self._create_shipment(order).line_ids
        self.assertEqual((line.price_unit, line.price_subtotal), (17.5, 1750))

    def test_freight_stands_on_the_invoice_and_is_not_packed(self):
        freight = self.env["product.product"].create({"name": "Ocean freight", "type": "service"})
        order = self._create_order()
        order.order_line = [(0, 0, {"product_id": freight.id, "price_unit": 300})]
        order.action_confirm()
        shipment = self._create_shipment(order)
        self.assertEqual(shipment.amount_total, 2300)
        self.assertEqual(shipment.total_quantity, 100)
        self.assertEqual(shipment.total_cartons, 25)
        self.assertFalse(shipment.packing_warning)

    def test_only_confirmed_orders_are_shipped(self):
        with self.assertRefused(UserError, "not confirmed"):
            self._create_shipment(self._create_order())

    def test_held_production_says_why(self):
        self.order._write_trade_state({"production_state": "held"})
        with self.assertRefused(UserError, "held until its deposit"):
            self._create_shipment(self.order)
        with self.assertRefused(UserError, "held until its deposit"):
            self.env["foreign.trade.shipment"].with_user(self.clerk).create(
                {"order_id": self.order.id}
            )

    def test_lines_of_another_order_do_not_fit(self):
        shipment = self._create_shipment(self.order)
        other = self._create_confirmed_order()
        with self.assertRefused(ValidationError, "own order only"):
            shipment.line_ids.order_line_id = other.order_line

    def test_next_shipment_is_packed_like_the_last(self):
        self._create_shipment(self.order)
        shipment = self._create_shipment(self._create_confirmed_order(quantity=8), packed=False)
        self.assertEqual(shipment.line_ids.pieces_per_carton, 4)
        self.assertEqual(shipment.total_cartons, 2)
        self.assertEqual(shipment.total_volume, 0.48)
