from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ShippingCommon


@tagged("post_install", "-at_install")
class TestShipmentExchange(ShippingCommon):
    """What the order knows of packing and rates goes on into its shipments."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.currency.rate"].create(
            {
                "name": "2026-10-15",
                "currency_id": cls.usd.id,
                "company_id": cls.company.id,
                "inverse_company_rate": 7.05,
            }
        )

    def _create_sent_order(self, **values):
        order = self._create_order(**values)
        order.action_quotation_sent()
        order.action_confirm()
        return order

    def test_rate_of_the_day_the_goods_left(self):
        order = self._create_sent_order()
        shipment = self._create_shipment(order)
        self.assertFalse(shipment.exchange_rate)
        self._milestone(shipment, "on_board").actual_date = "2026-10-20"
        self.assertAlmostEqual(shipment.exchange_rate, 7.05, 6)
        names = [step["name"] for step in order.with_user(self.rep).exchange_ladder]
        self.assertEqual(names, ["Quotation", "Order", f"Shipment {shipment.name}"])
        with self.assertRaises(UserError):
            shipment.with_user(self.clerk).exchange_rate = 9

    def test_cartons_come_from_the_order(self):
        self.product.write({"carton_pieces": 4, "carton_volume": 0.2, "carton_gross_weight": 21})
        order = self._create_sent_order()
        order.order_line.carton_pieces = 5
        line = self._create_shipment(order, packed=False).line_ids
        self.assertEqual(line.pieces_per_carton, 5)
        self.assertEqual(line.cartons, 20)
        self.assertEqual(line.volume, 0.2)
        self.assertEqual(line.total_gross_weight, 420)

    def test_cartons_of_an_order_in_dozens(self):
        self.product.write({"carton_pieces": 24, "carton_volume": 0.2})
        order = self._create_order()
        order.order_line.write(
            {"product_uom_id": self.env.ref("uom.product_uom_dozen").id, "product_uom_qty": 10}
        )
        order.action_confirm()
        line = self._create_shipment(order, packed=False).line_ids
        self.assertEqual((line.pieces_per_carton, line.cartons), (2, 5))
        order.order_line.carton_pieces = 5
        self.assertFalse(order.order_line._prepare_shipment_packing(), "no whole dozens")
