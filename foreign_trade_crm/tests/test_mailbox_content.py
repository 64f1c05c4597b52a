from datetime import datetime
from email import message_from_bytes, policy
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..tools.imap_answers import decode_folder_name
from ..tools.imap_session import Head, ImapError, _Guarded, is_public
from ..tools.mail_envelope import read_envelope
from ..tools.mail_providers import PROVIDERS, guess_provider
from .mailbox_common import BUYER, FRIEND, OWN, MailboxCommon

NOW = datetime(2026, 3, 2, 8)


@tagged("post_install", "-at_install")
class TestMailboxContent(MailboxCommon):
    """Where a mail goes, and mail that was made to do harm."""

    def test_answers_go_to_their_thread(self):
        deal = self._create_lead(name="Umbrellas", partner_id=self.buyer.id)
        sent = deal.message_post(body="Our offer", subtype_xmlid="mail.mt_comment")
        newer = self._lead(email_from=BUYER, user_id=self.rep.id)
        answer = self._mail(In_Reply_To=sent.message_id)
        stranger = self._mail(sender="boss@unknown.example", References=sent.message_id)
        private = self._mail(sender=OWN, to=FRIEND, References=sent.message_id)
        self._put(self.imap.inbox, answer, stranger, self._mail())
        self._put(self.imap.sent, private)
        self._read()
        self.assertEqual(len(self._filed(deal)), 1)
        self.assertEqual(len(self._filed(newer)), 1)
        self.assertEqual(len(self._filed()), 2, "what goes to a friend is nobody's business")
        self.assertEqual(self.imap.bodies, 2)

    def test_answer_to_a_quotation(self):
        order = self._create_order()
        sent = order.message_post(body="Our offer", subtype_xmlid="mail.mt_comment")
        self._put(self.imap.inbox, self._mail(In_Reply_To=sent.message_id))
        self._read()
        self.assertEqual(len(self._filed(order)), 1)
        self.assertTrue(self.buyer.contact_last_in_at)

    def test_thread_of_a_colleague_is_not_joined(self):
        other = self._create_lead(self.rep2, name="Umbrellas", email_from="x@secret.example")
        sent = other.message_post(body="Our offer", subtype_xmlid="mail.mt_comment")
        self._put(
            self.imap.inbox, self._mail(sender="x@secret.example", In_Reply_To=sent.message_id)
        )
        self._read()
        self.assertFalse(self._filed(), "the owner of the mailbox may not read that lead")
        self.assertEqual(self.imap.bodies, 0)

    def test_answer_to_something_private(self):
        own = self.rep.partner_id.message_post(body="Your leave", subtype_xmlid="mail.mt_note")
        self._put(self.imap.inbox, self._mail(sender=FRIEND, In_Reply_To=own.message_id))
        self._read()
        self.assertEqual(len(self._filed()), 0)

    def test_open_lead_of_ones_own_first(self):
        mine = self._lead(email_from=BUYER, user_id=self.rep.id)
        self._lead(self.manager, email_from=BUYER, user_id=False)
        lost = self._lead(email_from=BUYER, user_id=self.rep.id)
        lost.action_set_lost()
        self._put(self.imap.inbox, self._mail())
        self._read()
        self.assertEqual(len(self._filed(mine)), 1)

    def test_same_mail_in_two_mailboxes(self):
        raw = self._mail(to=f"{OWN}, {self.rep2.email}")
        self._put(self.imap.inbox, raw)
        self._read()
        second = self._create_mailbox(self.rep2, login=OWN)
        self._read(second)
        self.assertEqual(len(self._filed()), 1)

    def test_what_stays_private(self):
        alias = self.channel.alias_email
        self.mailbox.excluded = "secret@gruene-gaerten.example\n@family.example"
        self.env["res.partner"].create(
            [
                {"name": "Wife", "email": "wife@family.example"},
                {"name": "Secret", "email": "secret@gruene-gaerten.example"},
            ]
        )
        self._put(
            self.imap.inbox,
            self._mail(sender="wife@family.example"),
            self._mail(sender="secret@gruene-gaerten.example"),
            self._mail(sender=self.rep2.email, to=OWN),
            self._mail(sender=OWN, to=BUYER),  # forged, or a copy to oneself
            self._mail(to=f"{OWN}, {alias}"),  # the gateway has it
            self._mail(List_Id="<news.gruene-gaerten.example>"),
            self._mail(sender="mailer-daemon@gruene-gaerten.example"),
        )
        self._put(self.imap.sent, self._mail(sender=OWN, to=self.manager.email))
        self._read()
        self.assertFalse(self._filed())
        self.assertEqual(self.imap.bodies, 0)

    def test_automatic_reply_is_no_contact(self):
        lead = self._lead(email_from=BUYER, user_id=self.rep.id)
        self._put(
            self.imap.inbox,
            self._mail(subject="Automatic reply: chairs", Auto_Submitted="auto-replied"),
        )
        self._read()
        self.assertEqual(len(self._filed(lead)), 1)
        self.assertFalse(lead.contact_last_at)

    def test_hostile_html(self):
        raw = self._mail().replace(b"text/plain", b"text/html")
        raw = raw.replace(
            b"Please send samples.",
            b"<p onclick='steal()'>Hello</p><script>steal()</script><img src=x onerror=steal()>",
        )
        self._put(self.imap.inbox, raw)
        self._read()
        body = self._filed().body
        self.assertIn("Hello", body)
        for evil in ("script", "onclick", "onerror", "steal"):
            self.assertNotIn(evil, body)

    def test_odd_mails(self):
        many = ", ".join(f"p{number}@many.example" for number in range(5000))
        huge = self._mail(subject="Catalogue")
        self._put(
            self.imap.inbox,
            self._mail(subject="NUL").replace(b"samples", b"sam\x00ples"),
            self._mail(subject="chinese").replace(b'charset="utf-8"', b'charset="gb2312"'),
            self._mail(subject="crowd", Cc=many),
            self._mail(subject="future", date="Fri, 01 Jan 2100 00:00:00 +0000"),
            self._mail(subject="no date", date="yesterday, I think"),
            self._mail(subject="no id", message_id=" "),
            b"From: " + BUYER.encode() + b"\nTo: x\n\n",
            huge + b"x" * 1024,
        )
        with self._size_limit(len(huge) + 512):
            self._read()
        subjects = self._filed().mapped("subject")
        for subject in ("NUL", "chinese", "crowd", "future", "no date", "no id", "Catalogue"):
            self.assertIn(subject, subjects)
        self.assertEqual(len(subjects), 8)
        large = self._filed().filtered(lambda one: one.subject == "Catalogue")
        self.assertIn("too large", large.body)
        self.assertLessEqual(self.contact.contact_last_in_at, self.env.cr.now())
        self.assertLessEqual(max(self._filed().mapped("date")), self.env.cr.now())

    def _size_limit(self, size):

        return patch(
            "odoo.addons.foreign_trade_crm.models.foreign_trade_mailbox_file.MAX_SIZE", size
        )

    def test_attachments(self):

        message = message_from_bytes(self._mail(), policy=policy.default)
        message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
        self._put(self.imap.inbox, message.as_bytes())
        self._read()
        attachment = self._filed().attachment_ids
        self.assertEqual(attachment.name, "a.pdf")
        self.assertEqual(
            (attachment.res_model, attachment.res_id), ("res.partner", self.contact.id)
        )

    def test_everybody_reached_was_in_contact(self):
        """The mail stands on one record; contact counts for all whom it went to."""
        second = self._lead(email_from="second@buyer.example", user_id=self.rep.id)
        self._put(
            self.imap.sent, self._mail(sender=OWN, to=f"{BUYER}, second@buyer.example", ago=2)
        )
        self._read()
        self.assertEqual(len(self._filed()), 1)
        self.assertEqual(self.contact.contact_last_at, self._at(2))
        self.assertEqual(second.contact_last_at, self._at(2))

    def test_no_partner_is_made(self):
        partners = self.env["res.partner"].search_count([])
        deal = self._create_lead(name="Umbrellas", email_from="new@buyer.example")
        self._put(self.imap.inbox, self._mail(sender="new@buyer.example", Cc="x@buyer.example"))
        self._read()
        self.assertEqual(len(self._filed(deal)), 1)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)


