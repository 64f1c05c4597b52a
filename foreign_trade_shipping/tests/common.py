from contextlib import contextmanager

from odoo import Command

from odoo.addons.foreign_trade_crm.tests.common import ForeignTradeCommon

#: 100 chairs, four in a carton: 25 cartons, 500 kg net, 550 kg gross, 6 m³
CHAIR_PACKING = {
    "pieces_per_carton": 4,
    "net_weight": 20,
    "gross_weight": 22,
    "carton_length": 80,
    "carton_width": 60,
    "carton_height": 50,
}


class ShippingCommon(ForeignTradeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier = cls.env["res.partner"].create({"name": "COSCO Shipping Lines"})
        cls.ningbo, cls.hamburg = cls.env["foreign.trade.port"].search(
            [("code", "in", ("CNNBG", "DEHAM"))], order="code"
        )
        cls.box_type = cls.env.ref("foreign_trade_crm.container_type_20gp")
        cls.product.write({"hs_code": "940179", "country_of_origin": cls.env.ref("base.cn").id})

    @classmethod
    def _create_confirmed_order(cls, user=None, quantity=100, price=20.0, **values):
        order = cls._create_order(
            user=user,
            quantity=quantity,
            price=price,
            **{
                "port_loading_id": cls.ningbo.id,
                "port_discharge_id": cls.hamburg.id,
                "incoterm": cls.env.ref("account.incoterm_FOB").id,
                **values,
            },
        )
        order.action_confirm()
        return order

    @classmethod
    def _create_shipment(cls, order=None, user=None, packed=True, **values):
        """A shipment of everything left on the order, made by the clerk."""
        order = order or cls._create_confirmed_order()
        shipment = order.with_user(user or cls.clerk)._create_shipment()
        if packed:
            shipment.line_ids.filtered("is_goods").write(CHAIR_PACKING)
        if values:
            shipment.write(values)
        return shipment

    @classmethod
    def _milestone(cls, shipment, code):
        return shipment.milestone_ids.filtered(lambda milestone: milestone.code == code)

    @classmethod
    def _add_container(cls, shipment, number="CSQU3054383", **values):
        shipment.container_ids = [
            Command.create(
                {"number": number, "container_type_id": cls.box_type.id, **values},
            )
        ]
        return shipment.container_ids[-1:]

    @contextmanager
    def assertRefused(self, error, words):
        """Refused with these words, and nothing of it stays (assertRaisesRegex keeps it)."""
        with self.assertRaises(error) as refused:
            yield
        self.assertRegex(str(refused.exception), words)
