from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .whatsapp_common import NUMBER, WhatsappCommon

NOW = datetime(2026, 11, 20, 9, 0)


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
        self.assertIn("USD 12.50", message.mail_message_id.body)
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
        self.assertFalse(lead.first_response_at, "nothing has reached the buyer")
        note = lead.message_ids[0]
        self.assertIn("Message undeliverable", note.body)
        self.assertEqual(note.partner_ids, self.rep.partner_id)

    def test_clock_of_the_first_response(self):
        """It stops when the message goes out, and runs again when that never arrives."""
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_first_response"])
        lead = self._receive().lead_id
        lead.user_id = self.rep
        self.assertEqual(lead.deadline_state, "ok")
        for body in ("Hello", "Hello again"):
            self._wizard(lead, body=body).action_send()
            lead.invalidate_recordset()
            self.assertEqual(lead.deadline_state, "met")
            message = lead.whatsapp_message_ids.filtered(lambda m, body=body: m.body == body)
            self._statuses(message, "failed")
            lead.invalidate_recordset()
            self.assertEqual(lead.deadline_state, "ok", "the buyer still waits")

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
        self.assertIn("not delivered", message.mail_message_id.body)
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
