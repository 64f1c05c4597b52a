import logging

from odoo import SUPERUSER_ID, fields, models
from odoo.tools import plaintext2html

from ..tools import raw_email
from ..tools.imap_session import ImapError

_logger = logging.getLogger(__name__)

# Larger mails stay in the mailbox; a note tells that there was one.
MAX_SIZE = 25 * 1024 * 1024
SUBTYPE = "foreign_trade_crm.mail_subtype_mail_filed"


class ForeignTradeMailboxFile(models.Model):
    """Filing correspondence with known buyers; all other mail is never stored."""

    _inherit = "foreign.trade.mailbox"

    filed_count = fields.Integer(string="Mails Filed", readonly=True, copy=False)

    def _file_envelopes(self, session, envelopes, role):
        """File what belongs to somebody known, in a constant number of queries for the rest.

        :return: UIDs of mails that could not be filed
        """
        self.ensure_one()
        failed, filed = [], []
        for envelope, record, concerned in self._match(envelopes, role):
            try:
                with self.env.cr.savepoint():
                    if self._file_mail(session, envelope, role, record, concerned):
                        filed.append((envelope, record, concerned))
            except ImapError:
                raise  # the connection, not this mail
            except Exception:
                _logger.warning("A mail of mailbox %s was not filed", self.id, exc_info=True)
                failed.append(envelope.uid)
        if filed:
            self._register_filed(filed, role)
            self.filed_count += len(filed)
        return failed

    def action_view_filed(self):
        """What was filed from this mailbox; whoever filed too much deletes it here."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_mailbox_filed_action"
        )
        subtype_id = self.env["ir.model.data"]._xmlid_to_res_id(SUBTYPE)
        domain = [("subtype_id", "=", subtype_id), ("create_uid", "=", self.env.uid)]
        return {**action, "domain": domain}

    def _file_mail(self, session, envelope, role, record, concerned):
        """Post one mail. Returns whether it was still there."""
        values = self._prepare_mail(session, envelope)
        if not values:
            return False
        author = self._get_author(envelope, role, concerned[1])
        # sudo: the owner may read the record and corresponds with its buyer, which is enough
        thread = record.with_user(self.user_id).sudo()
        thread.with_context(mail_post_autofollow=False).message_post(
            **values,
            message_type="email",
            subtype_xmlid=SUBTYPE,
            author_id=author.id,
            message_id=envelope.message_id,
            date=envelope.sent_at,
            reply_to=values["email_from"],
            notify_skip_followers=True,  # it is on its way already: nobody gets it twice
        )
        return True

    def _get_author(self, envelope, role, partners):
        if role == "sent":
            return self.user_id.partner_id
        return partners.filtered(lambda one: one.sudo().email_normalized == envelope.sender)[:1]

    def _prepare_mail(self, session, envelope):
        """What the mail says, as arguments of ``message_post``; None when it is gone."""
        if envelope.size > MAX_SIZE:
            return self._prepare_large_mail(envelope)
        raw = session.fetch_mail(envelope.uid)
        if raw is None:
            return None
        message = raw_email.parse(raw)
        thread = self.env["mail.thread"].with_user(SUPERUSER_ID)
        parsed = thread.message_parse(message)
        return {
            "subject": _clean(parsed.get("subject") or envelope.subject),
            "body": type(parsed["body"])(_clean(parsed["body"])),
            "email_from": _clean(parsed.get("email_from") or envelope.sender),
            "incoming_email_to": _clean(parsed.get("to")),
            "incoming_email_cc": _clean(parsed.get("cc")),
            "attachments": parsed.get("attachments") or [],
        }

    def _prepare_large_mail(self, envelope):
        text = self.env._(
            "This mail of %(size)s MB is too large to be filed; it stays in the mailbox of "
            "%(user)s.",
            size=envelope.size // (1024 * 1024),
            user=self.user_id.name,
        )
        return {
            "subject": envelope.subject,
            "body": plaintext2html(text),
            "email_from": envelope.sender,
            "incoming_email_to": ", ".join(envelope.recipients),
            "incoming_email_cc": False,
            "attachments": [],
        }

    def _register_filed(self, contacts, role):
        """Contact for everybody concerned, in a constant number of queries; first answers."""
        direction = "out" if role == "sent" else "in"
        user_id = self.user_id.id if role == "sent" else None
        rows = {"crm.lead": [], "res.partner": []}
        for envelope, record, concerned in contacts:
            if envelope.kind:
                continue  # an automatic reply is on record, but nobody was in contact
            at = envelope.sent_at
            # sudo: figures that follow from what was filed
            targets = record.sudo()._get_contact_targets()
            for name, records, others in zip(rows, targets, concerned, strict=True):
                rows[name] += [(one.id, at, user_id, direction) for one in records | others.sudo()]
            if role == "sent":
                targets[0]._register_first_response(at)
        for name, model_rows in rows.items():
            self.env[name]._register_contacts(model_rows)


def _clean(text):
    """PostgreSQL stores no NUL, and no half characters."""
    text = (text or "").replace("\x00", "")
    return text.encode("utf-8", "replace").decode()
