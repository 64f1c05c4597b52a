import base64
import logging
import time
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import raw_email
from . import inquiry_samples
from .broken_mails import BrokenMails
from .lead_common import LeadCommon

_logger = logging.getLogger(__name__)
INQUIRY = "odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"
NOISE = (INQUIRY, "odoo.addons.mail.models.mail_thread", "odoo.addons.base.models.ir_mail_server")


@tagged("post_install", "-at_install")
class TestGatewayThousand(LeadCommon):
    """A thousand mails through the gateway, two of three broken: nothing is lost."""

    def _log(self):
        return self.inquiries.search([("channel_id", "=", self.channel.id)])

    @mute_logger(*NOISE)
    def test_a_thousand_mails(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["mail_patterns"])
        sent, kinds = {}, {}
        for kind, raw in BrokenMails(self.channel.alias_email).make(1000):
            external_id = raw_email.external_id(raw, raw_email.read_headers(raw))
            sent.setdefault(external_id, raw)
            kinds.setdefault(external_id, kind)
            self.env["mail.thread"].message_process(False, raw)
        log = self._log()
        stored = {inquiry.external_id: inquiry for inquiry in log}
        lost = {kinds[one] for one in sent.keys() - stored.keys()}
        self.assertFalse(lost, "kinds of mails that are not in the log")
        self.assertEqual(len(log), len(sent), "and none is there twice")
        failed = {
            kinds[one.external_id]: one.error for one in log.filtered(lambda i: i.state == "failed")
        }
        self.assertFalse(failed)
        for external_id, inquiry in stored.items():
            self.assertEqual(base64.b64decode(inquiry.raw), sent[external_id])
            self.assertIsInstance(inquiry.preview or "", str)
            wanted = inquiry.state == "processed"
            self.assertEqual(bool(inquiry.lead_id), wanted, kinds[external_id])
        rejected = {kinds[one.external_id] for one in log.filtered(lambda i: not i.lead_id)}
        self.assertEqual(rejected, {"auto_reply", "bounce", "delivery_report"})

    @mute_logger(*NOISE)
    def test_whatever_fails_fails_alone(self):
        """Every seventh lead cannot be made: its mail is kept, the others go on."""
        model = type(self.env["crm.lead"])
        create, made = model.message_new, []

        def message_new(leads, msg_dict, custom_values=None):
            made.append(1)
            if len(made) % 7 == 0:
                raise ZeroDivisionError("seventh")
            return create(leads, msg_dict, custom_values=custom_values)

        with patch.object(model, "message_new", message_new):
            for _kind, raw in BrokenMails(self.channel.alias_email, seed=2).make(60):
                self.env["mail.thread"].message_process(False, raw)
        log = self._log()
        failed = log.filtered(lambda inquiry: inquiry.state == "failed")
        self.assertTrue(failed)
        self.assertFalse(failed.lead_id)
        self.assertTrue(all(failed.mapped("raw")))
        failed.with_user(self.manager).action_retry()
        self.assertEqual(set(failed.mapped("state")), {"processed"})

    def _timed(self, raw):
        start = time.monotonic()
        inquiry = self._gateway(raw)
        _logger.info("%s bytes in %.1f s", len(raw), time.monotonic() - start)
        # far more than it takes on an idle machine
        self.assertLess(time.monotonic() - start, 60)
        self.assertEqual(inquiry.state, "processed", inquiry.error)
        self.assertEqual(base64.b64decode(inquiry.raw), raw)
        self.assertLess(len(inquiry.lead_id.description), 300_000)
        self.assertLess(len(inquiry.preview), 50_000)
        return inquiry

    def test_twenty_megabytes_of_text(self):
        text = "We would like to buy 1,200 chairs, please quote.\n" * 420_000
        inquiry = self._timed(inquiry_samples.plain(self.channel.alias_email, text))
        self.assertIn("1,200 chairs", inquiry.lead_id.description)
        message = inquiry.lead_id.message_ids.filtered(lambda one: one.message_type == "email")
        self.assertIn("inquiry log", message.body, "it says where the rest is")

    def test_twenty_megabytes_of_html(self):
        text = "We would like to buy 1,200 chairs, please quote.\n" * 360_000
        inquiry = self._timed(inquiry_samples.plain(self.channel.alias_email, text, subtype="html"))
        self.assertIn("1,200 chairs", inquiry.lead_id.description)

    def test_twenty_megabytes_attached(self):
        attachment = inquiry_samples.pdf("Specification") + b"\x00" * 15_000_000
        with patch.object(inquiry_samples, "pdf", return_value=attachment):
            raw = inquiry_samples.english(self.channel.alias_email)
        inquiry = self._timed(raw)
        attached = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", inquiry.lead_id.id)]
        )
        self.assertEqual(attached.raw, attachment)

    @mute_logger(*NOISE)
    def test_nested_beyond_measure(self):
        """What Python itself cannot take apart is kept, readable, and stops nobody."""
        mails = BrokenMails(self.channel.alias_email, seed=3)
        mails.random.choice = lambda options: 3000
        inquiry = self._gateway(mails._kind_deeply_nested())
        self.assertTrue(inquiry.raw)
        self.assertIsInstance(inquiry.preview or "", str)
        self.assertEqual(self._receive(inquiry_samples.chinese).state, "processed")
