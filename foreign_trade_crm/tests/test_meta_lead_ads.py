from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import webhook_ready
from .graph_server import TOKEN
from .whatsapp_common import WhatsappCommon

INQUIRY = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"


@tagged("post_install", "-at_install")
class TestMetaLeadAds(WhatsappCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ads = cls._create_webhook("meta_leads", kind="advertisement", graph_token=TOKEN)

    def _assert_lead(self, lead):
        self.assertEqual(lead.contact_name, "Ahmed Al Farsi")
        self.assertEqual(lead.email_normalized, "ahmed@gulfgarden.example")
        self.assertEqual(lead.country_id.code, "AE")
        self.assertIn("how_many_containers_a_year?: 6", lead.description)

    def test_notice_is_completed(self):
        response = self._post(webhook_ready.LEAD_NOTICE_EXAMPLE, self.ads)
        self.assertEqual(response.status_code, 200)
        inquiry = self._log(self.ads)
        self.assertEqual(inquiry.external_id, "444444444444444")
        self._assert_lead(inquiry.lead_id)
        self.assertIn("Ahmed", inquiry.fetched)
        self.assertEqual(inquiry.lead_id.name, "Garden chairs, Gulf")

    def test_flat_form(self):
        self.assertEqual(
            self._post(webhook_ready.EXAMPLES["meta_leads"], self.ads).status_code, 200
        )
        self._assert_lead(self._log(self.ads).lead_id)
        self.assertFalse(self.server.requests)

    def test_meta_is_down(self):
        self.server.refusal = (503, {"error": {"message": "Try later"}})
        with mute_logger(INQUIRY):
            response = self._post(webhook_ready.LEAD_NOTICE_EXAMPLE, self.ads)
        self.assertEqual(response.status_code, 202)
        inquiry = self._log(self.ads)
        self.assertIn("Try later", inquiry.error)
        self.server.refusal = None
        inquiry.action_retry()
        self._assert_lead(inquiry.lead_id)
        again = self._post(webhook_ready.LEAD_NOTICE_EXAMPLE, self.ads)
        self.assertEqual(again.json()["inquiries"][0]["status"], "duplicate")