@tagged("post_install", "-at_install")
class TestMailTools(BaseCase):
    """What needs no database."""

    def _envelope(self, raw, received=None):
        return read_envelope(Head(1, len(raw), received, raw), NOW)

    def test_nothing_in_a_mail_raises(self):
        for raw in (b"", b"\x00\xff\xfe", b"From", b"From: \r\n\r\n", b"From: =?x?Q?=41?= <a@b.c>"):
            envelope = self._envelope(raw)
            self.assertEqual(envelope.sent_at, NOW)
            self.assertTrue(envelope.message_id)

    def test_dates(self):
        received = datetime(2026, 3, 1, 9)
        for date, expected in (
            (b"Sun, 01 Mar 2026 16:00:00 +0800", datetime(2026, 3, 1, 8)),
            (b"Fri, 01 Jan 2100 00:00:00 +0000", received),
            (b"Thu, 01 Jan 1970 00:00:00 +0000", received),
            (b"rubbish", received),
        ):
            envelope = self._envelope(b"Date: " + date + b"\r\n", received)
            self.assertEqual(envelope.sent_at, expected, date)

    def test_folder_names(self):
        self.assertEqual(decode_folder_name("&XfJT0ZAB-"), "已发送")
        self.assertEqual(decode_folder_name("R&-D"), "R&D")

    def test_answer_without_end(self):
        """A server cannot fill the memory."""
        with self.assertRaises(ImapError):
            _Guarded().read(10**12)

    def test_public_addresses(self):
        self.assertTrue(is_public("8.8.8.8"))
        for address in (
            "127.0.0.1",
            "10.0.0.1",
            "192.168.1.5",
            "169.254.169.254",
            "::1",
            "fe80::1%eth0",
            "::ffff:10.0.0.1",
        ):
            self.assertFalse(is_public(address), address)

    def test_providers(self):
        self.assertEqual(guess_provider("a@FOXMAIL.com"), "qq")
        self.assertEqual(guess_provider("a@company.example"), "")
        for facts in PROVIDERS.values():
            self.assertEqual(facts["imap"][1:], (993, "ssl"))
