from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date

from .common import SamplesCommon


@freeze_time("2026-03-11 09:00:00")
class TestSampleState(SamplesCommon):
    def test_from_draft_to_feedback(self):
        request = self._create_request()
        self.assertRegex(request.name, r"^SR/2026/\d{4}$")
        request.write({"courier_id": self.courier.id, "tracking_number": "77123"})
        request.action_dispatch()
        self.assertEqual(request.actual_dispatch_date, Date.to_date("2026-03-11"))
        request.action_mark_delivered()
        self.assertEqual(request.delivered_date, Date.to_date("2026-03-11"))
        request.write({"feedback_result": "changes", "feedback_text": "A darker green, please"})
        request.action_record_feedback()
        self.assertEqual(request.state, "feedback")
        self.assertEqual(request.feedback_date, Date.to_date("2026-03-11"))
        self.assertIn("A darker green, please", self.opportunity.message_ids[0].body)

    def test_dispatch_needs_courier_and_tracking_number(self):
        request = self._create_request()
        with self.assertRefused(ValidationError, "Courier, Tracking Number"):
            request.action_dispatch()
        with self.assertRefused(ValidationError, "Tracking Number"):
            request.write({"courier_id": self.courier.id, "state": "dispatched"})

    def test_a_blank_is_no_tracking_number(self):
        request = self._create_request(courier_id=self.courier.id, tracking_number="  ")
        with self.assertRefused(ValidationError, "Tracking Number"):
            request.action_dispatch()

    def test_dispatch_needs_address_and_content(self):
        values = {"courier_id": self.courier.id, "tracking_number": "1"}
        request = self._create_request(**values, delivery_address=False)
        with self.assertRefused(ValidationError, "Delivery Address"):
            request.action_dispatch()
        request = self._create_request(**values, line_ids=[])
        with self.assertRefused(ValidationError, "Samples"):
            request.action_dispatch()

    def test_what_a_state_needs_cannot_be_emptied_afterwards(self):
        request = self._create_dispatched()
        for values in (
            {"tracking_number": False},
            {"courier_id": False},
            {"delivery_address": ""},
            {"line_ids": [Command.clear()]},
        ):
            with self.assertRaises(ValidationError):
                request.write(values)

    def test_created_in_a_later_state_needs_the_same(self):
        with self.assertRaises(ValidationError):
            self._create_request(state="dispatched")

    def test_moves_that_are_not(self):
        request = self._create_request()
        for state in ("delivered", "feedback"):
            with self.assertRefused(UserError, "cannot become"):
                request.state = state
        request = self._create_dispatched(
            state="feedback", feedback_result="approved", feedback_date="2026-03-11"
        )
        for state in ("draft", "dispatched", "cancelled"):
            with self.assertRefused(UserError, "cannot become"):
                request.state = state

    def test_feedback_needs_a_result(self):
        request = self._create_dispatched()
        with self.assertRefused(UserError, "feedback result"):
            request.action_record_feedback()

    def test_feedback_may_come_before_the_courier_reports_delivery(self):
        request = self._create_dispatched(feedback_result="approved")
        request.action_record_feedback()
        self.assertEqual(request.state, "feedback")
        self.assertFalse(request.delivered_date)

    def test_not_delivered_before_dispatched(self):
        request = self._create_dispatched()
        with self.assertRefused(ValidationError, "before it was dispatched"):
            request.write({"delivered_date": "2026-03-09"})

    def test_cancelled_may_start_again(self):
        request = self._create_request()
        request.action_cancel()
        request.action_reset_to_draft()
        self.assertEqual(request.state, "draft")
