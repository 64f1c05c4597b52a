from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import ShippingCommon


class TestShipmentPacking(ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipment = cls._create_shipment()
        cls.line = cls.shipment.line_ids

    def test_totals(self):
        self.assertEqual(self.line.volume, 0.24)
        self.assertEqual(self.shipment.total_cartons, 25)
        self.assertEqual(self.shipment.total_net_weight, 500)
        self.assertEqual(self.shipment.total_gross_weight, 550)
        self.assertEqual(self.shipment.total_volume, 6)
        self.assertFalse(self.shipment.packing_warning)

    def test_measured_volume_replaces_the_computed_one(self):
        self.line.volume = 0.25
        self.assertEqual(self.shipment.total_volume, 6.25)

    def test_cartons_are_numbered_through_the_shipment(self):
        second = self.line.copy({"sequence": 99, "quantity": 10, "cartons": 3})
        self.assertEqual((self.line.carton_from, self.line.carton_to), (1, 25))
        self.assertEqual((second.carton_from, second.carton_to), (26, 28))

    def test_warnings(self):
        for values, words in (
            ({"cartons": 24}, "hold 96 pieces, fewer than the 100"),
            ({"cartons": 27}, "more cartons than"),
            ({"cartons": 25, "quantity": 99}, "last carton is not full"),
            ({"pieces_per_carton": 0}, "Packing is missing"),
        ):
            self.line.write({"pieces_per_carton": 4, "quantity": 100})
            self.line.write(values)
            self.assertIn(words, self.shipment.packing_warning)

    def test_net_does_not_exceed_gross(self):
        with self.assertRefused(ValidationError, "exceeds its gross"):
            self.line.net_weight = 23

    @mute_logger("odoo.sql_db")
    def test_nothing_is_negative(self):
        for name in ("quantity", "cartons", "volume", "carton_length"):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self.line[name] = -1
                self.line.flush_recordset()
            self.line.invalidate_recordset()
