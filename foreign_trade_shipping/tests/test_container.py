from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import ShippingCommon


@freeze_time("2026-03-10 02:00:00")
class TestContainer(ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipment = cls._create_shipment()

    def test_number_is_checked_and_kept_in_capitals(self):
        container = self._add_container(self.shipment, "csqu 305438-3")
        self.assertEqual(container.number, "CSQU3054383")
        container.number = "MWCU 6059784"
        self.assertEqual(container.number, "MWCU6059784")

    def test_wrong_check_digit_says_which_would_fit(self):
        with self.assertRefused(ValidationError, "check digit would be 3"):
            self._add_container(self.shipment, "CSQU3054384")
        for number in ("CSQU305438", "12345678901", "集装箱号码测试一二三四"):
            with self.assertRefused(ValidationError, "four letters"):
                self._add_container(self.shipment, number)

    @mute_logger("odoo.sql_db")
    def test_a_number_once_in_a_shipment(self):
        self._add_container(self.shipment)
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._add_container(self.shipment)

    def test_may_be_booked_before_its_number_is_known(self):
        self._add_container(self.shipment, False)
        self._add_container(self.shipment, False)
        self.assertEqual(len(self.shipment.container_ids), 2)

    def test_load_fill_and_vgm(self):
        container = self._add_container(self.shipment, dunnage_weight=50)
        self.shipment.line_ids.container_id = container
        self.assertEqual((container.cargo_weight, container.cargo_volume), (550, 6))
        self.assertEqual(container.fill_percent, 23.1)  # 6 of 26 m³
        self.assertEqual(container.tare_weight, 2300)
        container.action_calculate_vgm()
        self.assertEqual(container.vgm_weight, 2900)
        self.assertEqual(container.vgm_date, date(2026, 3, 10))

    def test_overloaded_by_weight_or_volume(self):
        container = self._add_container(self.shipment)
        self.shipment.line_ids.container_id = container
        self.assertFalse(container.is_overloaded)
        self.shipment.line_ids.write({"net_weight": 1200, "gross_weight": 1200})
        self.assertTrue(container.is_overloaded)
        self.shipment.line_ids.write({"net_weight": 1, "gross_weight": 1, "volume": 2})
        self.assertTrue(container.is_overloaded)

    def test_not_loaded_without_number_and_vgm(self):
        container = self._add_container(self.shipment, False)
        departure = self._milestone(self.shipment, "on_board")
        with self.assertRefused(UserError, "VGM"):
            self.shipment.action_on_board()
        container.number = "CSQU3054383"
        with self.assertRefused(UserError, "VGM"):
            departure.actual_date = "2026-03-10"
        container.vgm_weight = 2850
        self.shipment.action_on_board()
        self.assertEqual(self.shipment.state, "shipped")

    def test_carries_goods_of_its_own_shipment(self):
        other = self._create_shipment(self._create_confirmed_order())
        container = self._add_container(other)
        with self.assertRefused(ValidationError, "own shipment"):
            self.shipment.line_ids.container_id = container
