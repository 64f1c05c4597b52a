from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import email_normalize

# Threads a mail of a personal mailbox may join; answers to anything else are private.
THREAD_MODELS = ("crm.lead", "res.partner", "sale.order")


class ForeignTradeMailboxMatch(models.Model):
    """Which mail of a personal mailbox is correspondence with somebody known.

    Known are the addresses of leads, customers and contacts that the owner of the mailbox may
    read. Everybody of our own house, and whom the owner named, is left out.
    """

    _inherit = "foreign.trade.mailbox"

    def _match(self, envelopes, role):
        """``(envelope, record, concerned)`` of each mail that is to be filed on a record.

        Concerned are the leads and contacts of everybody known whom the mail reached.
        """
        house = self._get_house_addresses(envelopes)
        excluded = self._get_excluded()
        outsiders = {
            envelope.uid: self._get_outsiders(envelope, role, house, excluded)
            for envelope in envelopes
        }
        concerned = [envelope for envelope in envelopes if outsiders[envelope.uid]]
        known = self._find_known({one for found in outsiders.values() for one in found})
        threads = self._find_threads(concerned)
        for envelope in concerned:
            if envelope.message_id in threads:
                continue  # on record already
            found = [known[one] for one in outsiders[envelope.uid] if one in known]
            if not found:
                continue  # an answer to our mail as well, which may have been forwarded in private
            record = self._find_thread(envelope, threads) or self._pick_record(found)
            if record:
                threads[envelope.message_id] = (record._name, record.id)
                yield envelope, record, self._get_concerned(found)

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
        if not addresses:
            return {}
        domain = Domain("email_normalized", "in", list(addresses))
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

    def _get_concerned(self, found):
        """``(leads, contacts)``: the best of each address."""
        return tuple(
            self.env[model].browse(max(entry[model])[1] for entry in found if entry[model])
            for model in ("crm.lead", "res.partner")
        )

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
