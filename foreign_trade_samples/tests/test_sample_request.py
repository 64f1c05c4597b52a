from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.fields import Date

from ..models.foreign_trade_sample_state import FEEDBACK_ACTIVITY
from .common import SamplesCommon


@freeze_time("2026-03-11 09:00:00")
class TestSampleRequest(SamplesCommon):
    def test_address_is_taken_from_the_buyer(self):
        request = self._create_request()
        self.assertEqual(request.partner_id, self.buyer)
        self.assertEqual(
            request.delivery_address,
            "Grüne Gärten GmbH\nHafenstrasse 12\n20457 Hamburg\nGermany",
        )

    def test_address_comes_from_the_delivery_contact(self):
        self.env["res.partner"].create(
            {
                "name": "Warehouse 4",
                "parent_id": self.buyer.id,
                "type": "delivery",
                "street": "Kai 7",
                "city": "Bremen",
                "country_id": self.env.ref("base.de").id,
            }
        )
        request = self._create_request()
        self.assertEqual(request.delivery_partner_id.name, "Warehouse 4")
        self.assertIn("Kai 7", request.delivery_address)

    def test_a_buyer_without_address_leaves_it_empty(self):
        partner = self.env["res.partner"].create({"name": "Unknown Ltd"})
        lead = self._create_lead(partner_id=partner.id)
        self.assertFalse(self._create_request(opportunity=lead).delivery_address)

    def test_rounds_count_within_the_opportunity(self):
        first = self._create_request()
        other = self._create_request(opportunity=self._create_lead())
        first.action_next_round()
        second = self.opportunity.sample_request_ids - first
        self.assertEqual((first.round, other.round, second.round), (1, 1, 2))
        self.assertEqual(second.previous_id, first)
        self.assertEqual(second.state, "draft")
        self.assertEqual(second.line_ids.quantity, 2)
        self.assertFalse(second.planned_dispatch_date)
        self.assertEqual(self.opportunity.sample_request_count, 2)

    def test_rounds_made_in_one_batch_differ(self):
        requests = self.env["foreign.trade.sample.request"].create(
            [{"opportunity_id": self.opportunity.id} for _number in range(3)]
        )
        self.assertEqual(requests.mapped("round"), [1, 2, 3])

    def test_tracking_link(self):
        request = self._create_dispatched()
        self.assertEqual(request.tracking_url, "https://swift.example/t?n=77%20123%2F4")
        self.courier.tracking_url = False
        self.assertFalse(request.tracking_url)

    def test_tracking_link_must_be_a_web_address_with_a_place_for_the_number(self):
        for address in ("javascript:alert({number})", "https://swift.example/track"):
            with self.assertRefused(ValidationError, "tracking link"):
                self.courier.tracking_url = address

    def test_charged_amount(self):
        line = {"product_id": self.product.id, "quantity": 3, "price_unit": 12.5}
        request = self._create_request(
            currency_id=self.usd.id,
            line_ids=[
                Command.create({**line, "charge": "charged"}),
                Command.create({**line, "charge": "free"}),
                Command.create({"name": "Fabric swatches"}),
            ],
        )
        self.assertEqual(request.amount_charged, 37.5)

    def test_reminder_follows_the_expected_date_until_feedback(self):
        request = self._create_dispatched()
        activity = request.activity_search([FEEDBACK_ACTIVITY])
        self.assertEqual(activity.user_id, self.rep)
        self.assertEqual(activity.date_deadline, Date.to_date("2026-03-31"))
        request.expected_feedback_date = "2026-04-07"
        self.assertEqual(activity.date_deadline, Date.to_date("2026-04-07"))
        request.feedback_result = "approved"
        request.action_record_feedback()
        self.assertFalse(activity.active)
        self.assertEqual(activity.state, "done")

    def test_no_reminder_for_a_draft_and_none_left_after_cancelling(self):
        request = self._create_request()
        self.assertFalse(request.activity_ids)
        request = self._create_dispatched()
        request.action_cancel()
        self.assertFalse(request.activity_ids)

    def test_feedback_is_late_the_day_after_in_the_readers_zone(self):
        request = self._create_dispatched(expected_feedback_date="2026-03-11")
        self.assertFalse(request.is_feedback_late)
        with freeze_time("2026-03-11 17:00:00"):  # 01:00 on the 12th in Shanghai
            request.invalidate_recordset()
            self.assertFalse(request.is_feedback_late)
            eastern = request.with_context(tz="Asia/Shanghai")
            self.assertTrue(eastern.is_feedback_late)
            self.assertIn(eastern, eastern.search([("is_feedback_late", "=", True)]))
            self.assertNotIn(eastern, eastern.search([("is_feedback_late", "=", False)]))

    def test_merged_opportunities_keep_the_samples_as_they_were_sent(self):
        other_buyer = self.env["res.partner"].create({"name": "Other", "street": "Elsewhere 1"})
        head = self._create_lead(user=self.rep2, partner_id=other_buyer.id)
        request = self._create_request(delivery_address="Hand-written address")
        (head | self.opportunity).sudo()._merge_opportunity(max_length=0)
        survivor = request.opportunity_id.exists()
        self.assertTrue(survivor)
        self.assertEqual(request.partner_id, self.buyer)
        self.assertEqual(request.delivery_address, "Hand-written address")
        self.assertEqual(request.user_id, self.rep)
