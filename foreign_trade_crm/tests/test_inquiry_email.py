import base64
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import inquiry_samples
from .lead_common import LeadCommon

INQUIRY_LOGGER = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"


@tagged("post_install", "-at_install")
class TestInquiryEmail(LeadCommon):
    """From raw bytes at the mail gateway to a lead with what the mail tells."""

    def test_spanish_inquiry(self):
        self.env["res.lang"]._activate_lang("es_ES")
        raw = inquiry_samples.spanish(self.channel.alias_email, message_id="<es@turia.es>")
        inquiry = self._gateway(raw)
        self.assertEqual(inquiry.state, "processed")
        self.assertEqual(base64.b64decode(inquiry.raw), raw)
        self.assertEqual(inquiry.external_id, "<es@turia.es>")
        self.assertEqual(inquiry.language, "es")
        lead = inquiry.lead_id
        self.assertEqual(lead.type, "lead")
        self.assertEqual(lead.name, "Solicitud de cotización: sillas plegables de jardín")
        self.assertEqual(lead.contact_name, "María Peña")
        self.assertEqual(lead.partner_name, "Jardines del Túria S.L.")
        self.assertEqual(lead.email_normalized, "maria.pena@jardinesdelturia.es")
        self.assertEqual(lead.duplicate_domain, "jardinesdelturia.es")
        self.assertEqual(lead.phone, "+34 963 12 34 56")
        self.assertEqual(lead.country_id, self.spain)
        self.assertEqual(lead.lang_id.code, "es_ES")
        self.assertEqual(lead.channel_id, self.channel)
        self.assertEqual(lead.team_id, self.team)
        self.assertEqual(lead.company_id, self.company)
        self.assertFalse(lead.user_id, "the gateway's user is nobody's salesperson")
        self.assertFalse(lead.partner_id, "a lead makes no partner")
        self.assertEqual(lead.validity, "to_verify")
        self.assertIn("Estimados señores", lead.description)

    def test_attachment_and_thread(self):
        lead = self._receive(message_id="<es@turia.es>").lead_id
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        )
        self.assertEqual(attachment.name, "specification.pdf")
        self.assertEqual(attachment.raw, inquiry_samples.pdf())
        message = lead.message_ids.filtered(lambda m: m.message_type == "email")
        self.assertEqual(message.message_id, "<es@turia.es>")
        self.assertIn("sillas plegables", message.body)

    def test_chinese_inquiry(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        lead = self._receive(inquiry_samples.chinese).lead_id
        self.assertEqual(lead.name, "折叠椅询价")
        self.assertEqual(lead.contact_name, "陈嘉玲")
        self.assertEqual(lead.partner_name, "狮城户外用品有限公司")
        self.assertEqual(lead.country_id.code, "SG")
        self.assertEqual(lead.lang_id.code, "zh_CN")

    def test_language_not_installed(self):
        self.env["res.lang"].search([("code", "=like", "es%")]).active = False
        inquiry = self._receive()
        self.assertEqual(inquiry.language, "es")
        self.assertEqual(inquiry.lead_id.lang_id.code, "en_US")

    def test_channel_defaults(self):
        source = self.env["utm.source"].create({"name": "Trade portal"})
        self.channel.write(
            {"source_id": source.id, "product_category_ids": [(6, 0, self.chairs.ids)]}
        )
        lead = self._receive().lead_id
        self.assertEqual(lead.source_id, source)
        self.assertEqual(lead.product_category_ids, self.chairs)

    def test_same_message_twice(self):
        raw = inquiry_samples.spanish(self.channel.alias_email, message_id="<twice@turia.es>")
        inquiry = self._gateway(raw)
        self.assertFalse(self._gateway(raw))
        self.assertEqual(self.inquiries.search_count([("external_id", "=", "<twice@turia.es>")]), 1)
        self.assertEqual(
            self.env["crm.lead"].search_count([("channel_id", "=", self.channel.id)]), 1
        )
        self.assertEqual(inquiry.attempts, 1)

    def test_known_customer(self):
        sender = ("Anna Schmidt", self.contact.email)
        lead = self._receive(inquiry_samples.english, sender=sender).lead_id
        self.assertEqual(lead.partner_id, self.contact)
        self.assertEqual(lead.country_id.code, "DE")

    def test_buyer_answers_our_message(self):
        lead = self._receive().lead_id
        answer = lead.with_user(self.manager).message_post(
            body="Dear Ms Peña",
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
            outgoing_email_to=lead.email_from,
        )
        before = self.env["crm.lead"].search_count([])
        inquiry = self._receive(
            inquiry_samples.plain,
            sender=("María Peña", "maria.pena@jardinesdelturia.es"),
            in_reply_to=answer.message_id,
            message_id="<answer@turia.es>",
        )
        self.assertEqual(inquiry.lead_id, lead)
        self.assertEqual(inquiry.state, "processed")
        self.assertEqual(self.env["crm.lead"].search_count([]), before)
        self.assertIn("<answer@turia.es>", lead.message_ids.mapped("message_id"))

    def test_answer_to_catchall_goes_to_its_lead(self):
        """Odoo's own way, which stays as it is."""
        lead = self._receive(message_id="<first@turia.es>").lead_id
        raw = inquiry_samples.plain(
            "catchall@ningbo-garden.example",
            references="<first@turia.es>",
            message_id="<second@turia.es>",
        )
        self.assertFalse(self._gateway(raw))
        self.assertIn("<second@turia.es>", lead.message_ids.mapped("message_id"))

    def test_machines_make_no_lead(self):
        for maker in (inquiry_samples.auto_reply, inquiry_samples.bounce):
            inquiry = self._receive(maker)
            self.assertEqual(inquiry.state, "rejected")
            self.assertTrue(inquiry.error)
            self.assertFalse(inquiry.lead_id)
            self.assertTrue(inquiry.preview, "it stays readable")

    def test_bad_mail_becomes_a_lead(self):
        for maker in (
            inquiry_samples.without_sender,
            inquiry_samples.broken_charset,
            inquiry_samples.raw_header_bytes,
            inquiry_samples.many_recipients,
        ):
            inquiry = self._receive(maker, message_id=f"<{maker.__name__}@buyer.example>")
            self.assertEqual(inquiry.state, "processed", inquiry.error)
            self.assertTrue(inquiry.lead_id.name)
        inquiry = self._receive(inquiry_samples.plain, subtype="html")
        self.assertIn("wholesaler of garden furniture", inquiry.preview)
        self.assertIn("<p>", inquiry.lead_id.description)

    def test_script_does_not_survive(self):
        text = "<script>alert(1)</script><p onclick='x()'>Price please</p>"
        lead = self._receive(inquiry_samples.plain, text=text, subtype="html").lead_id
        self.assertNotIn("<script", lead.description)
        self.assertNotIn("onclick", lead.description)

    def _retry(self):
        progress = patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60)
        with progress:
            self.inquiries._cron_retry()

    @mute_logger(INQUIRY_LOGGER)
    def test_failure_is_kept_and_tried_again(self):
        with self._breaking(ValueError("the disk is full")):
            inquiry = self._receive()
            self.assertEqual(inquiry.state, "failed")
            self.assertIn("the disk is full", inquiry.error)
            self.assertTrue(inquiry.raw)
            self.assertGreater(inquiry.next_attempt_at, fields.Datetime.now())
            inquiry.next_attempt_at = fields.Datetime.now()
            self._retry()
            self.assertEqual((inquiry.state, inquiry.attempts), ("failed", 2))
        self._retry()
        self.assertEqual(inquiry.state, "failed", "its time has not come")
        inquiry.with_user(self.manager).action_retry()
        self.assertEqual(inquiry.state, "processed")
        self.assertFalse(inquiry.error)
        self.assertTrue(inquiry.lead_id)

    @mute_logger(INQUIRY_LOGGER)
    def test_back_off_ends(self):
        with self._breaking(ValueError("no")):
            inquiry = self._receive()
            waits = []
            while inquiry.next_attempt_at:
                waits.append(inquiry.next_attempt_at)
                inquiry._process()
        self.assertEqual(inquiry.attempts, 8)
        self.assertEqual(waits, sorted(waits))

    @mute_logger(INQUIRY_LOGGER)
    def test_one_failure_does_not_stop_the_next(self):
        with self._breaking(ValueError("no")):
            first = self._receive()
        second = self._receive(inquiry_samples.chinese)
        self.assertEqual((first.state, second.state), ("failed", "processed"))

    def test_many_mails(self):
        for raw in inquiry_samples.thousand(self.channel.alias_email, 40):
            self._gateway(raw)
        states = dict(
            self.inquiries._read_group(
                [("channel_id", "=", self.channel.id)], ["state"], ["__count"]
            )
        )
        self.assertEqual(states, {"processed": 32, "rejected": 8})

    def test_other_mail_goes_odoos_way(self):
        self.team.write({"alias_name": "export", "alias_domain_id": self.alias_domain.id})
        raw = inquiry_samples.english("export@ningbo-garden.example")
        self.assertFalse(self._gateway(raw))
        lead = self.env["crm.lead"].search([("name", "=", "Quotation request: folding chairs")])
        self.assertEqual(lead.team_id, self.team)
        self.assertFalse(lead.channel_id)

    def test_archived_channel_loses_nothing(self):
        self.channel.active = False
        self.assertEqual(self._receive().state, "processed")
