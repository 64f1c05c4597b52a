import copy
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..tools import webhook_ready
from .graph_server import MEDIA, TOKEN, GraphServer
from .web_common import WebhookCase

NOW = datetime(2026, 11, 20, 9, 0)
NUMBER = "+50761234567"
INQUIRY = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"


class WhatsappCommon(WebhookCase):
    """The exporter's number at the Cloud API, the API being on this machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(GraphServer())
        cls.env["ir.config_parameter"].set_param("foreign_trade_crm.graph_url", cls.server.url)
        cls.line = cls._create_webhook(
            "whatsapp",
            kind="whatsapp",
            whatsapp_phone_id="106540352242922",
            whatsapp_account_id="102290129340398",
            graph_token=TOKEN,
        )
        cls.messages = cls.env["foreign.trade.whatsapp.message"]
        cls.template = cls.env["foreign.trade.whatsapp.template"].create(
            {"name": "hello", "channel_id": cls.line.id, "body": "Hello {{1}}, about {{2}}."}
        )

    def setUp(self):
        super().setUp()
        self.server.refusal = None
        self.server.requests.clear()
        self.count = 0

    def _document(self, number=NUMBER, at=None, **message):
        """What WhatsApp posts for one message."""
        self.count += 1
        document = copy.deepcopy(webhook_ready.EXAMPLES["whatsapp"])
        value = document["entry"][0]["changes"][0]["value"]
        digits = number.lstrip("+")
        value["contacts"][0]["wa_id"] = digits
        stamp = int(((at or datetime.now()) - datetime(1970, 1, 1)).total_seconds())
        value["messages"][0].update(
            {"from": digits, "id": f"wamid.in{self.count}", "timestamp": str(stamp), **message}
        )
        return document

    def _receive(self, *args, **kwargs):
        """Post a message; returns its inquiry."""
        response = self._post(self._document(*args, **kwargs), self.line)
        self.assertEqual(response.status_code, 200)
        return self._log(self.line)[-1]

    def _statuses(self, message, state, **more):
        status = {"id": message.external_id, "status": state, **more}
        value = {"messaging_product": "whatsapp", "statuses": [status]}
        document = {"entry": [{"changes": [{"field": "messages", "value": value}]}]}
        return self._post(document, self.line)

    def _wizard(self, record, user=None, **values):
        record = record.with_user(user or self.rep)
        action = record.action_whatsapp()
        self.assertEqual(action["res_model"], "foreign.trade.whatsapp.send")
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(user or self.rep)
            .with_context(**action["context"])
        )
        for name, value in values.items():
            setattr(wizard, name, value)
        return wizard.save()


@tagged("post_install", "-at_install")
class TestWhatsappReceive(WhatsappCommon):
    def test_a_new_buyer_is_a_lead(self):
        inquiry = self._receive()
        lead = inquiry.lead_id
        self.assertEqual(inquiry.state, "processed")
        self.assertEqual(lead.phone_sanitized, NUMBER)
        self.assertEqual(lead.whatsapp_number, NUMBER)
        self.assertEqual(lead.contact_name, "Carlos Mendoza")
        self.assertEqual(lead.country_id.code, "PA")
        self.assertIn("500 steel fire pits", lead.name)
        message = lead.whatsapp_message_ids
        self.assertEqual((message.direction, message.state), ("in", "received"))
        self.assertEqual(lead.contact_last_in_at, message.date)
        self.assertFalse(lead.first_response_at)
        self.assertFalse(lead.partner_id)

    def test_an_answer_lands_on_its_lead(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        answer = self._receive(text={"body": "And the delivery time?"})
        self.assertEqual(answer.lead_id, lead)
        self.assertEqual(len(lead.whatsapp_message_ids), 2)
        posted = lead.message_ids[0]
        self.assertIn("delivery time", posted.body)
        self.assertEqual(posted.partner_ids, self.rep.partner_id, "the owner is told")
        self.assertTrue(posted.subtype_id.internal)

    def test_lead_known_by_phone(self):
        lead = self._lead(phone="+507 6123-4567", contact_name="Carlos")
        self.assertEqual(self._receive().lead_id, lead)

    def test_prefixes_no_longer_dialled(self):
        lead = self._lead(phone="+52 55 1234 5678")
        self.assertEqual(self._receive("+5215512345678").lead_id, lead)

    def test_closed_lead_is_not_revived(self):
        lost = self._receive().lead_id
        lost.action_set_lost()
        again = self._receive(text={"body": "New season, new order"})
        self.assertNotEqual(again.lead_id, lost)
        self.assertEqual(again.lead_id.type, "lead")

    def test_customer_without_open_lead(self):
        self.contact.phone = "+49 171 1234567"
        inquiry = self._receive("+491711234567")
        self.assertEqual(inquiry.lead_id.partner_id, self.contact)
        self.assertEqual(inquiry.lead_id.name, inquiry.lead_id.name)

    def test_customer_answers_us(self):
        self.contact.phone = "+49 171 1234567"
        self._wizard(
            self.contact, template_id=self.template, places="Anna\nyour order"
        ).action_send()
        inquiry = self._receive("+491711234567", text={"body": "Yes, please go on"})
        self.assertEqual(inquiry.state, "processed")
        self.assertFalse(inquiry.lead_id)
        self.assertEqual(len(self.contact.whatsapp_message_ids), 2)
        self.assertTrue(self.contact.contact_last_in_at)

    def test_replay(self):
        document = self._document()
        for status in ("processed", "duplicate", "duplicate"):
            response = self._post(document, self.line)
            self.assertEqual(response.json()["inquiries"][0]["status"], status)
        self.assertEqual(len(self._log(self.line).lead_id.whatsapp_message_ids), 1)

    def test_several_in_one_request(self):
        document = self._document()
        other = self._document("+34612345678", text={"body": "Hola"})
        document["entry"] += other["entry"]
        response = self._post(document, self.line)
        self.assertEqual(
            [line["status"] for line in response.json()["inquiries"]], ["processed"] * 2
        )
        self.assertEqual(len(self._log(self.line).lead_id), 2)

    def test_number_of_another_channel(self):
        second = self._create_webhook("whatsapp", whatsapp_phone_id="2", graph_token=TOKEN)
        document = self._document()
        document["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "2"
        self._post(document, self.line)
        self.assertFalse(self._log(self.line))
        self.assertEqual(self._log(second).lead_id.channel_id, second)

    def test_file(self):
        document = {"id": "media-1", "filename": "drawing.pdf", "caption": "As drawn"}
        lead = self._receive(type="document", document=document, text=None).lead_id
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        )
        self.assertEqual((attachment.name, attachment.raw), ("drawing.pdf", MEDIA))
        self.assertIn("As drawn", lead.description)

    def test_file_at_a_strange_address(self):
        """Our token goes to Meta's hosts alone; the message is taken in without the file."""
        inquiry = self._receive(type="image", image={"id": "media-2"}, text=None)
        self.assertEqual(inquiry.state, "processed")
        self.assertIn("image", inquiry.lead_id.whatsapp_message_ids.body)

    def test_kinds_without_words(self):
        for message in (
            {"type": "reaction", "reaction": {"emoji": "👍", "message_id": "wamid.x"}},
            {"type": "location", "location": {"latitude": 9.0, "longitude": -79.5}},
            {"type": "unsupported", "errors": [{"code": 131051}]},
            {"type": "voice", "voice": {"id": "none"}},
        ):
            self.assertEqual(self._receive(text=None, **message).state, "processed")

    def test_handshake(self):
        path = self.line._get_webhook_path()
        params = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
        good = {**params, "hub.verify_token": self.line.webhook_verify_token}
        response = self.url_open(path, params=good)
        self.assertEqual((response.status_code, response.text), (200, "1158201444"))
        for wrong in (params, {**params, "hub.verify_token": "guess"}, {}):
            response = self.url_open(path, params=wrong)
            self.assertEqual(response.status_code, 403)
            self.assertNotIn("1158201444", response.text)

    def test_signature_of_meta(self):
        document = self._document()
        self.assertEqual(self.line._get_webhook_proof(b"")[0], "X-Hub-Signature-256")
        self.assertEqual(self._post(document, self.line, "sha256=00").status_code, 401)
        self.assertEqual(self._post(document, self.line).status_code, 200)


