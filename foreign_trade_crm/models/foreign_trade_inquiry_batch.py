import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.tools import email_normalize

_logger = logging.getLogger(__name__)

CUSTOMERS = "foreign_trade_customers"
WHO = ("contact_name", "company_name", "email", "phone", "whatsapp")


class ForeignTradeInquiryBatch(models.Model):
    """Many inquiries at once, of types whose facts need no look-up: rows and cards.

    A payload type joins in by a method ``_get_facts_<payload_type>``. Leads are created together,
    so that duplicates are looked up and owners are found once for all of them; where that fails,
    halves are tried, down to the one that fails.
    """

    _inherit = "foreign.trade.inquiry"

    def _process_batch(self):
        """Understand these new inquiries; queries do not grow with their number."""
        todo = [(inquiry, inquiry._get_batch_facts()) for inquiry in self]
        self._remember_customers([facts for _inquiry, facts in todo])
        try:
            self._reject_nameless([one for one, facts in todo if not self._names_anybody(facts)])
            prepared = self._prepare_batch([pair for pair in todo if self._names_anybody(pair[1])])
            new, later = self._settle_known(prepared)
            self._create_batch(new)
            self._settle_later(later)
        finally:
            self.env.cr.cache.pop(CUSTOMERS, None)
        created = self.filtered(lambda inquiry: inquiry.state == "processed")
        if created:
            created.lead_id._flag_duplicates()
            created._propose_and_apply()

    def _process_alone(self):
        """Values to write on one such inquiry, as ``_process_one`` wants them."""
        self.ensure_one()
        importer = self.create_uid
        self = self._as_gateway()
        facts = self._get_batch_facts()
        if not self._names_anybody(facts):
            return self._prepare_nameless_values()
        self.with_user(importer).sudo()._remember_customers([facts])
        try:
            values = self._prepare_batch_lead_values(facts)
        finally:
            self.env.cr.cache.pop(CUSTOMERS, None)
        self._name_owners([(self, values)])
        lead = self._create_batch_leads([values])
        return {"state": "processed", "lead_id": lead.id, "email_normalized": lead.email_normalized}

    def _get_batch_facts(self):
        return getattr(self, f"_get_facts_{self.payload_type}")()

    @api.model
    def _names_anybody(self, facts):
        return any(str(facts.get(name) or "").strip() for name in WHO)

    def _prepare_nameless_values(self):
        reason = self.env._("It names nobody: no company, contact, e-mail address or phone number.")
        return {"state": "rejected", "error": reason, "next_attempt_at": False}

    def _reject_nameless(self, inquiries):
        for inquiry in inquiries:
            inquiry.write({**inquiry._prepare_nameless_values(), "attempts": inquiry.attempts + 1})

    def _prepare_batch(self, todo):
        """[(inquiry, lead values)]; one that cannot be read keeps its error."""
        prepared = []
        for inquiry, facts in todo:
            try:
                prepared.append((inquiry, inquiry._prepare_batch_lead_values(facts)))
            except Exception as error:
                _logger.warning("Inquiry %s could not be read", inquiry.id, exc_info=True)
                inquiry._keep_batch_error(error)
        self._name_owners(prepared)
        return prepared

    @api.model
    def _name_owners(self, prepared):
        """Fill in the owners of these ``(inquiry, lead values)`` that no rule is to find."""

    def _prepare_batch_lead_values(self, facts):
        """Values of the lead; nobody owns it unless a rule or the import says so."""
        self.ensure_one()
        return {"user_id": False, **self._prepare_lead_from_facts(facts)}

    def _create_batch(self, prepared):
        """Create the leads of these and note it; halves of what fails are tried."""
        if not prepared:
            return
        try:
            with self.env.cr.savepoint():
                leads = self._create_batch_leads([values for _inquiry, values in prepared])
                leads.flush_recordset()
        except OperationalError:
            # the transaction is to be tried again as a whole
            raise
        except Exception as error:
            if len(prepared) == 1:
                _logger.info("Inquiry %s made no lead: %s", prepared[0][0].id, error)
                prepared[0][0]._keep_batch_error(error)
                return
            middle = len(prepared) // 2
            self._create_batch(prepared[:middle])
            self._create_batch(prepared[middle:])
            return
        for (inquiry, _values), lead in zip(prepared, leads, strict=True):
            inquiry.write(inquiry._prepare_batch_success(lead))

    def _prepare_batch_success(self, lead):
        return {
            "state": "processed",
            "lead_id": lead.id,
            "email_normalized": lead.email_normalized,
            "attempts": self.attempts + 1,
            "next_attempt_at": False,
            "error": False,
        }

    def _keep_batch_error(self, error):
        self.write({"attempts": self.attempts + 1, **self._prepare_failure_values(error)})

    @api.model
    def _create_batch_leads(self, vals_list):
        """Leads without a note and a follower each: the log tells where they are from.

        Owners that rules find hear of them as always; one that the import names hears of all of
        them at its end, and who brings cards as theirs knows.
        """
        quiet = {"mail_create_nolog": True, "mail_create_nosubscribe": True}
        leads = self.env["crm.lead"].sudo().with_context(**quiet)
        created = {}
        for named in (True, False):
            some = [vals for vals in vals_list if bool(vals.get("user_id")) is named]
            if some:
                model = leads.with_context(mail_auto_subscribe_no_notify=named)
                created[named] = iter(model.create(some).ids)
        ids = [next(created[bool(vals.get("user_id"))]) for vals in vals_list]
        return self.env["crm.lead"].sudo().browse(ids)

    def _remember_customers(self, facts_list):
        """Look up the senders of a whole batch at once, for ``_find_customer``."""
        emails = {email_normalize(str(facts.get("email") or "")) for facts in facts_list}
        emails.discard(False)
        found = self.env["res.partner"]
        if emails:
            # sudo: whoever imports, a known customer is known
            partners = found.sudo().search_fetch(
                [("email_normalized", "in", list(emails)), ("partner_share", "=", True)],
                ["email_normalized", "company_id"],
                order="id",
            )
            found = partners.filtered(
                lambda one: not one.company_id or one.company_id in self.company_id
            )
            # whoever brings a list gets no customer by it that is out of their reach
            found = found.sudo(False)._filtered_access("read").sudo()
        customers = {}
        for partner in found:
            customers.setdefault(partner.email_normalized, partner.id)
        self.env.cr.cache[CUSTOMERS] = customers

    def _find_customer(self, facts):
        customers = self.env.cr.cache.get(CUSTOMERS)
        if customers is None:
            return super()._find_customer(facts)
        email = email_normalize(str(facts.get("email") or ""))
        return self.env["res.partner"].browse(customers.get(email, ()))
