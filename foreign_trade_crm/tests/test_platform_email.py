from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from . import inquiry_samples, platform_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestPlatformEmail(LeadCommon):
    """Notification mails of platforms: the lead is the buyer's, not the platform's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["mail_patterns"])
        cls.patterns = cls.env["foreign.trade.mail.pattern"].search(
            [("company_id", "=", cls.company.id)]
        )
        cls.channel.kind = "platform"

    def _lead_of(self, code, **headers):
        return self._gateway(platform_samples.ready(code, self.channel.alias_email, **headers))

    def _acknowledgements(self, lead):
        return lead.message_ids.filtered(lambda message: message.message_type == "auto_comment")

    def test_alibaba(self):
        inquiry = self._lead_of("alibaba")
        lead = inquiry.lead_id
        self.assertEqual(inquiry.state, "processed", inquiry.error)
        self.assertEqual(inquiry.mail_pattern_id.name, "Alibaba")
        self.assertEqual(inquiry.platform_reference, "180224519906")
        self.assertEqual(lead.name, "Folding garden chair GC-100 – Elbe Garden Trading GmbH")
        self.assertEqual(lead.contact_name, "Anna Schmidt")
        self.assertEqual(lead.partner_name, "Elbe Garden Trading GmbH")
        self.assertEqual(lead.email_normalized, "a.schmidt@elbe-garden.example")
        self.assertEqual(lead.country_id.code, "DE")
        self.assertEqual(lead.phone, "+49 40 1234567")
        self.assertEqual(lead.platform_reply_to, "buyer-8841209@message.alibaba.com")
        self.assertIn("CIF Hamburg", lead.description)
        self.assertNotIn("Reply now", lead.description)
        self.assertFalse(lead.partner_id)

    def test_global_sources_stacked_labels(self):
        """No address of the buyer: answers go through the platform."""
        lead = self._lead_of("global_sources").lead_id
        self.assertEqual(lead.contact_name, "Marc Tremblay")
        self.assertEqual(lead.function, "Purchasing Manager")
        self.assertEqual(lead.partner_name, "Maple Ridge Home & Garden Inc.")
        self.assertEqual(lead.country_id.code, "CA")
        self.assertEqual(lead.city, "Toronto")
        self.assertEqual(lead.email_normalized, "rfi+7730021@reply.globalsources.com")
        self.assertEqual(lead.platform_reply_to, "rfi+7730021@reply.globalsources.com")
        self.assertEqual(lead.duplicate_domain, "mapleridge-garden.example", "not the platform")
        self.assertIn("Solar garden lights", lead.name)

    def test_made_in_china_html(self):
        self.env["res.lang"]._activate_lang("es_ES")
        lead = self._lead_of("made_in_china").lead_id
        self.assertEqual(lead.contact_name, "Lucía Fernández")
        self.assertEqual(lead.partner_name, "Casa Jardín S.A. de C.V.")
        self.assertEqual(lead.email_normalized, "lucia@casajardin.example")
        self.assertEqual(lead.country_id.code, "MX")
        self.assertEqual(lead.street, "Av. Reforma 222, Cuauhtémoc")
        self.assertEqual(lead.lang_id.code, "es_ES")
        self.assertIn("800 cajas", lead.description)
        self.assertIn("800", lead.description)

    def test_plain_and_html_read_alike(self):
        for number in range(4):
            leads = [
                self._gateway(
                    platform_samples.generated(
                        self.channel.alias_email, number, is_html, **{"Inquiry ID": ""}
                    )
                ).lead_id
                for is_html in (False, True)
            ]
            name, company, *_rest = platform_samples.BUYERS[number]
            for lead in leads:
                self.assertEqual(lead.contact_name, name)
                self.assertEqual(lead.partner_name, company)
                self.assertTrue(lead.country_id)
                self.assertIn("Thank you", lead.description)

    def test_a_reminder_joins_its_lead(self):
        first = self._lead_of("alibaba").lead_id
        second = self._lead_of("alibaba")
        self.assertEqual(second.lead_id, first)
        mails = first.message_ids.filtered(lambda message: message.message_type == "email")
        self.assertEqual(len(mails), 2)

    def test_the_buyer_is_acknowledged_not_the_platform(self):
        lead = self._lead_of("alibaba").lead_id
        sent = self._acknowledgements(lead)
        self.assertEqual(sent.outgoing_email_to, "a.schmidt@elbe-garden.example")
        self.assertFalse(self._acknowledgements(self._lead_of("global_sources").lead_id))
        self.patterns.acknowledge = False
        self.assertFalse(self._acknowledgements(self._lead_of("made_in_china").lead_id))

    def test_answering_suggests_the_buyer(self):
        lead = self._lead_of("alibaba").lead_id
        suggested = lead._message_get_suggested_recipients(reply_discussion=True)
        emails = " ".join(recipient["email"] or "" for recipient in suggested)
        self.assertIn("a.schmidt@elbe-garden.example", emails)
        self.assertNotIn("feedback@", emails)

    def test_known_customer_of_the_platform_mail(self):
        self.contact.email = "a.schmidt@elbe-garden.example"
        lead = self._lead_of("alibaba").lead_id
        self.assertEqual(lead.partner_id, self.contact)

    def test_a_contact_of_the_platform_is_not_the_buyer(self):
        self.env["res.partner"].create({"name": "Alibaba", "email": "feedback@service.alibaba.com"})
        self.assertFalse(self._lead_of("alibaba").lead_id.partner_id)

    def test_not_recognised_stays_readable(self):
        raw = inquiry_samples.plain(
            self.channel.alias_email,
            "Your shop has 12 new visitors.",
            sender=("Alibaba.com", "feedback@service.alibaba.com"),
        )
        inquiry = self._gateway(raw)
        self.assertEqual(inquiry.state, "processed")
        self.assertFalse(inquiry.mail_pattern_id)
        self.assertIn("12 new visitors", inquiry.lead_id.description)

    def test_partly_recognised_keeps_the_rest(self):
        """Without its message, the lead shows the whole mail."""
        raw = platform_samples.ready("alibaba", self.channel.alias_email)
        lead = self._gateway(raw.replace(b"\nMessage:\n", b"\nThe buyer wrote\n")).lead_id
        self.assertEqual(lead.contact_name, "Anna Schmidt")
        self.assertIn("coating passes REACH", lead.description)

    def test_only_its_channels_and_company(self):
        other = self.env["foreign.trade.channel"].create(
            {"name": "Other", "company_id": self.company.id}
        )
        self.patterns.channel_ids = other
        inquiry = self._lead_of("alibaba")
        self.assertFalse(inquiry.mail_pattern_id)
        self.assertEqual(inquiry.lead_id.email_normalized, "feedback@service.alibaba.com")

    def test_without_patterns_no_query(self):
        self.patterns.active = False
        model = self.env["foreign.trade.mail.pattern"]
        model._get_active_patterns()
        with self.assertQueryCount(0):
            self.assertFalse(model._read_mail(None, self.channel)[0])

    def test_dangerous_expressions_are_refused(self):
        pattern = self.patterns[:1]
        for expression in ("(a+)+$", r"(\w+\s?)*:", "(", r"(.)\1", ".*.*.*", "x" * 301):
            with self.assertRaises(ValidationError, msg=expression):
                pattern.with_user(self.manager).line_ids = [
                    (
                        0,
                        0,
                        {"field": "email", "method": "expression", "expression": expression},
                    )
                ]

    def test_try_it(self):
        pattern = self.patterns.filtered(lambda one: one.name == "Alibaba")
        pattern = pattern.with_user(self.manager)
        self.assertIn("Elbe Garden Trading GmbH", pattern.sample_result)
        self.assertIn("The buyer is recognised", pattern.sample_result)
        pattern.sample = "Buyer: Ann <script>\nEmail: ann@shop.example"
        self.assertIn("ann@shop.example", pattern.sample_result)
        self.assertNotIn("<script>", pattern.sample_result)
        pattern.sample = "From: a@other.example\nSubject: Hi\n\nBuyer: Ann"
        self.assertIn("Such a mail is not read with this pattern", pattern.sample_result)
        pattern.sample = False
        self.assertFalse(pattern.sample_result)

    def test_patterns_are_the_managers(self):
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self.patterns.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self.patterns.line_ids.with_user(user).write({"stops": "x"})
        company = self._create_exporter("Another Exporter")
        stranger = self._create_user(
            "other_manager", "foreign_trade_crm.group_sales_manager", company
        )
        model = self.env["foreign.trade.mail.pattern"].with_user(stranger)
        found = model.with_context(allowed_company_ids=company.ids).search([])
        self.assertFalse(found & self.patterns)
