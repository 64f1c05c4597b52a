import logging

from odoo import SUPERUSER_ID, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, plaintext2html
from odoo.tools.mail import email_normalize

from ..tools import raw_email
from ..tools.imap_session import ImapError

_logger = logging.getLogger(__name__)

# Larger mails stay in the mailbox; a note tells that there was one.
MAX_SIZE = 25 * 1024 * 1024
# Threads a mail of a personal mailbox may join; answers to anything else are private.
THREAD_MODELS = ("crm.lead", "res.partner", "sale.order")
SUBTYPE = "foreign_trade_crm.mail_subtype_mail_filed"


class ForeignTradeMailboxFile(models.Model):
    """Which mail of a personal mailbox is correspondence with a known buyer, and where it goes.

    Known are the addresses of leads, customers and contacts that the owner of the mailbox may
    read. Mail with nobody known is forgotten as soon as its headers were read.
    """

    _inherit = "foreign.trade.mailbox"

    filed_count = fields.Integer(string="Mails Filed", readonly=True, copy=False)

    def _file_envelopes(self, session, envelopes, role):
        """File what belongs to somebody known, in a constant number of queries for the rest.

        :return: UIDs of mails that could not be filed
        """
        self.ensure_one()
        house = self._get_house_addresses(envelopes)
        excluded = self._get_excluded()
        outsiders = {
            envelope.uid: self._get_outsiders(envelope, role, house, excluded)
            for envelope in envelopes
        }
        concerned = [envelope for envelope in envelopes if outsiders[envelope.uid]]
        known = self._find_known(set().union(*outsiders.values()) if outsiders else set())
        threads = self._find_threads(concerned)
        failed, contacts, filed = [], [], 0
        for envelope in concerned:
            found = [known[one] for one in outsiders[envelope.uid] if one in known]
            thread = self._find_thread(envelope, threads)
            if envelope.message_id in threads or not (thread or found):
                continue
            threads[envelope.message_id] = (False, False)
            record = thread or self._pick_record(found)
            partners = self._get_partners(found)
            try:
                with self.env.cr.savepoint():
                    filed += self._file_mail(session, envelope, role, record, partners)
            except ImapError:
                raise  # the connection, not this mail
            except Exception:
                _logger.warning("A mail of mailbox %s was not filed", self.id, exc_info=True)
                failed.append(envelope.uid)
                continue
            contacts.append((envelope, record, partners))
        self._register_filed(contacts, role)
        if filed:
            self.filed_count += filed
        return failed

    def _get_house_addresses(self, envelopes):
        """Addresses in these mails that are our own: people, companies and aliases."""
        own = {self.address.strip().lower(), self.login.strip().lower()}
        addresses = {address for envelope in envelopes for address in envelope.addresses}
        # sudo: our own addresses only
        env = self.env(su=True)
        users = env["res.users"].with_context(active_test=False)
        people = users.search_fetch(
            [("email_normalized", "in", list(addresses)), ("share", "=", False)],
            ["email_normalized"],
        )
        companies = env["res.company"].search_fetch(Domain.TRUE, ["email"])
        own |= {user.email_normalized for user in people}
        own |= {email_normalize(company.email) for company in companies if company.email}
        self_aliases = env["mail.alias.domain"]._find_aliases(list(addresses))
        return own, set(self_aliases)

    def _get_outsiders(self, envelope, role, house, excluded):
        """Addresses that make this mail correspondence with the outside, the nearest first.

        Mail that Odoo's gateway receives as well is left to it: it may be a new inquiry.
        """
        own, aliases = house
        if envelope.kind in ("bounce", "list") or aliases & set(envelope.recipients):
            return []
        if role == "inbox" and envelope.sender in own:
            return []  # a copy to oneself, a colleague's own business, or a forged sender
        found = [address for address in envelope.addresses if address not in own]
        if any(one in excluded or one.rpartition("@")[2] in excluded for one in found):
            return []
        return found

    def _as_owner(self, model):
        """The model as the owner of the mailbox sees it, in all their companies."""
        owner = self.user_id
        return (
            self.env[model]
            .sudo(False)
            .with_user(owner)
            .with_context(allowed_company_ids=owner.company_ids.ids)
        )

    def _find_known(self, addresses):
        """``{address: {"crm.lead": [...], "res.partner": [...]}}`` in one query."""
        addresses = [address for address in addresses if address]
        if not addresses:
            return {}
        domain = Domain("email_normalized", "in", addresses)
        leads = self._as_owner("crm.lead")._search(domain & Domain("won_status", "=", "pending"))
        partners = self._as_owner("res.partner")._search(
            domain & Domain("partner_share", "=", True)
        )
        rows = self.env.execute_query(
            SQL(
                "%s UNION ALL %s",
                self._select_known(leads, "crm.lead"),
                self._select_known(partners, "res.partner"),
            )
        )
        known = {}
        for model, record_id, address, user_id in rows:
            found = known.setdefault(address, {"crm.lead": [], "res.partner": []})
            found[model].append((user_id == self.user_id.id, record_id))
        return known

    @staticmethod
    def _select_known(query, model):
        table = query.table
        return query.select(
            SQL("%s", model),
            SQL.identifier(table, "id"),
            SQL.identifier(table, "email_normalized"),
            SQL.identifier(table, "user_id"),
        )

    def _pick_record(self, found):
        """An open lead or deal before the contact, the owner's before others, the latest."""
        for model in ("crm.lead", "res.partner"):
            candidates = [one for entry in found for one in entry[model]]
            if candidates:
                return self.env[model].browse(max(candidates)[1])
        return None

    def _get_partners(self, found):
        ids = [max(entry["res.partner"])[1] for entry in found if entry["res.partner"]]
        return self.env["res.partner"].browse(ids)

    def _find_threads(self, envelopes):
        """``{message id: (model, record id)}`` of what these mails are or answer, in one query."""
        ids = {envelope.message_id for envelope in envelopes}
        ids.update(one for envelope in envelopes for one in envelope.references)
        if not ids:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT message_id, model, res_id FROM mail_message WHERE message_id IN %s"
                " ORDER BY id",
                tuple(ids),
            )
        )
        return {message_id: (model, record_id) for message_id, model, record_id in rows}

    def _find_thread(self, envelope, threads):
        """The record whose message this mail answers, if its owner may read that."""
        for reference in reversed(envelope.references):
            model, record_id = threads.get(reference, (False, False))
            if model not in THREAD_MODELS:
                continue
            record = self._as_owner(model).browse(record_id)
            if record.exists() and record.has_access("read") and self._is_of_buyer(record):
                return self.env[model].browse(record_id)
        return None

    @staticmethod
    def _is_of_buyer(record):
        """Whether a thread is about somebody outside: not a colleague's own page."""
        return record._name != "res.partner" or record.partner_share

    def _file_mail(self, session, envelope, role, record, partners):
        """Post one mail; 1 when it was there to be filed."""
        values = self._prepare_mail(session, envelope)
        if not values:
            return 0
        partner = self._get_author(envelope, role, partners)
        # sudo: the owner may read the record and corresponds with its buyer, which is enough
        thread = record.with_user(self.user_id).sudo()
        thread.with_context(mail_post_autofollow=False).message_post(
            **values,
            message_type="email",
            subtype_xmlid=SUBTYPE,
            author_id=partner.id,
            message_id=envelope.message_id,
            date=envelope.sent_at,
            reply_to=values["email_from"],
            notify_skip_followers=True,  # it is on its way already: nobody gets it twice
        )
        return 1

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
        lead_rows, partner_rows = [], []
        for envelope, record, partners in contacts:
            if envelope.kind:
                continue  # an automatic reply is on record, but nobody was in contact
            # sudo: figures that follow from what was filed
            leads, customers = record.sudo()._get_contact_targets()
            lead_rows += [(lead.id, envelope.sent_at, user_id, direction) for lead in leads]
            partner_rows += [
                (partner.id, envelope.sent_at, user_id, direction)
                for partner in customers | partners.sudo()
            ]
            if role == "sent":
                answered = leads.filtered(lambda lead, at=envelope.sent_at: lead.create_date <= at)
                answered._register_first_response(envelope.sent_at)
        self.env["crm.lead"]._register_contacts(lead_rows)
        self.env["res.partner"]._register_contacts(partner_rows)


def _clean(text):
    """PostgreSQL stores no NUL, and no half characters."""
    text = (text or "").replace("\x00", "")
    return text.encode("utf-8", "replace").decode()
