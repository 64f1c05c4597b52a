from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError

from odoo.addons.foreign_trade_crm.tests.milestone_contract import MilestoneContract

from .common import ShippingCommon


@freeze_time("2026-03-10 02:00:00")
class TestShipmentSchedule(ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipment = cls._create_shipment(planned_etd="2026-04-01")

    def test_template_of_the_mode_planned_from_departure(self):
        codes = self.shipment.milestone_ids.mapped("code")
        for code in ("booking", "stuffing", "customs", "on_board", "bl_issued", "arrival"):
            self.assertIn(code, codes)
        self.assertEqual(self._milestone(self.shipment, "booking").planned_date, date(2026, 3, 18))
        self.assertEqual(self.shipment.etd, date(2026, 4, 1))
        self.assertEqual(self.shipment.eta, date(2026, 5, 1))

    def test_departure_moves_the_plan_but_not_what_a_person_set(self):
        customs = self._milestone(self.shipment, "customs")
        customs.planned_date = "2026-03-25"
        self.shipment.planned_etd = "2026-04-08"
        self.assertEqual(customs.planned_date, date(2026, 3, 25))
        self.assertEqual(self._milestone(self.shipment, "arrival").planned_date, date(2026, 5, 8))
        self.assertEqual(self._milestone(self.shipment, "on_board").planned_date, date(2026, 4, 8))

    def test_planned_from_the_orders_latest_shipment(self):
        order = self._create_confirmed_order(latest_shipment_date="2026-05-20")
        self.assertEqual(self._create_shipment(order).planned_etd, date(2026, 5, 20))

    def test_estimated_then_actual_dates_are_etd_and_eta(self):
        departure = self._milestone(self.shipment, "on_board")
        departure.estimated_date = "2026-04-03"
        self.assertEqual(self.shipment.etd, date(2026, 4, 3))
        self.assertEqual(self.shipment.planned_etd, date(2026, 4, 1))
        with freeze_time("2026-04-05 02:00:00"):
            departure.actual_date = "2026-04-04"
        self.assertEqual(self.shipment.etd, date(2026, 4, 4))
        self.assertEqual(self.shipment.on_board_date, date(2026, 4, 4))

    def test_status_follows_the_actual_dates(self):
        self.assertEqual(self.shipment.state, "draft")
        self.shipment.action_confirm_booking()
        self.assertEqual(self.shipment.state, "booked")
        self.shipment.action_on_board()
        self.assertEqual(self.shipment.state, "shipped")
        self.assertEqual(self.shipment.on_board_date, date(2026, 3, 10))
        self.shipment.action_arrived()
        self.assertEqual(self.shipment.state, "arrived")
        self._milestone(self.shipment, "arrival").actual_date = False
        self.assertEqual(self.shipment.state, "shipped")

    def test_today_is_the_clerks(self):
        with freeze_time("2026-03-10 20:00:00"):  # the 11th in Shanghai
            self.shipment.with_context(tz="Asia/Shanghai").action_confirm_booking()
        self.assertEqual(self._milestone(self.shipment, "booking").actual_date, date(2026, 3, 11))

    def test_late_from_the_day_after(self):
        shipments = self.shipment.search([("id", "=", self.shipment.id)])
        late = [("id", "=", self.shipment.id), ("is_late", "=", True)]
        in_time = [("id", "=", self.shipment.id), ("is_late", "=", False)]
        with freeze_time("2026-03-18 02:00:00"):
            shipments.invalidate_recordset()
            self.assertFalse(shipments.is_late)
            self.assertFalse(shipments.search(late))
            self.assertTrue(shipments.search(in_time))
        with freeze_time("2026-03-19 02:00:00"):
            shipments.invalidate_recordset()
            shipments.milestone_ids.invalidate_recordset()
            self.assertTrue(shipments.is_late)
            self.assertEqual(shipments.late_milestone, "Booking")
            self.assertTrue(shipments.search(late))
            self.assertFalse(shipments.search(in_time))
            shipments.action_cancel()
            self.assertFalse(shipments.is_late)
            self.assertFalse(shipments.search(late))

    def test_nothing_leaves_without_goods(self):
        self.shipment.line_ids.unlink()
        with self.assertRefused(UserError, "nothing can be on board"):
            self.shipment.action_on_board()

    def test_nothing_happens_in_the_future(self):
        with self.assertRefused(ValidationError, "estimated date"):
            self._milestone(self.shipment, "customs").actual_date = "2026-03-12"

    def test_what_happened_stays_on_record(self):
        self.shipment.action_confirm_booking()
        with self.assertRefused(UserError, "stays on record"):
            self._milestone(self.shipment, "booking").unlink()

    def test_one_departure_only(self):
        with self.assertRefused(ValidationError, "already"):
            self._milestone(self.shipment, "on_board").copy()

    def test_what_has_left_is_neither_cancelled_nor_deleted(self):
        self.shipment.action_on_board()
        with self.assertRefused(UserError, "cannot be cancelled"):
            self.shipment.action_cancel()
        with self.assertRefused(UserError, "stays on record"):
            self.shipment.with_user(self.manager).unlink()

    def test_other_modes_name_their_own_events(self):
        shipment = self.env["foreign.trade.shipment"].create(
            {"order_id": self.shipment.order_id.id, "mode": "courier", "planned_etd": "2026-04-01"}
        )
        self.assertEqual(self._milestone(shipment, "on_board").name, "Pick-up")
        self.assertFalse(self._milestone(shipment, "vgm_cutoff"))
        self.assertEqual(shipment.eta, date(2026, 4, 6))
        shipment.line_ids = [(0, 0, {"name": "Catalogues", "quantity": 1})]
        shipment.action_on_board()
        shipment.action_arrived()
        self.assertEqual(shipment.state, "arrived")

    def test_a_companys_own_template_comes_first(self):
        self.env["foreign.trade.milestone.template"].create(
            {
                "name": "Ours",
                "mode": "sea",
                "company_id": self.company.id,
                "line_ids": [(0, 0, {"name": "Loaded", "code": "on_board"})],
            }
        )
        shipment = self._create_shipment(self._create_confirmed_order())
        self.assertEqual(shipment.milestone_ids.mapped("name"), ["Loaded"])

    def test_names_come_in_every_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        line = self.env.ref("foreign_trade_shipping.milestone_template_sea_on_board")
        line.with_context(lang="zh_CN").name = "装船"
        shipment = self._create_shipment(self._create_confirmed_order())
        departure = self._milestone(shipment, "on_board")
        self.assertEqual(departure.with_context(lang="zh_CN").name, "装船")
        self.assertEqual(departure.with_context(lang="en_US").name, "On board")


class TestShipmentMilestoneContract(MilestoneContract, ShippingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipment = cls._create_shipment()

    def _contract_milestone(self, **values):
        return (
            self.env["foreign.trade.shipment.milestone"]
            .with_user(self.clerk)
            .create(
                {"shipment_id": self.shipment.id, "code": "other", "name": "Fumigation", **values}
            )
        )
