import json

from odoo.tests import Form, HttpCase, tagged

from . import inquiry_samples
from .lead_common import LeadCommon


class LeadReplyCommon(LeadCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rep.group_ids += cls.env.ref("base.group_partner_manager")
        cls.lead = cls._receive(inquiry_samples.english).lead_id
        cls.lead.user_id = cls.rep
        cls.address = "a.schmidt@elbe-garden.de"
        cls.partners = cls._count()

    @classmethod
    def _count(cls):
        return cls.env["res.partner"].search_count([])

    def _composer(self, lead=None, **context):
        lead = lead or self.lead
        model = self.env["mail.compose.message"].with_user(self.rep)
        return model.with_context(
            default_model="crm.lead",
            default_res_ids=lead.ids,
            default_composition_mode="comment",
            **context,
        )

    def _template(self, **values):
        return self.env["mail.template"].create(
            {
                "name": "Catalogue",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "subject": "Our catalogue",
                "body_html": "<p>Here it is</p>",
                **values,
            }
        )

    def _assert_written_to(self, message, *emails):
        self.assertEqual(self._count(), self.partners, "no contact is made of the buyer")
        for email in emails:
            self.assertIn(email, message.outgoing_email_to or "")


@tagged("post_install", "-at_install")
class TestLeadReply(LeadReplyCommon):
    """Answering an inquiry makes no contact, whatever door the answer goes through."""

    def test_suggested_recipients(self):
        lead = self.lead.with_user(self.rep)
        for no_create in (True, False):
            suggested = lead._message_get_suggested_recipients(
                reply_discussion=True, no_create=no_create
            )
            self.assertEqual(self._count(), self.partners)
            mine = [one for one in suggested if self.address in (one["email"] or "")]
            self.assertEqual(len(mine), 1)
            self.assertFalse(mine[0]["partner_id"])

    def test_find_or_create_only_finds(self):
        lead = self.lead.with_user(self.rep)
        found = lead._partner_find_from_emails_single([self.address, self.contact.email])
        self.assertEqual(found, self.contact)
        listed = lead._mail_find_partner_from_emails([self.address], lead, force_create=True)
        self.assertFalse(listed[0])
        self.assertEqual(self._count(), self.partners)

    def test_opportunities_and_plain_leads_are_odoos(self):
        plain = self._lead(email_from="someone@plain.example", user_id=self.rep.id)
        both = plain | self.lead.with_user(self.rep)
        found = both._partner_find_from_emails(
            {plain: ["someone@plain.example"], both[1]: [self.address]}
        )
        self.assertTrue(found[plain.id])
        self.assertFalse(found[self.lead.id])

    def test_full_composer(self):
        """As the web client opens it: an address, and an empty recipient for it."""
        composer = self._composer(
            clicked_on_full_composer=True,
            default_partner_ids=[False],
            default_outgoing_email_to=f'"Anna Schmidt" <{self.address}>',
            default_subtype_xmlid="mail.mt_comment",
        )
        form = Form(composer)
        self.assertTrue(form.is_inquiry)
        self.assertIn(self.address, form.outgoing_email_to)
        form.body = "<p>Dear Ms Schmidt</p>"
        message = form.save()._action_send_mail()[1]
        self._assert_written_to(message, self.address)
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertIn(self.address, " ".join(filter(None, mails.mapped("email_to"))))
        self.assertFalse(self.lead.partner_id)
        self.assertTrue(self.lead.first_response_at)

    def test_reply_all(self):
        incoming = self.lead.message_ids.filtered(lambda one: one.message_type == "email")
        form = Form(
            self._composer(
                default_parent_id=incoming.id,
                default_composition_comment_option="reply_all",
                default_partner_ids=[],
            )
        )
        self.assertIn(self.address, form.outgoing_email_to)
        message = form.save()._action_send_mail()[1]
        self._assert_written_to(message, self.address)

    def test_templates(self):
        for values in (
            {"use_default_to": True},
            {"email_to": "{{ object.email_from }}", "use_default_to": False},
        ):
            template = self._template(**values)
            form = Form(self._composer(default_template_id=template.id))
            self.assertIn(self.address, form.outgoing_email_to, values)
            message = form.save()._action_send_mail()[1]
            self._assert_written_to(message, self.address)

    def test_a_note_goes_to_nobody(self):
        form = Form(
            self._composer(
                default_subtype_xmlid="mail.mt_note",
                default_outgoing_email_to=self.address,
            )
        )
        self.assertFalse(form.is_inquiry)
        message = form.save()._action_send_mail()[1]
        self.assertFalse(message.outgoing_email_to)

    def test_no_recipient_is_added_unasked(self):
        """A composer that a program opens without recipients writes to followers only."""
        message = Form(self._composer()).save()._action_send_mail()[1]
        self.assertFalse(message.outgoing_email_to)

    def test_mass_mail_and_batch(self):
        other = self._receive().lead_id
        other.user_id = self.rep
        plain = self._lead(email_from="plain@plain.example", user_id=self.rep.id)
        leads = self.lead | other | plain.sudo()
        before = self._count()
        template = self._template(email_to="{{ object.email_from }}", use_default_to=False)
        composer = self._composer(leads).create(
            {"composition_mode": "mass_mail", "template_id": template.id}
        )
        mails = composer._action_send_mail()[0]
        to = " ".join(filter(None, mails.mapped("email_to")))
        self.assertIn(self.address, to)
        self.assertIn("maria.pena@jardinesdelturia.es", to)
        self.assertEqual(self._count(), before + 1, "a lead without a channel is Odoo's")
        composer = self._composer(self.lead | other).create({"template_id": template.id})
        messages = composer._action_send_mail()[1]
        self.assertEqual(len(messages), 2)
        self.assertEqual(self._count(), before + 1)
        self.assertIn(self.address, " ".join(messages.mapped("outgoing_email_to")))

    def test_scheduled(self):
        composer = self._composer(default_outgoing_email_to=self.address).create(
            {"body": "<p>Later</p>", "subject": "Later", "scheduled_date": "2030-01-01 00:00:00"}
        )
        scheduled = composer._action_schedule_message()
        scheduled.with_user(self.rep).post_message()
        message = self.lead.message_ids.filtered(lambda one: one.subject == "Later")
        self._assert_written_to(message, self.address)

    def test_conversion_still_makes_the_customer(self):
        self.lead.with_user(self.manager).convert_opportunity(self.env["res.partner"])
        self.assertEqual(self.lead.partner_id.name, "Anna Schmidt")


@tagged("post_install", "-at_install")
class TestLeadReplyDoors(LeadReplyCommon, HttpCase):
    """The chatter's own requests, as the web client sends them."""

    def _call(self, route, **params):
        self.authenticate(self.rep.login, self.rep.login)
        response = self.url_open(
            route,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        self.assertNotIn("error", response.json())
        return response.json()["result"]

    def test_doors(self):
        thread = {"thread_model": "crm.lead", "thread_id": self.lead.id}
        self.assertEqual(
            self._call("/mail/partner/from_email", **thread, emails=[self.address]), []
        )
        self.assertEqual(self._call("/mail/thread/recipients", **thread), [])
        self._call("/mail/thread/recipients/get_suggested_recipients", **thread)
        data = {
            "body": "Dear Ms Schmidt",
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
            "partner_ids": [],
            "partner_emails": [self.address],
        }
        self._call("/mail/message/post", **thread, post_data=data)
        message = self.lead.message_ids.filtered(lambda one: "Dear Ms" in (one.body or ""))
        self._assert_written_to(message, self.address)
