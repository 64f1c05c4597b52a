from odoo.tests import BaseCase, tagged

from ..tools import free_email, inquiry_facts, language, raw_email
from . import inquiry_samples

TO = "inquiry@exporter.example"


@tagged("post_install", "-at_install")
class TestRawEmail(BaseCase):
    """What is read off the bytes of a mail, without a database."""

    def _text(self, raw):
        return raw_email.parse(raw).get_body(("plain", "html")).get_content()

    def test_charsets_are_read_without_loss(self):
        text = "规格: 铝合金, 镕 €"
        for charset in ("gb18030", "utf-8"):
            for encoding in ("quoted-printable", "base64"):
                raw = inquiry_samples.plain(TO, text, charset, encoding=encoding)
                self.assertIn(text, self._text(raw))
        for charset, sample in (
            ("iso-8859-1", "Año, señor"),
            ("big5", "詢價單"),
            ("koi8-r", "Стулья"),
            ("shift_jis", "椅子の価格"),
        ):
            self.assertIn(sample, self._text(inquiry_samples.plain(TO, sample, charset)))

    def test_wider_charset_than_named(self):
        """朱镕基's 镕 is not in GB 2312, though mails with it say so."""
        raw = inquiry_samples.plain(TO, "镕先生", "gb18030", charset_name="gb2312")
        self.assertIn("镕先生", self._text(raw))

    def test_unknown_charset_and_naked_header(self):
        self.assertIn("新加坡", self._text(inquiry_samples.broken_charset(TO)))
        raw = inquiry_samples.raw_header_bytes(TO)
        self.assertEqual(raw_email.header(raw_email.read_headers(raw), "Subject"), "折叠椅询价单")

    def test_recipients(self):
        headers = raw_email.read_headers(inquiry_samples.many_recipients(TO))
        self.assertEqual(len(raw_email.recipients(headers)), 201)
        self.assertIn(TO, raw_email.recipients(headers))

    def test_external_id(self):
        raw = inquiry_samples.plain(TO, message_id="<one@buyer.example>")
        self.assertEqual(
            raw_email.external_id(raw, raw_email.read_headers(raw)), "<one@buyer.example>"
        )
        anonymous = raw.replace(b"Message-ID: <one@buyer.example>\n", b"")
        self.assertNotEqual(anonymous, raw)
        headers = raw_email.read_headers(anonymous)
        self.assertIn("@no-message-id>", raw_email.external_id(anonymous, headers))

    def test_who_wrote(self):
        for maker, kind in (
            (inquiry_samples.spanish, ""),
            (inquiry_samples.bounce, "bounce"),
            (inquiry_samples.auto_reply, "auto_reply"),
            (inquiry_samples.mailing_list, "list"),
        ):
            headers = raw_email.read_headers(maker(TO))
            self.assertEqual(raw_email.automatic_kind(headers), kind)
        headers = raw_email.read_headers(inquiry_samples.spanish(TO))
        self.assertTrue(raw_email.may_be_answered(headers, "maria@casa.example"))
        self.assertFalse(raw_email.may_be_answered(headers, "no-reply@casa.example"))
        self.assertFalse(raw_email.may_be_answered(headers, ""))
        for sender in ("owner-chairs@lists.example", "chairs-request@lists.example"):
            self.assertFalse(raw_email.may_be_answered(headers, sender))
        for told in ("X-Auto-Response-Suppress: DR, AutoReply", "List-Post: <mailto:l@x.example>"):
            headers = raw_email.read_headers(f"From: a@b.example\r\n{told}\r\n\r\nHi".encode())
            self.assertFalse(raw_email.may_be_answered(headers, "a@b.example"))

    def test_nothing_raises(self):
        for raw in (
            b"",
            b"\n\n",
            b"garbage",
            b"\xff\xfe\x00",
            b"From: \xe9\n\n\xff",
            b"Subject: x",
        ):
            message = raw_email.parse(raw)
            headers = raw_email.read_headers(raw)
            self.assertIsInstance(raw_email.header(headers, "Subject"), str)
            self.assertTrue(raw_email.external_id(raw, headers))
            self.assertFalse(raw_email.automatic_kind(headers))
            self.assertEqual(raw_email.references(message), [])


