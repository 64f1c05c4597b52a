from odoo.tests import tagged

from .graph_server import MEDIA, TOKEN
from .whatsapp_common import NUMBER, WhatsappCommon


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

    def test_leads_of_another_company_stay_there(self):
        other = self.env["res.company"].create({"name": "Yiwu Toys"})
        foreign = self.env["crm.lead"].create(
            {
                "name": "Toys",
                "type": "lead",
                "phone": NUMBER,
                "company_id": other.id,
                "user_id": False,
                "team_id": False,
            }
        )
        lead = self._receive().lead_id
        self.assertNotEqual(lead, foreign)
        self.assertEqual(lead.company_id, self.company)

    def test_customer_with_an_open_deal(self):
        self.contact.phone = "+49 171 1234567"
        deal = self._create_lead(partner_id=self.buyer.id)
        self.assertEqual(self._receive("+491711234567").lead_id, deal)
