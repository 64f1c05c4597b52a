import runpy
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, Form, tagged

from ..tools import inquiry_class
from . import inquiry_samples, platform_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestInquiryClassWords(BaseCase):
    """What the words of an inquiry say it is, without a database."""

    def _propose(self, text, kind="email", **evidence):
        return inquiry_class.propose({"text": text, "kind": kind, **evidence})[0]

    def test_request_for_quotation(self):
        for text in (
            inquiry_samples.ENGLISH_TEXT,
            inquiry_samples.SPANISH_TEXT,
            inquiry_samples.CHINESE_TEXT,
            "Please send your best price for 2 x 40HQ of garden chairs",
            "Wir bitten um ein Angebot über 500 Stück",
            "Merci de nous envoyer un devis pour 300 pièces",
            "We need 500 pcs of folding chairs by May",
            "Necesitamos 2 contenedores de sombrillas",
            "我们需要 800 把折叠椅",
        ):
            self.assertEqual(self._propose(text), "rfq", text[:40])

    def test_question(self):
        for text in (
            "Do you have FDA approval?",
            "What is your MOQ",
            "¿Tienen catálogo?",
            "请问有没有 CE 认证",
            "Is this the right address?",
        ):
            self.assertEqual(self._propose(text), "question", text)
        found, reasons = inquiry_class.propose({"text": "Do you have FDA approval?"})
        self.assertIn(("asks_about", "FDA"), reasons)

    def test_lists_and_customs(self):
        self.assertEqual(self._propose("Anna Schmidt, buyer", "trade_fair"), "lead")
        self.assertEqual(self._propose("Shop Ltd., importer?", "directory"), "lead")
        self.assertEqual(self._propose("Shop Ltd.", "customs_data"), "prospect")
        self.assertEqual(self._propose("", "trade_fair", product="Chair", quantity="500"), "rfq")
        self.assertEqual(self._propose("Anna", is_list=True), "lead")

    def test_known_customer(self):
        self.assertEqual(self._propose("Same again please", customer="Grüne Gärten"), "repeat")
        self.assertEqual(self._propose("Is it FSC certified?", customer="Grüne Gärten"), "question")
        self.assertEqual(self._propose("Can we repeat our last order?", customer="G"), "repeat")
        self.assertEqual(self._propose("上次的可以返单吗", customer="G"), "repeat")
        self.assertEqual(self._propose("Please call", "customs_data", customer="G"), "repeat")

    def test_nothing_told(self):
        self.assertEqual(self._propose("Please call me"), "lead")
        self.assertEqual(self._propose("We are interested in your company"), "lead")
        self.assertEqual(self._propose("Ce produit est beau"), "lead")
        self.assertEqual(self._propose(""), "lead")