@tagged("post_install", "-at_install")
class TestInquiryFacts(BaseCase):
    names = {"china": "CN", "spain": "ES", "india": "IN", "united states": "US", "oman": "OM"}

    def test_languages(self):
        for code, text in {
            "es": inquiry_samples.SPANISH_TEXT,
            "zh": inquiry_samples.CHINESE_TEXT,
            "en": inquiry_samples.ENGLISH_TEXT,
            "fr": "Bonjour, nous sommes une société et nous cherchons des chaises pour nos clients",
            "de": "Sehr geehrte Damen und Herren, wir sind ein Händler und bitten Sie um Preise",
            "pt": "Prezados, somos uma empresa e gostaríamos de um orçamento para cadeiras",
            "ru": "Здравствуйте, нас интересуют складные стулья",
            "ar": "مرحبا، نحن مهتمون بالكراسي",
            "ja": "折りたたみ椅子の価格を教えてください",
            "ko": "접이식 의자 가격을 알려주세요",
        }.items():
            self.assertEqual(language.detect_language(text), code)

    def test_language_header_is_a_hint(self):
        self.assertEqual(language.detect_language("OK", "es-MX"), "es")
        self.assertEqual(language.detect_language(inquiry_samples.CHINESE_TEXT, "en-US"), "zh")
        self.assertEqual(language.detect_language(inquiry_samples.ENGLISH_TEXT, "de-DE"), "en")
        self.assertEqual(language.detect_language("", "", "gb18030"), "zh")
        self.assertEqual(language.detect_language(""), "")

    def test_installed_language(self):
        installed = ["en_US", "es_ES", "es_MX", "zh_CN"]
        self.assertEqual(language.pick_installed("es", installed), "es_ES")
        self.assertEqual(language.pick_installed("es", installed, "MX"), "es_MX")
        self.assertEqual(language.pick_installed("zh", installed), "zh_CN")
        self.assertEqual(language.pick_installed("ar", installed), "")

    def test_email_domain(self):
        self.assertEqual(free_email.company_domain("a@Casa-Verde.com.mx"), "casa-verde.com.mx")
        for address in ("a@gmail.com", "b@163.com", "c@vip.163.com", "", "nonsense"):
            self.assertEqual(free_email.company_domain(address), "")

    def test_country(self):
        def country(text="", phone="", domain=""):
            return inquiry_facts.find_country(text, phone, domain, self.names, "CN")

        self.assertEqual(country(phone="+34 963 12 34 56", domain="casa.mx"), "ES")
        self.assertEqual(country(domain="casa.com.mx"), "MX")
        self.assertEqual(country(domain="shop.co.uk"), "GB")
        self.assertEqual(country(domain="startup.io"), "")
        self.assertEqual(country("We buy from China.\nOur shop is in Spain."), "ES")
        self.assertEqual(country("Country: India", phone="+34 963 12 34 56"), "IN")
        self.assertEqual(country("We need chairs for women and us"), "")
        self.assertEqual(country("Shipping to USA"), "US")

    def test_phone_company_website(self):
        text = inquiry_samples.SPANISH_TEXT
        self.assertEqual(inquiry_facts.find_phone(text), "+34 963 12 34 56")
        self.assertEqual(inquiry_facts.find_phone("order 0012345 of 2026-01-01"), "")
        self.assertEqual(inquiry_facts.find_company(text, ""), "Jardines del Túria S.L.")
        self.assertEqual(inquiry_facts.find_company("Hello", "a@casa-verde.com.mx"), "Casa Verde")
        self.assertEqual(inquiry_facts.find_company("Hello", "a@gmail.com"), "")
        self.assertEqual(inquiry_facts.find_website(text), "www.jardinesdelturia.es")

    def test_quoted_text_is_not_theirs(self):
        text = "We take the offer, thank you.\n\nOn Mon, Lin Wei wrote:\n> Ningbo Garden Co., Ltd."
        self.assertEqual(inquiry_facts.own_words(text).strip(), "We take the offer, thank you.")
