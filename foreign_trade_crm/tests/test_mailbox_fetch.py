from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged, warmup
from odoo.tools import mute_logger

from .mailbox_common import BUYER, FRIEND, OWN, MailboxCommon

FETCH = "odoo.addons.foreign_trade_crm.models.foreign_trade_mailbox_fetch"
FILE = "odoo.addons.foreign_trade_crm.models.foreign_trade_mailbox_file"


@tagged("post_install", "-at_install")
class TestMailboxFetch(MailboxCommon):
    """What is read from a mailbox, and what is never touched."""

    def test_known_is_filed_unknown_is_not_even_downloaded(self):
        self._put(
            self.imap.inbox,
            self._mail(),
            self._mail(sender=FRIEND, body="Dinner?"),
            self._mail(sender="news@shop.example"),
        )
        self._read()
        message = self._filed()
        self.assertEqual(len(message), 1)
        self.assertEqual((message.model, message.res_id), ("res.partner", self.contact.id))
        self.assertIn("Please send samples", message.body)
        self.assertEqual(self.imap.bodies, 1)
        self.assertEqual(self.mailbox.filed_count, 1)
        self.assertEqual(self.mailbox.state, "connected")
        self.assertGreater(self.mailbox.next_fetch_at, self.now)

    def test_incremental(self):
        self._put(self.imap.inbox, self._mail(), self._mail(sender=FRIEND))
        self._read()
        heads = self.imap.heads
        self._read()
        self.assertEqual(self.imap.heads, heads, "nothing is looked at twice")
        self._put(self.imap.inbox, self._mail(subject="Again"))
        self._read()
        self.assertEqual(self.imap.heads, heads + 1)
        self.assertEqual(len(self._filed()), 2)

    def test_history_on_connecting(self):
        self._put(self.imap.inbox, self._mail(ago=24 * 60), ago=24 * 60)
        self._put(self.imap.inbox, self._mail(ago=24 * 10), ago=24 * 10)
        self._read()
        self.assertEqual(len(self._filed()), 1, "thirty days back, no further")
        self.assertEqual(self.imap.heads, 1)

    def test_empty_mailbox_does_not_read_its_past_later(self):
        self._put(self.imap.inbox, self._mail(ago=24 * 60), ago=24 * 60)
        self._read()
        self._put(self.imap.inbox, self._mail())
        self._read()
        self.assertEqual(self.imap.heads, 1)

    def test_folder_numbered_anew(self):
        self._put(self.imap.inbox, self._mail(), self._mail(sender=FRIEND))
        self._read()
        mails = list(self.imap.inbox.mails.values())
        self.imap.inbox.mails.clear()
        self.imap.inbox.uidvalidity = 2
        for number, (raw, received) in enumerate([*mails, (self._mail(subject="New"), self.now)]):
            self.imap.inbox.add(raw, received, uid=500 + number)
        self._read()
        self.assertEqual(len(self._filed()), 2, "the one filed before is not filed again")
        self.assertEqual(self.imap.bodies, 2)

    def test_sent_from_the_phone(self):
        lead = self._lead(email_from=BUYER, user_id=self.rep.id)
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [self._at(5), lead.id]
        )
        lead.invalidate_recordset()
        self._put(self.imap.sent, self._mail(sender=OWN, to=BUYER, ago=2))
        self._read()
        message = self._filed(lead)
        self.assertEqual(message.author_id, self.rep.partner_id)
        self.assertEqual(lead.contact_last_out_at, self._at(2))
        self.assertEqual(lead.contact_last_user_id, self.rep)
        self.assertEqual(self.contact.contact_last_at, self._at(2))
        self.assertEqual(self.buyer.contact_last_at, self._at(2))
        self.assertEqual(lead.first_response_at, self._at(2))
        self.assertAlmostEqual(lead.first_response_hours, 3, places=2)

    def test_older_than_the_lead_is_no_answer(self):
        lead = self._lead(email_from=BUYER, user_id=self.rep.id)
        self._put(self.imap.sent, self._mail(sender=OWN, to=BUYER, ago=30), ago=30)
        self._read()
        self.assertTrue(self._filed(lead))
        self.assertFalse(lead.first_response_at)
        self.assertTrue(lead.contact_last_out_at)

    def test_buyers_mail_counts_as_contact(self):
        lead = self._lead(email_from=BUYER, user_id=self.rep.id)
        self._put(self.imap.inbox, self._mail(ago=3))
        self._read()
        self.assertEqual(lead.contact_last_in_at, self._at(3))
        self.assertFalse(lead.contact_last_out_at)
        self.assertFalse(lead.first_response_at)
        self.assertEqual(self._filed(lead).author_id, self.contact)

    def test_nobody_is_notified(self):
        lead = self._lead(email_from=BUYER, user_id=self.rep.id)
        lead.message_subscribe((self.contact | self.manager.partner_id).ids)
        mails = self.env["mail.mail"].search_count([])
        self._put(self.imap.inbox, self._mail(Cc=self.manager.email))
        self._read()
        message = self._filed(lead)
        self.assertFalse(message.notified_partner_ids)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertTrue(message.subtype_id.internal, "not for the portal")

    def test_ten_thousand_strangers(self):
        for number in range(10_000):
            raw = b"From: s%d@stranger.example\r\nTo: %s\r\nMessage-Id: <%d@s>\r\n\r\nspam" % (
                number,
                OWN.encode(),
                number,
            )
            self.imap.inbox.add(raw, self._at(1))
        before = self.env["mail.message"].search_count([])
        self._read()
        self.assertEqual(self.imap.heads, 10_000)
        self.assertEqual(self.imap.bodies, 0)
        fetches = [one for one in self.imap.commands if one.startswith("UID FETCH")]
        self.assertEqual(len(fetches), 50)
        self.assertEqual(self.env["mail.message"].search_count([]), before)
        self.assertEqual(self.mailbox.folder_ids[0].last_uid, "10000")

    @warmup
    def test_queries_of_a_batch_of_strangers(self):
        """The same for two and for two hundred; the first of the three fills caches."""
        self._read()
        folder = self.mailbox.folder_ids.filtered(lambda one: one.role == "inbox").sudo()
        session = self.mailbox.sudo()._open_session()
        self.addCleanup(session.close)
        session.open("INBOX")
        counts = []
        for size in (2, 2, 200):
            strangers = [self._mail(sender=f"s{n}@stranger.example") for n in range(size)]
            uids = self._put(self.imap.inbox, *strangers)
            session.open("INBOX")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            folder._read_batch(session, uids)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 13)

    def test_queries_of_filing(self):
        """So many for each mail that is filed, and no more the more there are."""
        self._read()
        counts = []
        for size in (1, 2, 12):
            self._put(self.imap.inbox, *[self._mail() for _ in range(size)])
            before = self.env.cr.sql_log_count
            self._read()
            counts.append(self.env.cr.sql_log_count - before)
        each = (counts[2] - counts[1]) / 10
        self.assertEqual(len(self._filed()), 15)
        self.assertLessEqual(each, 8)

    def test_time_is_up(self):
        """What is left is read by the next run, at once."""
        self._put(self.imap.inbox, *[self._mail(sender=FRIEND) for _ in range(3)])
        self.mailbox.sudo().next_fetch_at = self.now
        with patch(f"{FETCH}.BATCH", 2), self._scheduler(seconds=0):
            self.env["foreign.trade.mailbox"]._cron_fetch()
        self.assertEqual(self.imap.heads, 2)
        self.assertLessEqual(self.mailbox.next_fetch_at, fields.Datetime.now())
        self._read()
        self.assertEqual(self.imap.heads, 3)

    def test_a_mail_that_cannot_be_filed(self):
        """It is tried again, and holds up nobody."""
        self._put(self.imap.inbox, self._mail(subject="bad"), self._mail(subject="good"))
        threads = type(self.env["mail.thread"])
        real = threads.message_parse

        def parse(self, message, save_original=False):
            if message["Subject"] == "bad":
                raise ValueError("broken")
            return real(self, message, save_original=save_original)

        with patch.object(threads, "message_parse", parse), mute_logger(FILE):
            self._read()
            self.assertEqual(self._filed().mapped("subject"), ["good"])
            self.assertEqual(self.mailbox.folder_ids[0].sudo().failed_uids, {"1": 1})
        self._read()
        self.assertEqual(self._filed().mapped("subject"), ["good", "bad"])
        self.assertFalse(self.mailbox.folder_ids[0].sudo().failed_uids)

    def test_a_broken_mailbox_does_not_stop_the_next(self):
        other = self._create_mailbox(self.rep2, connect=False, login=OWN)
        other.sudo().write({"state": "connected", "next_fetch_at": self.now})
        self.mailbox.sudo().imap_port = 1
        self.mailbox.sudo().write({"state": "connected"})
        self._put(self.imap.inbox, self._mail())
        self._read()
        self.assertEqual(self.mailbox.state, "failing")
        self.assertIn("does not answer", self.mailbox.error)
        self.assertEqual(other.state, "connected")
        self.assertEqual(len(self._filed()), 1)

    def test_connection_breaks_off(self):
        self._put(self.imap.inbox, self._mail())
        self.imap.die_at = "UID FETCH"
        self._read()
        self.assertEqual(self.mailbox.state, "failing")
        first = self.mailbox.sudo().next_fetch_at
        self._read()
        self.assertGreater(self.mailbox.next_fetch_at, first, "waits longer each time")
        self.imap.die_at = None
        self._read()
        self.assertEqual(self.mailbox.state, "connected")
        self.assertFalse(self.mailbox.error)
        self.assertEqual(len(self._filed()), 1)

    def test_a_network_that_was_down_is_no_wrong_password(self):
        port, self.mailbox.sudo().imap_port = self.imap.port, 1
        self.mailbox.sudo().write({"state": "connected"})
        for _attempt in range(3):
            self._read()
        self.mailbox.sudo().write({"imap_port": port, "state": "failing"})
        self.imap.password = "changed"
        self._read()
        self.assertEqual(self.mailbox.state, "failing", "the first refusal does not stop it")
        self.imap.password = "app-password"
        self._read()
        self.assertEqual((self.mailbox.state, self.mailbox.refusals), ("connected", 0))

    def test_wrong_password_stops_and_tells_the_owner(self):
        self.imap.password = "changed"
        notices = self.env["mail.message"].search_count(
            [("partner_ids", "in", self.rep.partner_id.ids)]
        )
        for _attempt in range(5):
            self._read()
        self.assertEqual(self.mailbox.state, "stopped")
        sign_ins = [one for one in self.imap.commands if one.startswith("LOGIN")]
        self.assertEqual(len(sign_ins), 3, "no further attempts: they would lock the account")
        found = self.env["mail.message"].search([("partner_ids", "in", self.rep.partner_id.ids)])
        self.assertEqual(len(found), notices + 1)
        self.assertIn("authorization code", found[:1].body)
        self.assertNotIn("app-password", self.mailbox.error)

    def test_archived_people_and_mailboxes_are_not_read(self):
        self.rep.action_archive()
        self._read()
        self.assertFalse(self.imap.commands)

    def test_lease(self):
        """Another server passes by a mailbox that is being read, until the lease ends."""
        mailboxes = self.env["foreign.trade.mailbox"]
        self.mailbox.sudo().next_fetch_at = self.now - timedelta(minutes=1)
        self.assertEqual(mailboxes._claim_due(), self.mailbox)
        self.assertFalse(mailboxes._claim_due())
        self.mailbox.sudo().lease_until = self.now - timedelta(minutes=1)
        self.assertEqual(mailboxes._claim_due(), self.mailbox)

    def test_no_mailbox_costs_one_query(self):
        self.mailbox.unlink()
        self.env.flush_all()
        with self._scheduler(), self.assertQueryCount(3):
            self.env["foreign.trade.mailbox"]._cron_fetch()
