from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadValidity(LeadCommon):
    def setUp(self):
        super().setUp()
        self.reason = self.env.ref("foreign_trade_crm.invalid_reason_peer")
        self.lead = self._lead()

    def test_invalid_with_reason_leaves_the_working_views(self):
        action = self.lead.action_mark_invalid()
        wizard = Form(
            self.env[action["res_model"]].with_user(self.rep).with_context(**action["context"])
        )
        wizard.invalid_reason_id = self.reason
        wizard.save().action_apply()
        self.assertEqual(self.lead.validity, "invalid")
        self.assertEqual(self.lead.invalid_reason_id, self.reason)
        self.assertFalse(self.lead.active)
        self.assertFalse(self.lead.lost_reason_id)

    def test_invalid_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "choose a reason"):
            self.lead.validity = "invalid"

    def test_reopen(self):
        self.lead.write({"validity": "invalid", "invalid_reason_id": self.reason.id})
        self.lead.action_mark_to_verify()
        self.assertTrue(self.lead.active)
        self.assertFalse(self.lead.invalid_reason_id)

    def test_unarchiving_reopens(self):
        self.lead.write({"validity": "invalid", "invalid_reason_id": self.reason.id})
        self.lead.action_unarchive()
        self.assertEqual(self.lead.validity, "to_verify")
        self.assertEqual(self.lead.won_status, "pending")

    def test_no_door_leaves_an_invalid_lead_in_the_working_views(self):
        invalid = {"validity": "invalid", "invalid_reason_id": self.reason.id}
        lead = self.lead.with_user(self.rep)
        lead.write({**invalid, "active": True})
        self.assertFalse(lead.active)
        lead.write({"active": True})
        self.assertEqual((lead.active, lead.validity), (True, "to_verify"))
        self.assertFalse(lead.invalid_reason_id)
        self.assertFalse(self._lead(**invalid, active=True).active)

    def test_valid_does_not_revive_a_lost_lead(self):
        self.lead.action_set_lost()
        self.lead.action_mark_valid()
        self.assertFalse(self.lead.active)

    def test_imported_invalid_lead(self):
        lead = self._lead(validity="invalid", invalid_reason_id=self.reason.id)
        self.assertFalse(lead.active)
