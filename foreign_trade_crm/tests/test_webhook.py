import json
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..controllers import inquiry_webhook
from ..models import foreign_trade_inquiry_json
from ..tools import webhook_ready
from .web_common import SECRET, WebhookCase

RFQ = webhook_ready.EXAMPLES["generic"]
INQUIRY = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"


@tagged("post_install", "-at_install")
class TestWebhook(WebhookCase):
    """Real requests to the public address of a channel."""

    def test_documented_example_becomes_a_lead(self):
        response = self._post(RFQ)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            response.json(), {"inquiries": [{"id": "RFQ-2026-0815", "status": "processed"}]}
        )
        inquiry = self._log(self.site)
        self.assertEqual(inquiry._get_payload(), json.dumps(RFQ).encode(), "as it came")
        lead = inquiry.lead_id
        self.assertEqual(lead.name, "Folding garden chairs")
        self.assertEqual(lead.contact_name, "María Peña")
        self.assertEqual(lead.partner_name, "Jardines del Túria S.L.")
        self.assertEqual(lead.email_normalized, "maria.pena@jardinesdelturia.example")
        self.assertEqual(lead.phone_sanitized, "+34963123456")
        self.assertEqual(lead.whatsapp_number, "+34612345678")
        self.assertEqual(
            (lead.street, lead.zip, lead.city), ("Calle del Mar 12", "46003", "Valencia")
        )
        self.assertEqual(lead.country_id, self.spain)
        self.assertEqual((lead.channel_id, lead.team_id), (self.site, self.team))
        self.assertFalse(lead.partner_id, "no customer before conversion")
        self.assertIn("Please quote", lead.description)

    def test_replay_makes_no_second_lead(self):
        first = self._post(RFQ)
        again = self._post({**RFQ, "subject": "Another"})
        self.assertEqual((first.status_code, again.status_code), (200, 200))
        self.assertEqual(again.json()["inquiries"][0]["status"], "duplicate")
        self.assertEqual(len(self._log(self.site)), 1)
        anonymous = {"message": "Do you have FDA approval?"}
        self._post(anonymous)
        self.assertEqual(self._post(anonymous).json()["inquiries"][0]["status"], "duplicate")
        self.assertEqual(len(self._log(self.site)), 2)

    def test_wrong_signature(self):
        raw = json.dumps(RFQ).encode()
        for signature in ("", "sha256=", "sha256=" + "0" * 64, "nonsense", self._sign(raw + b" ")):
            with patch.object(inquiry_webhook._logger, "info") as log:
                response = self._post(raw, signature=signature)
            self.assertEqual(response.status_code, 401)
            self.assertIn("refused", str(log.call_args))
            self.assertNotIn("Jardines", str(log.call_args))
            self.assertNotIn(SECRET, str(log.call_args))
        self.assertFalse(self._log(self.site))

    def test_token(self):
        self.site.webhook_auth = "token"
        self.assertEqual(self._post(RFQ).status_code, 200)
        self.assertEqual(self._post(RFQ, signature="Bearer wrong").status_code, 401)
        other = {**RFQ, "id": "by address"}
        response = self._post(other, signature="", query=f"?token={SECRET}")
        self.assertEqual(response.status_code, 200)
        form = {"email": "ana@buyer.example", "message": "Price of 100 chairs"}
        response = self.url_open(
            self.site._get_webhook_path(), data=form, headers={"Authorization": f"Bearer {SECRET}"}
        )
        self.assertEqual(response.status_code, 200)
        self.assertEqual(len(self._log(self.site).lead_id), 3)

    def test_header_of_the_sender(self):
        self.site.webhook_header = "Typeform-Signature"
        self.assertEqual(self._post(RFQ).status_code, 200)

    def test_invalid_json(self):
        for raw in (b"{", b"[1, 2]", b"", b"\xff", b'{"a": NaN}'):
            response = self._post(raw)
            self.assertEqual(response.status_code, 400, raw)
            self.assertTrue(response.json()["error"])
        rejected = self._log(self.site)
        self.assertEqual(set(rejected.mapped("state")), {"rejected"})
        self.assertFalse(rejected.lead_id)

    def test_wrong_types_are_named(self):
        wrong = {**RFQ, "quantity": "many", "email": "nobody", "city": ["Valencia"], "unit": None}
        wrong["id"] = {"number": 5}
        response = self._post(wrong)
        self.assertEqual(response.status_code, 422)
        self.assertEqual(
            response.json()["fields"],
            {
                "quantity": "a number is expected",
                "email": "an e-mail address is expected",
                "city": "a text is expected",
                "id": "a text is expected",
            },
        )
        rejected = self._log(self.site)
        self.assertEqual(rejected.state, "rejected")
        self.assertIn("quantity", rejected.error)
        # the corrected one is no replay
        self.assertEqual(self._post(RFQ).json()["inquiries"][0]["status"], "processed")

    def test_nothing_told(self):
        response = self._post({"id": "empty", "website": "www.buyer.example", "message": " "})
        self.assertEqual(response.status_code, 422)
        self.assertIn("message", response.json()["fields"])

    def test_several_at_once(self):
        batch = [{**RFQ, "id": str(number)} for number in range(3)]
        response = self._post([*batch, {**RFQ, "id": "3", "quantity": []}, {**RFQ, "id": 4}])
        self.assertEqual(response.status_code, 200, "an empty value is no value")
        self.assertEqual(len(self._log(self.site).lead_id), 5)
        response = self._post([{**RFQ, "id": "5"}, {**RFQ, "id": "6", "quantity": "x"}])
        self.assertEqual(response.status_code, 422)
        self.assertEqual(list(response.json()["fields"]), ["[1].quantity"])
        self.assertEqual(len(self._log(self.site).lead_id), 5, "all of it or nothing")

    def test_oversized(self):
        with patch.object(inquiry_webhook, "MAX_BODY", 2000):
            response = self._post({**RFQ, "message": "x" * 3000})
        self.assertEqual(response.status_code, 413)
        self.assertFalse(self._log(self.site))

    def test_unknown_address(self):
        for path in ("0" * 32, "x", "%00", "a" * 500):
            response = self.url_open(f"/foreign_trade/inquiry/{path}", data=b"{}")
            self.assertIn(response.status_code, (400, 404))
        path = self.site._get_webhook_path()
        self.site.webhook_format = False
        self.assertEqual(self.url_open(path, data=b"{}").status_code, 404)

    def test_archived_channel_loses_nothing(self):
        self.site.active = False
        self.assertEqual(self._post(RFQ).status_code, 200)
        self.assertTrue(self._log(self.site).lead_id)

    def test_stored_before_it_is_read(self):
        """An inquiry that cannot be read is accepted all the same, and read later."""
        leads = type(self.env["crm.lead"])
        with (
            patch.object(leads, "create", side_effect=ValueError("broken")),
            mute_logger(INQUIRY),
        ):
            response = self._post(RFQ)
        self.assertEqual(response.status_code, 202)
        self.assertEqual(response.json()["inquiries"][0]["status"], "stored")
        inquiry = self._log(self.site)
        self.assertEqual(inquiry.state, "failed")
        self.assertIn("broken", inquiry.error)
        self.assertTrue(inquiry.next_attempt_at)
        inquiry.with_user(self.manager).action_retry()
        self.assertEqual(inquiry.state, "processed")
        self.assertEqual(inquiry.lead_id.contact_name, "María Peña")

    def test_a_hundred_at_once(self):
        """Read by the scheduled action, and none is missing."""
        self.inquiries._store(self.site, "waiting", b"{}", payload_type="json")
        cron = self.env.ref("foreign_trade_crm.ir_cron_inquiry_retry")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        with patch.object(foreign_trade_inquiry_json, "BUSY_INQUIRIES", 1):
            codes = {
                self._post({**RFQ, "id": number, "email": f"n{number}@buyer.example"}).status_code
                for number in range(100)
            }
        self.assertEqual(codes, {202})
        woken = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]) - triggers
        self.assertLessEqual(len(woken), 1, "one call wakes the action for all")
        self._log(self.site).filtered(lambda i: i.external_id == "waiting").unlink()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.inquiries._cron_retry()
        log = self._log(self.site)
        self.assertEqual(len(log), 100)
        self.assertEqual(set(log.mapped("state")), {"processed"})
        self.assertEqual(len(log.lead_id), 100)

    def test_hostile_text(self):
        hostile = {
            "id": "x\u0000y",
            "contact_name": "<script>alert(1)</script>",
            "message": "a\u0000b \ud800 <img src=x onerror=alert(1)>",
            "phone": "+34 963 12 34 56" * 50,
            "extra": "\u202e" * 10,
        }
        response = self._post(hostile)
        self.assertEqual(response.status_code, 200)
        lead = self._log(self.site).lead_id
        self.assertNotIn("<img", lead.description)
        self.assertNotIn("<script", lead.description)

    def test_acknowledgement(self):
        self.site.acknowledge_template_id = self.template
        self._post(RFQ)
        inquiry = self._log(self.site)
        self.assertTrue(inquiry.acknowledged_on)
        self.assertFalse(inquiry.lead_id.first_response_at)
