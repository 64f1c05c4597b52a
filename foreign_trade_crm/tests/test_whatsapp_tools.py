from datetime import datetime

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import whatsapp
from .test_webhook_tools import json_values


@tagged("post_install", "-at_install")
class TestWhatsappTools(BaseCase):
    def test_numbers(self):
        for number, country, expected in (
            ("34612345678", None, "+34612345678"),
            ("+34 612 34 56 78", None, "+34612345678"),
            ("0034612345678", None, "+34612345678"),
            ("612 34 56 78", "ES", "+34612345678"),
            ("", None, ""),
            ("12", None, ""),
            ("no number", "ES", ""),
            (None, None, ""),
        ):
            self.assertEqual(whatsapp.e164(number, country), expected, number)

    def test_same_numbers(self):
        self.assertEqual(whatsapp.same_numbers("+34612345678"), ["+34612345678"])
        for one, other in (
            ("+5215512345678", "+525512345678"),
            ("+5491123456789", "+541123456789"),
            ("+5511987654321", "+551187654321"),
        ):
            self.assertEqual(set(whatsapp.same_numbers(one)), {one, other})
            self.assertEqual(set(whatsapp.same_numbers(other)), {one, other})

    def test_states_only_advance(self):
        for before, notice, after in (
            ("outgoing", "sent", "sent"),
            ("sent", "read", "read"),
            ("read", "delivered", "read"),
            ("delivered", "failed", "delivered"),
            ("sent", "failed", "failed"),
            ("failed", "delivered", "failed"),
            ("sent", "nonsense", "sent"),
            ("sent", None, "sent"),
        ):
            self.assertEqual(whatsapp.advance(before, notice), after)

    def test_templates(self):
        body = "Hello {{1}}, your quotation {{2}} is ready, {{1}}."
        self.assertEqual(whatsapp.placeholders(body), ["1", "2"])
        self.assertEqual(
            whatsapp.fill(body, ["Ana", "Q7"]), "Hello Ana, your quotation Q7 is ready, Ana."
        )
        payload = whatsapp.template_payload("+34612345678", "ready", "es", ["Ana"], ["name"])
        parameter = payload["template"]["components"][0]["parameters"][0]
        self.assertEqual(parameter["parameter_name"], "name")
        self.assertEqual(payload["to"], "34612345678")

    @given(st.dictionaries(st.sampled_from(["type", "text", "image", "contacts"]), json_values))
    def test_any_message_is_read(self, message):
        text, media = whatsapp.read_message(message)
        self.assertIsInstance(text, str)
        self.assertTrue(media is None or media["id"])

    def test_kinds_of_messages(self):
        for message, expected in (
            ({"type": "text", "text": {"body": "Hi"}}, "Hi"),
            ({"type": "button", "button": {"text": "Yes"}}, "Yes"),
            (
                {
                    "type": "interactive",
                    "interactive": {"type": "list_reply", "list_reply": {"title": "Chairs"}},
                },
                "Chairs",
            ),
            ({"type": "reaction", "reaction": {"emoji": "👍"}}, "👍"),
            (
                {"type": "contacts", "contacts": [{"name": {"formatted_name": "Ana"}}]},
                "Ana",
            ),
            ({"type": "unsupported"}, ""),
            (
                {"type": "system", "system": {"body": "Ana has a new number"}},
                "Ana has a new number",
            ),
            (
                {
                    "type": "interactive",
                    "interactive": {
                        "type": "nfm_reply",
                        "nfm_reply": {"response_json": '{"product": "Chairs", "quantity": 500}'},
                    },
                },
                "product: Chairs\nquantity: 500",
            ),
            (
                {
                    "type": "order",
                    "order": {
                        "text": "By May",
                        "product_items": [
                            {
                                "product_retailer_id": "GC-21",
                                "quantity": 500,
                                "item_price": 9.5,
                                "currency": "USD",
                            },
                            {"product_retailer_id": "GT-4", "quantity": 20},
                        ],
                    },
                },
                "By May\n500 × GC-21 (9.5 USD)\n20 × GT-4",
            ),
        ):
            self.assertEqual(whatsapp.read_message(message)[0], expected)
        image = {"type": "image", "image": {"id": "5", "caption": "This one"}}
        self.assertEqual(whatsapp.read_message(image), ("This one", image["image"]))

    def test_time(self):
        now = datetime(2026, 11, 20, 12)
        self.assertEqual(whatsapp.read_time("1763500000", now), datetime(2025, 11, 18, 21, 6, 40))
        for timestamp in (None, "soon", "9" * 30, "99999999999"):
            self.assertEqual(whatsapp.read_time(timestamp, now), now)
