from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import lead_facts
from .lead_common import LeadCommon

FACTS = {
    "contact_name": "María Peña",
    "company_name": "Jardines del Túria S.L.",
    "position": "Directora de compras",
    "email": "maria@jardinesdelturia.example",
    "phone": "+34 963 12 34 56",
    "website": "www.jardinesdelturia.example",
    "country": "España",
    "city": "Valencia",
    "product": "Folding garden chair",
    "quantity": 2000,
    "unit": "pcs",
    "target_price": 12.5,
    "currency": "USD",
    "message": "Estamos interesados en sus sillas plegables.\nPor favor, envíennos su precio FOB.",
}


@tagged("post_install", "-at_install")
class TestLeadFactsTools(BaseCase):
    def test_numbers(self):
        for text, number in (
            ("1200", 1200),
            ("1,200", 1200),
            ("1 200.50", 1200.5),
            ("12,5", 12.5),
            ("1.200,50", 1200.5),
            ("2.000.000", 2000000),
            (3, 3),
            ("-4", -4),
        ):
            self.assertEqual(lead_facts.as_number(text), number)
        for text in (
            "500 pcs",
            "",
            "abc",
            None,
            True,
            float("inf"),
            float("nan"),
            "1e5",
            [],
            "9" * 40,
        ):
            self.assertIsNone(lead_facts.as_number(text))

    def test_language(self):
        for told, code in (
            ("es", "es"),
            ("es_MX", "es"),
            ("zh-Hans-CN", "zh"),
            ("Spanish", "es"),
            ("Klingon", ""),
            (None, ""),
        ):
            self.assertEqual(lead_facts.language_code(told), code)

    @given(st.dictionaries(st.sampled_from(lead_facts.FACTS), st.text() | st.floats() | st.none()))
    def test_cleaned_facts_can_be_stored(self, facts):
        for value in lead_facts.clean(facts).values():
            if isinstance(value, str):
                self.assertNotIn("\x00", value)
                value.encode()  # no half characters
                self.assertTrue(value)


@tagged("post_install", "-at_install")
class TestLeadFromFacts(LeadCommon):
    """What is told becomes a lead; what fits no field is written down."""

    def _create(self, facts):
        inquiry = self.inquiries.create({"channel_id": self.channel.id, "external_id": str(facts)})
        return inquiry._create_lead_from_facts(facts)

    def test_fields(self):
        lead = self._create(FACTS)
        self.assertEqual(lead.type, "lead")
        self.assertEqual(lead.name, "Folding garden chair – Jardines del Túria S.L.")
        self.assertEqual(lead.contact_name, "María Peña")
        self.assertEqual(lead.partner_name, "Jardines del Túria S.L.")
        self.assertEqual(lead.function, "Directora de compras")
        self.assertEqual(lead.email_normalized, "maria@jardinesdelturia.example")
        self.assertEqual(lead.phone_sanitized, "+34963123456")
        self.assertEqual((lead.country_id, lead.city), (self.spain, "Valencia"))
        self.assertEqual((lead.channel_id, lead.company_id), (self.channel, self.company))
        self.assertFalse(lead.partner_id)
        for text in ("sillas plegables", "2000", "pcs", "12.5", "USD"):
            self.assertIn(text, lead.description)

    def test_country_by_code_name_and_number(self):
        for country in ("ES", "es", "Spain", "spain "):
            self.assertEqual(self._create({"country": country}).country_id, self.spain)
        self.assertEqual(self._create({"phone": "+34 963 12 34 56"}).country_id, self.spain)
        lead = self._create({"country": "Atlantis"})
        self.assertFalse(lead.country_id)
        self.assertIn("Atlantis", lead.description)

    def test_language_of_the_words(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.assertEqual(self._create(FACTS).lang_id.code, "es_ES")
        self.assertEqual(self._create({"language": "Spanish"}).lang_id.code, "es_ES")

    def test_known_customer(self):
        lead = self._create({"email": self.contact.email, "contact_name": "A. Schmidt"})
        self.assertEqual(lead.partner_id, self.contact)
        self.assertEqual(lead.contact_name, "Anna Schmidt")
        colleague = self._create({"email": self.rep.email})
        self.assertFalse(colleague.partner_id)

    def test_poor_input(self):
        self.assertIn("?", self._create({}).name)
        lead = self._create(
            {"subject": "x" * 9000, "email": "no address", "message": "a\x00b\ud800"}
        )
        self.assertEqual(len(lead.name), 250)
        self.assertIn("ab", lead.description)
        script = self._create({"message": "<script>alert(1)</script>", "city": "<b>Rome</b>"})
        self.assertNotIn("<script", script.description)
        more = self._create({"more": {"Number of shops": "12"}})
        self.assertIn("Number of shops: 12", more.description)