@tagged("post_install", "-at_install")
class TestWhatsappSend(WhatsappCommon):
    def test_answer_within_the_window(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        wizard = self._wizard(lead, body="USD 12.50 FOB Ningbo, 30 days.")
        self.assertTrue(wizard.window_open)
        self.assertEqual(wizard.number, NUMBER)
        wizard.action_send()
        _method, path, body = self.server.requests[-1]
        self.assertTrue(path.endswith("/106540352242922/messages"))
        self.assertEqual(body["to"], "50761234567")
        self.assertEqual(body["text"]["body"], "USD 12.50 FOB Ningbo, 30 days.")
        message = lead.whatsapp_message_ids.filtered(lambda m: m.direction == "out")
        self.assertEqual((message.state, message.user_id), ("sent", self.rep))
        self.assertTrue(message.external_id)
        self.assertTrue(lead.first_response_at, "a person's message is the first response")
        self.assertEqual(lead.contact_last_user_id, self.rep)
        self.assertIn("USD 12.50", lead.message_ids[0].body)
        self.assertFalse(self.env["mail.mail"].search([("body_html", "ilike", "USD 12.50")]))

    def test_delivery_states(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        self._wizard(lead, body="Hello").action_send()
        message = lead.whatsapp_message_ids.filtered(lambda m: m.direction == "out")
        for notice, state in (("delivered", "delivered"), ("read", "read"), ("sent", "read")):
            self.assertEqual(self._statuses(message, notice).status_code, 200)
            self.assertEqual(message.state, state)

    def test_delivery_failure_tells_the_sender(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        self._wizard(lead, body="Hello").action_send()
        message = lead.whatsapp_message_ids.filtered(lambda m: m.direction == "out")
        errors = [{"code": 131026, "title": "Message undeliverable"}]
        self._statuses(message, "failed", errors=errors)
        self.assertEqual((message.state, message.error), ("failed", "Message undeliverable"))
        note = lead.message_ids[0]
        self.assertIn("Message undeliverable", note.body)
        self.assertEqual(note.partner_ids, self.rep.partner_id)

    def test_status_of_a_stranger(self):
        unknown = self.messages.new({"external_id": "wamid.elsewhere"})
        self.assertEqual(self._statuses(unknown, "read").status_code, 200)

    def test_after_24_hours_templates_only(self):
        with freeze_time(NOW):
            lead = self._receive(at=NOW).lead_id
        lead.user_id = self.rep
        with freeze_time(NOW + timedelta(hours=24, minutes=1)):
            wizard = self._wizard(lead)
            self.assertFalse(wizard.window_open)
            wizard.body = "Hello again"
            with self.assertRaisesRegex(UserError, "24 hours"):
                wizard.action_send()
            self.assertFalse(self.server.sent and lead.first_response_at)
            wizard.template_id = self.template
            self.assertEqual(wizard.places, "Carlos Mendoza")
            with self.assertRaisesRegex(UserError, "2 places"):
                wizard.action_send()
            wizard.places = "Carlos\nthe fire pits"
            self.assertEqual(wizard.template_preview, "Hello Carlos, about the fire pits.")
            wizard.action_send()
        body = self.server.requests[-1][2]
        self.assertEqual(body["template"]["name"], "hello")
        self.assertEqual(
            body["template"]["components"][0]["parameters"],
            [{"type": "text", "text": "Carlos"}, {"type": "text", "text": "the fire pits"}],
        )
        self.assertTrue(lead.first_response_at)

    def test_refusal_keeps_the_text_and_counts_for_nothing(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        details = {"details": "Recipient is not a WhatsApp user."}
        self.server.refusal = (400, {"error": {"code": 131030, "error_data": details}})
        wizard = self._wizard(lead, body="Hello")
        action = wizard.action_send()
        self.assertEqual(action["res_id"], wizard.id, "the pop-up stays open")
        self.assertEqual(wizard.error, "Recipient is not a WhatsApp user.")
        self.env.invalidate_all()
        message = lead.whatsapp_message_ids.filtered(lambda m: m.direction == "out")
        self.assertEqual(message.state, "failed")
        self.assertFalse(lead.first_response_at)
        self.assertFalse(lead.contact_last_out_at)
        self.assertIn("not delivered", lead.message_ids[0].body)
        self.server.refusal = None
        again = message.with_user(self.rep).action_send_again()
        self.assertEqual(again["context"]["default_body"], "Hello")
        wizard.action_send()
        self.assertTrue(lead.first_response_at)

    def test_doubtful_answers(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        for refusal, words in (
            ((500, {"error": {"message": "Something broke"}}), "not certain"),
            ((200, {}), "not certain"),
            ((400, {"error": {"code": 131047, "message": "Re-engagement"}}), "send a template"),
            ((401, {"error": {"code": 190, "message": "Token expired"}}), "Token expired"),
        ):
            self.server.refusal = refusal
            wizard = self._wizard(lead, body="Hello")
            wizard.action_send()
            self.assertIn(words, wizard.error)

    def test_nobody_listens(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        self.env["ir.config_parameter"].set_param(
            "foreign_trade_crm.graph_url", "http://127.0.0.1:9/v23.0"
        )
        wizard = self._wizard(lead, body="Hello")
        wizard.action_send()
        self.assertIn("could not be reached", wizard.error)

    def test_link_where_there_is_no_api(self):
        self.line.graph_token = False
        lead = self._lead(phone="+34 612 34 56 78", contact_name="María", user_id=self.rep.id)
        action = lead.action_whatsapp()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertEqual(action["url"], "https://wa.me/34612345678?text=Hello%20Mar%C3%ADa%2C")
        lead.phone = False
        with self.assertRaises(UserError):
            lead.action_whatsapp()

    def test_number_is_normalised(self):
        lead = self._lead(whatsapp_number="612 34 56 78", country_id=self.spain.id)
        self.assertEqual(lead.whatsapp_number, "+34612345678")
        lead.whatsapp_number = "0034 699 99 99 99"
        self.assertEqual(lead.whatsapp_number, "+34699999999")
        lead.whatsapp_number = "ask Ana"
        self.assertEqual(lead.whatsapp_number, "ask Ana")

    def test_number_goes_over_in_conversion_and_merges(self):
        first = self._lead(whatsapp_number="+34612345678", partner_name="Túria", contact_name="Ana")
        first.sudo()._handle_partner_assignment(create_missing=True)
        self.assertEqual(first.partner_id.whatsapp_number, "+34612345678")
        self.assertFalse(first.partner_id.parent_id.whatsapp_number)
        second, third = self._lead(), self._receive().lead_id
        merged = (second | third).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.whatsapp_number, NUMBER)
        self.assertEqual(len(merged.whatsapp_message_ids), 1)
        self.assertEqual(self._receive(text={"body": "Hello?"}).lead_id, merged)

    def test_templates_of_the_account(self):
        self.line.with_user(self.manager).action_fetch_whatsapp_templates()
        templates = self.line.whatsapp_template_ids
        self.assertEqual(templates.mapped("name"), ["quotation_ready"])
        self.assertEqual(templates.place_count, 2)
        self.assertFalse(self.template.active, "no longer at Meta")

    def test_who_may_send(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        with self.assertRaises(AccessError):
            lead.with_user(self.rep2).action_whatsapp()
        wizard = self._wizard(lead, body="Hello")
        with self.assertRaises(AccessError):
            wizard.with_user(self.rep2).action_send()
        finance = self.env["foreign.trade.whatsapp.send"].with_user(self.rep2)
        with self.assertRaises(AccessError):
            finance.create({"res_model": "res.users", "res_id": self.rep.id, "number": NUMBER})


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
