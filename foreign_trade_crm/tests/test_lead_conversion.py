from odoo.tests import HttpCase, tagged

from odoo.addons.foreign_trade_crm.exceptions import GateError

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadConversion(LeadCommon):
    def setUp(self):
        super().setUp()
        self.lead = self._receive().lead_id
        self.lead.user_id = self.rep

    def _convert(self, user=None):
        wizard = (
            self.env["crm.lead2opportunity.partner"]
            .with_user(user or self.rep)
            .with_context(active_model="crm.lead", active_id=self.lead.id, active_ids=self.lead.ids)
            .create({"name": "convert", "action": "create"})
        )
        return wizard.action_apply()

    def test_company_contact_and_opportunity(self):
        self._convert()
        self.assertEqual(self.lead.type, "opportunity")
        contact = self.lead.partner_id
        self.assertEqual(contact.name, "María Peña")
        self.assertEqual(contact.email_normalized, "maria.pena@jardinesdelturia.es")
        self.assertFalse(contact.is_company)
        self.assertEqual(contact.parent_id.name, "Jardines del Túria S.L.")
        self.assertTrue(contact.parent_id.is_company)
        self.assertEqual(contact.parent_id.country_id, self.spain)
        self.assertEqual(self.lead.channel_id, self.channel)
        self.assertEqual(self.lead.user_id, self.rep)

    def test_other_doors_make_them_too(self):
        self.lead.with_user(self.rep).convert_opportunity(False)
        self.assertEqual(self.lead.type, "opportunity")
        self.assertEqual(self.lead.partner_id.parent_id.name, "Jardines del Túria S.L.")

    def test_lead_without_channel_converts_as_core(self):
        lead = self._lead(partner_name="Casa")
        lead.convert_opportunity(False)
        self.assertFalse(lead.partner_id)

    def test_unqualified_lead_is_refused(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["qualification"])
        partners = self.env["res.partner"].search_count([])
        for convert in (
            self._convert,
            lambda: self.lead.with_user(self.rep).convert_opportunity(False),
            lambda: self.lead.with_user(self.rep).write({"type": "opportunity"}),
        ):
            with self.assertRaises(GateError), self.env.cr.savepoint():
                convert()
            self.assertEqual(self.lead.type, "lead")
            self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.lead.with_user(self.rep).action_mark_valid()
        self._convert()
        self.assertEqual(self.lead.type, "opportunity")


@tagged("post_install", "-at_install")
class TestLeadReply(HttpCase, LeadCommon):
    def _answer(self, lead):
        self.authenticate(self.rep.login, self.rep.login)
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "crm.lead",
                "thread_id": lead.id,
                "post_data": {
                    "body": "Our price is USD 21.50",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                    "partner_ids": [],
                    "partner_emails": [lead.email_from],
                },
            },
        )

    def test_chatter_makes_a_contact_for_leads_without_a_channel(self):
        """As plain Odoo does: whoever takes no inquiries notices nothing."""
        self.rep.group_ids |= self.env.ref("base.group_partner_manager")
        lead = self._lead(email_from="Luis <luis@otra.example>", user_id=self.rep.id)
        self._answer(lead)
        self.assertTrue(
            self.env["res.partner"].search([("email_normalized", "=", "luis@otra.example")])
        )

    def test_chatter_makes_no_partner(self):
        lead = self._receive().lead_id
        lead.user_id = self.rep
        partners = self.env["res.partner"].search_count([])
        self._answer(lead)
        message = lead.message_ids[0]
        self.assertIn("21.50", message.body)
        self.assertEqual(message.outgoing_email_to, lead.email_from)
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertIn("maria.pena@jardinesdelturia.es", mail.email_to)
        self.assertEqual(mail.message_id, message.message_id)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertFalse(lead.partner_id)
        self.assertTrue(lead.first_response_at)
