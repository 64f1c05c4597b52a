import re
from unittest.mock import patch

from lxml import html

from odoo.tests import HttpCase, tagged

from ..models import foreign_trade_channel_form
from .web_common import WebhookCommon


@tagged("post_install", "-at_install")
class TestInquiryForm(WebhookCommon, HttpCase):
    """The public page of a channel, as a visitor without an account uses it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.env["foreign.trade.channel"].create(
            {"name": "Contact page", "kind": "website", "company_id": cls.company.id}
        )
        cls.page.web_form = True
        cls.path = f"/foreign_trade/inquiry/{cls.page.web_key}/form"
        cls.fields = {
            "contact_name": "María Peña",
            "company_name": "Jardines del Túria S.L.",
            "email": "maria@jardinesdelturia.example",
            "phone": "+34 963 12 34 56",
            "country": "ES",
            "product": "Folding chair",
            "quantity": "2000 pcs",
            "message": "Estamos interesados en sus sillas. ¿Cuál es el precio?",
        }

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(foreign_trade_channel_form, "MIN_SECONDS", 0))

    def _load(self, **headers):
        response = self.url_open(self.path, headers=headers)
        self.assertEqual(response.status_code, 200)
        return html.fromstring(response.text)

    def _token(self):
        return self._load().xpath("//input[@name='token']/@value")[0]

    def _send(self, token=None, **fields):
        data = {**self.fields, "token": token or self._token(), **fields}
        return self.url_open(self.path, data=data)

    def test_a_visitor_writes(self):
        response = self._send()
        self.assertEqual(response.status_code, 200)
        self.assertIn("/thanks", response.url)
        self.assertIn("Thank you", response.text)
        inquiry = self._log(self.page)
        self.assertEqual((inquiry.state, inquiry.payload_type), ("processed", "form"))
        lead = inquiry.lead_id
        self.assertEqual(lead.contact_name, "María Peña")
        self.assertEqual(lead.country_id, self.spain)
        self.assertEqual(lead.phone_sanitized, "+34963123456")
        self.assertEqual(lead.requirement_line_ids.quantity, 2000)
        self.assertEqual(inquiry.language, "es")

    def test_sent_twice_is_one(self):
        token = self._token()
        self._send(token)
        self.assertIn("Thank you", self._send(token).text)
        self.assertEqual(len(self._log(self.page)), 1)

    def test_robots(self):
        response = self._send(fax_number="+1 555")
        self.assertIn("Thank you", response.text, "a robot is not told")
        trapped = self._log(self.page)
        self.assertEqual(trapped.state, "rejected")
        self.assertFalse(trapped.lead_id)
        for token in ("x", "1.2.3.4", self._token()[:-1] + "!"):
            response = self._send(token)
            self.assertEqual(response.status_code, 422)
            self.assertIn("send it again", response.text)
            self.assertIn("María Peña", response.text, "what was written is kept")
        with patch.object(foreign_trade_channel_form, "MIN_SECONDS", 3):
            self.assertEqual(self._send().status_code, 422)
        self.assertEqual(len(self._log(self.page)), 1)

    def test_what_is_missing_is_said(self):
        response = self._send(contact_name=" ", email="nobody", phone="12", message="")
        self.assertEqual(response.status_code, 422)
        page = html.fromstring(response.text)
        self.assertEqual(len(page.xpath("//p[@class='error']")), 4)
        response = self._send(email="", phone="")
        self.assertIn("e-mail address or a phone number", response.text)
        self.assertFalse(self._log(self.page))

    def test_rate(self):
        codes = [self._send(message=f"Question {number}").status_code for number in range(11)]
        self.assertEqual(codes, [200] * 10 + [429])
        self.assertEqual(len(self._log(self.page)), 10)

    def test_language_of_the_visitor(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["res.lang"]._activate_lang("es_ES")
        country = self.env.ref("base.de").with_context(lang="es_ES")
        country.name = "Alemania"
        page = self._load(**{"Accept-Language": "es-MX,es;q=0.9,en;q=0.8"})
        self.assertEqual(page.get("lang"), "es-ES")
        self.assertIn("Alemania", page.xpath("//option[@value='DE']/text()"))
        self.assertEqual(self._load(**{"Accept-Language": "zh-Hans-CN"}).get("lang"), "zh-CN")
        self.assertEqual(self._load(**{"Accept-Language": "xx"}).get("lang"), "en-US")
        chosen = self.url_open(f"{self.path}?lang=zh_CN")
        self.assertEqual(html.fromstring(chosen.text).get("lang"), "zh-CN")

    def test_everything_in_the_language_of_the_visitor(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.env["ir.module.module"]._load_module_terms(["foreign_trade_crm"], ["ar_001"])
        token = self._token()
        page = self._load(**{"Accept-Language": "ar-SA,ar;q=0.9"})
        self.assertEqual((page.get("lang"), page.get("dir")), ("ar-001", "rtl"))
        texts = "//h1//text() | //label[@for!='fax_number']/text() | //button/text()"
        own = "".join(page.xpath(texts))
        hints = "".join(page.xpath("//input/@placeholder"))
        self.assertIn("قطعة", hints)
        self.assertFalse(re.findall("[A-Za-z]{3,}", own.replace("WhatsApp", "")))
        wrong = {"contact_name": "", "email": "nobody", "phone": "12", "message": ""}
        response = self._send(token, lang="ar_001", **wrong)
        errors = html.fromstring(response.text).xpath("//p[@class='error']/text()")
        self.assertEqual(len(errors), 4)
        self.assertFalse(re.findall("[A-Za-z]", "".join(errors)))
        self.assertIn("مراجعة", self._send("x", lang="ar_001").text)
        thanks = self._send(token, lang="ar_001")
        self.assertIn("lang=ar_001", thanks.url)
        self.assertIn("شكرًا", thanks.text)
        self.assertNotIn("Thank you", thanks.text)

    def test_language_that_is_not_there(self):
        """As the acknowledgement does: English, whatever was asked for."""
        self.assertEqual(self._load(**{"Accept-Language": "pt-BR"}).get("lang"), "en-US")
        chosen = self.url_open(f"{self.path}?lang=fr_FR")
        self.assertEqual(html.fromstring(chosen.text).get("lang"), "en-US")
        self.assertIn("What are you looking for?", chosen.text)

    def test_hostile_text(self):
        response = self._send(email="nobody", contact_name='"><script>alert(1)</script>')
        self.assertNotIn("<script", re.sub(r"(?s)<head>.*?</head>", "", response.text))
        self._send(message="<img src=x onerror=alert(1)>\x00")
        self.assertNotIn("<img", self._log(self.page).lead_id.description)

    def test_only_where_it_is_switched_on(self):
        self.assertEqual(self.url_open(f"{self.path[:-5]}x/form").status_code, 404)
        self.page.active = False
        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.page.write({"active": True, "web_form": False})
        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.assertEqual(self._post_raw(b"{}"), 404, "a form is no webhook")

    def _post_raw(self, raw):
        return self.url_open(self.path.removesuffix("/form"), data=raw).status_code

    def test_no_secret_on_the_page(self):
        self.page.webhook_format = "generic"
        text = self.url_open(self.path).text
        self.assertNotIn(self.page.webhook_secret, text)
        self.assertIn(self.page.web_form_url, self.page.web_form_snippet)
