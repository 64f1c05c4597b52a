from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ShippingCommon


@tagged("post_install", "-at_install")
class TestShipmentPool(ShippingCommon):
    """Goods on their way keep a customer; with the customer they are out of reach."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.pool.policy"].create({"name": "Pools", "company_id": cls.company.id})
        cls.reason = cls.env.ref("foreign_trade_crm.pool_reason_no_answer")
        cls.shipment = cls._create_shipment().sudo()

    def _finish_order(self):
        """Delivered and invoiced in full; only the goods are still at sea."""
        order = self.shipment.order_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET invoice_status = 'invoiced', delivery_status = 'full'"
            " WHERE id = %s",
            order.ids,
        )
        self.env.invalidate_all()

    def test_goods_at_sea_protect(self):
        self._finish_order()
        with self.assertRaisesRegex(UserError, f"shipment {self.shipment.name}"):
            self.buyer.with_user(self.rep)._pool_release(self.reason)

    def test_out_of_reach_with_the_customer(self):
        self._finish_order()
        self._milestone(self.shipment, "arrival").unlink()
        self.buyer.with_user(self.rep)._pool_release(self.reason)
        self.env.flush_all()
        self.env.invalidate_all()
        for records in (self.shipment, self.shipment.line_ids, self.shipment.milestone_ids):
            own = records.with_user(self.rep)
            self.assertFalse(own.search([("id", "in", records.ids)]), records._name)
        self.shipment.with_user(self.clerk).read(["name"])
