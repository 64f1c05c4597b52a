from odoo.tests import tagged

from .common import ShippingCommon


@tagged("post_install", "-at_install")
class TestAfterWon(ShippingCommon):
    """A won deal shows departure and arrival of its order's shipments."""

    def test_departure_and_arrival(self):
        deal = self._create_lead(partner_id=self.buyer.id)
        order = self._create_confirmed_order(opportunity_id=deal.id)
        deal.action_set_won()
        self.assertEqual(self._codes(deal)[:1], ["shipping"])
        shipment = self._create_shipment(order)
        shipment.planned_etd = "2026-01-05"
        steps = self._steps(deal)
        self.assertEqual(steps["departure"]["state"], "late")
        self.assertEqual(steps["departure"]["date"], "2026-01-05")
        self.assertNotIn("shipping", steps)
        self.assertEqual(deal.after_won_phase, "shipping")
        for code, day in (("booking", "2026-01-01"), ("on_board", "2026-01-06")):
            self._milestone(shipment, code).actual_date = day
        self._milestone(shipment, "arrival").actual_date = "2026-02-08"
        steps = self._steps(deal)
        self.assertEqual(steps["arrival"]["state"], "done")
        self.assertEqual(steps["arrival"]["date"], "2026-02-08")
        self.assertEqual(steps["departure"]["detail"], "partly", "the stock delivery is open")
        action = order.with_user(self.rep).action_open_progress("departure")
        self.assertEqual(action["res_model"], "foreign.trade.shipment")

    def _steps(self, deal):
        self.env.invalidate_all()
        [order] = deal.with_user(self.rep).after_won
        return {step["code"]: step for step in order["steps"]}

    def _codes(self, deal):
        return list(self._steps(deal))