@tagged("post_install", "-at_install")
class TestInquiryClass(LeadCommon):
    """The proposal for an inquiry, applied by one click or at once."""

    def _receive_plain(self, text, **headers):
        headers.setdefault("subject", "Hello")
        inquiry = self._receive(inquiry_samples.plain, text=text, **headers)
        inquiry.lead_id.user_id = self.rep
        return inquiry

    def test_proposal_with_its_reasons(self):
        inquiry = self._receive(inquiry_samples.english)
        self.assertEqual(inquiry.proposed_class, "rfq")
        self.assertEqual(inquiry.class_state, "open")
        self.assertIn("1,200 folding", inquiry.class_reason)
        self.env["res.lang"]._activate_lang("zh_CN")
        self.assertTrue(inquiry.with_context(lang="zh_CN").class_reason)
        lead = inquiry.lead_id
        self.assertTrue(lead.has_proposal)
        self.assertEqual(lead.proposed_class, "rfq")
        found = self.env["crm.lead"].search([("has_proposal", "=", True)])
        self.assertIn(lead, found)
        others = self.env["crm.lead"].search([("has_proposal", "=", False)])
        self.assertNotIn(lead, others)
        finance = self.env["crm.lead"].with_user(self.finance)
        self.assertIn(lead, finance.search([("has_proposal", "=", True)]))

    def test_request_becomes_customer_and_opportunity(self):
        inquiry = self._receive(inquiry_samples.english)
        lead = inquiry.lead_id
        lead.user_id = self.rep
        action = lead.with_user(self.rep).action_apply_class()
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.partner_id.name, "Anna Schmidt")
        self.assertEqual(lead.partner_id.parent_id.name, "Elbe Garden Trading GmbH")
        self.assertEqual(lead.validity, "valid")
        self.assertEqual(inquiry.class_state, "applied")
        self.assertEqual(inquiry.class_applied_by_id, self.rep)
        self.assertEqual(action["res_id"], lead.id)
        self.assertFalse(lead.has_proposal)

    def test_question_becomes_customer_to_talk_to(self):
        inquiry = self._receive_plain("Do you have FDA approval?\n\nAnna, Elbe Trading GmbH")
        self.assertEqual(inquiry.proposed_class, "question")
        inquiry.with_user(self.rep).action_apply_class()
        lead = inquiry.lead_id
        customer = lead.partner_id.commercial_partner_id
        self.assertTrue(customer)
        self.assertEqual(lead.type, "lead")
        self.assertEqual(customer.activity_ids.user_id, self.rep)

    def test_importer_becomes_prospect(self):
        self.channel.kind = "customs_data"
        inquiry = self._receive_plain("Buyer: Elbe Garden Trading GmbH")
        inquiry.with_user(self.rep).action_apply_class()
        lead = inquiry.lead_id
        self.assertEqual(lead.type, "lead")
        self.assertFalse(lead.partner_id)
        self.assertEqual(lead.tag_ids.name, "Prospect")
        self.assertEqual(lead.activity_ids.user_id, self.rep)

    def test_card_stays_a_lead(self):
        self.channel.kind = "trade_fair"
        inquiry = self._receive_plain("Anna Schmidt")
        inquiry.with_user(self.rep).action_apply_class()
        self.assertEqual(inquiry.lead_id.type, "lead")
        self.assertFalse(inquiry.lead_id.partner_id)
        self.assertEqual(inquiry.class_state, "applied")

    def test_known_customer_gets_the_opportunity(self):
        """Known by address, or by the name of the company alone."""
        sender = ("Anna Schmidt", self.contact.email)
        inquiry = self._receive(inquiry_samples.english, sender=sender)
        self.assertEqual(inquiry.proposed_class, "repeat")
        inquiry.with_user(self.manager).action_apply_class()
        self.assertEqual(inquiry.lead_id.partner_id, self.contact)
        self.assertEqual(inquiry.lead_id.type, "opportunity")

        partners = self.env["res.partner"].search_count([])
        raw = platform_samples.generated(
            self.channel.alias_email, 7, **{"Company Name": "Gruene Gaerten GmbH", "Email": ""}
        )
        self.buyer.name = "Gruene Gaerten GmbH"
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["mail_patterns"])
        second = self._gateway(raw)
        self.assertEqual(second.proposed_class, "repeat")
        second.with_user(self.manager).action_apply_class()
        self.assertEqual(second.lead_id.partner_id.commercial_partner_id, self.buyer)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_a_customer_out_of_reach_is_not_named(self):
        """Known by a telephone number; the customer is in the pool."""
        policy = {"name": "Pools", "company_id": self.company.id}
        self.env["foreign.trade.pool.policy"].create(policy)
        self.buyer.phone = "+49 40 7654321"
        self.buyer.with_user(self.rep)._pool_release(
            self.env.ref("foreign_trade_crm.pool_reason_no_answer")
        )
        inquiry = self._receive_plain("Please send your price list. Phone: +49 40 7654321")
        lead = inquiry.lead_id
        lead.user_id = self.rep2
        self.env.invalidate_all()
        name = self.buyer.name
        self.assertEqual(inquiry.proposed_class, "repeat")
        self.assertIn(name, inquiry.with_user(self.manager).class_reason)
        own = lead.with_user(self.rep2)
        self.assertNotIn(name, own.class_reason)
        self.assertTrue(own.class_reason)
        [told] = own.inquiry_ids.read()
        self.assertNotIn(name, str(told))
        self.assertFalse(told["class_evidence"], "nor is its ID")
        inquiry.class_evidence = [["customer", name]]
        inquiry.flush_recordset()
        path = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-proposals.py"
        runpy.run_path(str(path))["migrate"](self.cr, "19.0.1.1.0")
        inquiry.invalidate_recordset()
        self.assertEqual(inquiry.class_evidence, [["customer", self.buyer.id]])

    def test_requirement_line_of_a_platform_mail(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["mail_patterns"])
        raw = platform_samples.ready("alibaba", self.channel.alias_email)
        line = self._gateway(raw).lead_id.requirement_line_ids
        self.assertEqual(line.name, "Folding garden chair GC-100")
        self.assertEqual(line.quantity, 1200)
        self.assertEqual(line.uom_id, self.env.ref("uom.product_uom_unit"))
        self.assertEqual((line.target_price, line.currency_id), (11.8, self.usd))

    def test_unattended_only_where_trusted(self):
        self.assertEqual(self._receive(inquiry_samples.english).lead_id.type, "lead")
        self.channel.trusted = True
        inquiry = self._receive(inquiry_samples.spanish)
        self.assertEqual(inquiry.class_state, "applied")
        self.assertEqual(inquiry.lead_id.type, "opportunity")
        self.assertTrue(inquiry.lead_id.partner_id)

    def test_gate_refuses_conversion(self):
        """The proposal waits, with the reason; the inquiry stays processed."""
        model = "foreign.trade.gate.rule"
        self.env[model].create(
            {
                "name": "Street first",
                "message": "Enter the street.",
                "transition": "convert",
                "company_id": self.company.id,
                "field_ids": [(6, 0, self.env["ir.model.fields"]._get("crm.lead", "street").ids)],
            }
        )
        self.channel.trusted = True
        inquiry = self._receive(inquiry_samples.english)
        self.assertEqual(inquiry.state, "processed")
        self.assertEqual(inquiry.class_state, "open")
        self.assertTrue(inquiry.class_error)
        self.assertFalse(inquiry.lead_id.partner_id, "nothing half done")
        inquiry.lead_id.user_id = self.rep
        with self.assertRaises(UserError):
            inquiry.with_user(self.rep).action_apply_class()
        other = self._receive(inquiry_samples.mailing_list)
        both = (inquiry | other).with_user(self.manager)
        action = both.action_apply_class()
        self.assertIn("Refused", action["params"]["message"])

    def test_list_action(self):
        inquiries = self._receive(inquiry_samples.english) | self._receive()
        inquiries.lead_id.user_id = self.rep
        action = inquiries.lead_id.with_user(self.rep).action_apply_class()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(set(inquiries.lead_id.mapped("type")), {"opportunity"})

    def test_dismiss(self):
        inquiry = self._receive(inquiry_samples.english)
        inquiry.lead_id.user_id = self.rep
        inquiry.lead_id.with_user(self.rep).action_dismiss_class()
        self.assertEqual(inquiry.class_state, "dismissed")
        self.assertEqual(inquiry.lead_id.type, "lead")
        self.assertFalse(inquiry.lead_id.has_proposal)

    def test_an_answer_is_not_proposed_again(self):
        first = self._receive(message_id="<first@turia.es>")
        second = self._receive(references="<first@turia.es>")
        self.assertEqual(second.lead_id, first.lead_id)
        self.assertFalse(second.class_state)

    def test_who_may_not(self):
        inquiry = self._receive(inquiry_samples.english)
        inquiry.lead_id.user_id = self.rep
        for user in (self.rep2, self.finance):
            with self.assertRaises(AccessError):
                inquiry.with_user(user).action_apply_class()
        with self.assertRaises(AccessError):
            inquiry.lead_id.with_user(self.rep2).action_apply_class()
        with self.assertRaises(AccessError):
            inquiry.with_user(self.rep).write({"class_state": "applied"})
        with self.assertRaises(AccessError):
            self.channel.with_user(self.rep).trusted = True

    def test_list_costs_one_query(self):
        leads = self._receive(inquiry_samples.english).lead_id | self._receive().lead_id
        leads = leads.with_user(self.manager)
        leads.mapped("type"), leads.mapped("active")
        with self.assertQueryCount(1):
            leads.mapped("proposed_class")

    def test_lead_form_opens(self):
        lead = self._receive(inquiry_samples.english).lead_id
        lead.user_id = self.rep
        with Form(lead.with_user(self.rep)) as form:
            self.assertTrue(form.has_proposal)
