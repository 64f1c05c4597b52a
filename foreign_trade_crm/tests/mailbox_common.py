from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from unittest.mock import patch

from odoo import fields

from ..models.foreign_trade_mailbox_connection import TRUSTED_HOSTS
from .lead_common import LeadCommon
from .mail_servers import ImapServer

OWN = "rep@ningbo-garden.example"
BUYER = "anna.schmidt@gruene-gaerten.example"
FRIEND = "friend@private.example"


class MailboxCommon(LeadCommon):
    """The representative's mailbox on a loopback server; Anna Schmidt is known, friends are not."""

    def setUp(self):
        super().setUp()
        self.imap = ImapServer(login=OWN)
        self.addCleanup(self.imap.stop)
        self.env["ir.config_parameter"].set_param(TRUSTED_HOSTS, "127.0.0.1, localhost")
        self.mailbox = self._create_mailbox()
        self.now = fields.Datetime.now()

    def _create_mailbox(self, user=None, connect=True, **values):
        user = user or self.rep
        mailbox = (
            self.env["foreign.trade.mailbox"]
            .with_user(user)
            .create(
                {
                    "address": user.email,
                    "password": "app-password",
                    "imap_host": "127.0.0.1",
                    "imap_port": self.imap.port,
                    "imap_security": "none",
                    **values,
                }
            )
        )
        if connect:
            mailbox.action_connect()
            self.imap.commands.clear()
        return mailbox

    def _mail(self, sender=BUYER, to=OWN, ago=1, body="Please send samples.", **headers):
        """Bytes of a plain mail, sent ``ago`` hours ago."""
        message = EmailMessage()
        message["From"], message["To"] = sender, to
        message["Subject"] = headers.pop("subject", "Folding chairs")
        message["Date"] = headers.pop("date", None) or format_datetime(self._at(ago))
        message["Message-Id"] = headers.pop("message_id", None) or make_msgid(
            domain="buyer.example"
        )
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(body)
        return message.as_bytes()

    def _at(self, ago):
        return (self.now - timedelta(hours=ago)).replace(microsecond=0)

    def _put(self, folder, *mails, ago=1):
        return [folder.add(raw, self._at(ago)) for raw in mails]

    @contextmanager
    def _scheduler(self, seconds=60):
        """The scheduled action without its commits, with so many seconds left."""
        jobs = type(self.env["ir.cron"])
        with patch.object(jobs, "_commit_progress", return_value=seconds) as progress:
            yield progress

    def _read(self, mailbox=None):
        mailbox = mailbox or self.mailbox
        mailbox.sudo().next_fetch_at = self.now - timedelta(minutes=1)
        with self._scheduler():
            self.env["foreign.trade.mailbox"]._cron_fetch()
        self.env.invalidate_all()

    def _filed(self, *records):
        subtype = self.env.ref("foreign_trade_crm.mail_subtype_mail_filed")
        domain = [("subtype_id", "=", subtype.id)]
        messages = self.env["mail.message"].search(domain, order="id")
        if not records:
            return messages
        return messages.filtered(
            lambda one: (one.model, one.res_id) in {(rec._name, rec.id) for rec in records}
        )
