from markupsafe import Markup, escape

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL, email_normalize, plaintext2html
from odoo.tools.mail import formataddr

from ..tools import inquiry_facts, language, lead_facts

MAX_DESCRIPTION = 100_000


class ForeignTradeInquiryFacts(models.Model):
    """From what an inquiry says of itself to a lead, whatever way it came.

    ``facts`` is a dict of what was understood, all keys optional: subject, contact_name,
    company_name, email, phone, whatsapp, website, country (code or name in any installed
    language), street, zip, city, language (ISO code or name of a locale), position, industry,
    product, quantity, unit, target_price (number in ``currency``, an ISO code) and message.
    Values are texts, quantity and target_price may be numbers. Nothing is lost: what has no
    field of its own, or does not fit it, is written down in the lead's notes.
    """

    _inherit = "foreign.trade.inquiry"

    def _as_gateway(self):
        """Work as the system in the channel's company, whoever fetched the message."""
        company = self.channel_id.company_id
        inquiry = self.with_user(SUPERUSER_ID).sudo()
        return inquiry.with_company(company) if company else inquiry

    def _process_facts(self, facts):
        """Values to write on the inquiry after these facts became a lead."""
        self.ensure_one()
        facts = lead_facts.clean(facts)
        lead = self._create_lead_from_facts(facts)
        return {
            "state": "processed",
            "lead_id": lead.id,
            "name": self.name or lead.name,
            "language": self._detect_facts_language(facts),
            **self._prepare_sender_values(facts),
        }

    @api.model
    def _prepare_sender_values(self, facts):
        """How the log names the sender of these facts."""
        sender = self._get_facts_sender(facts) or facts.get("contact_name")
        return {
            "email_from": sender or facts.get("phone") or facts.get("whatsapp") or False,
            "email_normalized": email_normalize(facts.get("email") or "") or False,
        }

    def _create_lead_from_facts(self, facts):
        """The lead of an inquiry with these facts, made as the system in its company."""
        self.ensure_one()
        inquiry = self._as_gateway()
        lead = inquiry.env["crm.lead"].create(inquiry._prepare_lead_from_facts(facts))
        return lead.with_env(self.env)

    def _prepare_lead_from_facts(self, facts):
        """Values of the lead. A known customer's own facts are better than those told."""
        self.ensure_one()
        facts = lead_facts.clean(facts)
        customer = self._find_customer(facts)
        values = {
            "name": self._get_facts_subject(facts),
            "type": "lead",
            "channel_id": self.channel_id.id,
            "company_id": self.channel_id.company_id.id,
            "partner_id": customer.id,
        }
        if not customer:
            values.update(self._prepare_contact_from_facts(facts))
        values["description"] = self._get_facts_description(facts, values)
        return values

    def _find_customer(self, facts):
        """The contact on record with this e-mail address, never one of ours."""
        address = facts.get("email")
        if not address:
            return self.env["res.partner"]
        found = self.env["mail.thread"]._partner_find_from_emails_single([address], no_create=True)
        return found.filtered("partner_share")

    def _get_facts_subject(self, facts):
        """The subject told, else what is asked for, else who asks."""
        if facts.get("subject"):
            return facts["subject"][:250]
        sender = facts.get("company_name") or facts.get("contact_name") or facts.get("email") or ""
        sender = sender or facts.get("phone") or facts.get("whatsapp") or "?"
        if facts.get("product"):
            return f"{facts['product'][:150]} – {sender[:95]}"
        return self.env._("Inquiry from %(name)s", name=sender[:200])

    def _prepare_contact_from_facts(self, facts):
        """Who writes: the values a lead of a known customer takes over from that customer."""
        text = inquiry_facts.own_words(facts.get("message") or "")
        address = facts.get("email") or ""
        phone = facts.get("phone") or facts.get("whatsapp") or inquiry_facts.find_phone(text)
        code = self._find_country_code(facts, text, phone)
        lang = self._pick_lang(self._detect_facts_language(facts), code)
        return {
            "contact_name": facts.get("contact_name") or False,
            "partner_name": facts.get("company_name")
            or inquiry_facts.find_company(text, address)
            or False,
            "function": facts.get("position") or False,
            "email_from": self._get_facts_sender(facts),
            "phone": phone or False,
            "whatsapp_number": facts.get("whatsapp") or False,
            "industry_id": self._find_industry(facts.get("industry")).id,
            "website": facts.get("website") or inquiry_facts.find_website(text) or False,
            "street": facts.get("street") or False,
            "zip": facts.get("zip") or False,
            "city": facts.get("city") or False,
            "country_id": self._get_country_ids().get(code, False),
            "lang_id": lang.id,
        }

    @api.model
    def _find_industry(self, told):
        """The industry of this name in any language; empty when the company has none so."""
        industries = self.env["res.partner.industry"]
        if not told:
            return industries
        query = SQL(
            """SELECT id FROM res_partner_industry WHERE active AND EXISTS (
                   SELECT 1 FROM jsonb_each_text(name) AS label WHERE lower(label.value) = %s
               ) LIMIT 1""",
            told.lower(),
        )
        return industries.browse(id_ for (id_,) in self.env.execute_query(query))

    @api.model
    def _get_facts_sender(self, facts):
        address = facts.get("email") or ""
        name = facts.get("contact_name") or ""
        if not email_normalize(address):
            return address or False
        return formataddr((name, email_normalize(address))) if name else address

    def _find_country_code(self, facts, text, phone):
        """ISO code of the country told, else what phone, address and words tell of it."""
        told = facts.get("country") or ""
        code = self._read_country(told)
        if code:
            return code
        domain = (facts.get("email") or "").rpartition("@")[2]
        home = self.env.company.country_id.code
        return inquiry_facts.find_country(
            f"{text}\n{told}", phone, domain, self._get_country_names(), home
        )

    @api.model
    def _read_country(self, told):
        """ISO code of a country given by code or by its name in any installed language."""
        told = (told or "").strip()
        if told.upper() in self._get_country_ids():
            return told.upper()
        name = told.lower()
        return self._get_country_names().get(name) or inquiry_facts.COUNTRY_NAMES.get(name, "")

    def _detect_facts_language(self, facts):
        """ISO 639-1 code: of the words written, else of the language told."""
        told = lead_facts.language_code(facts.get("language"))
        text = f"{facts.get('subject') or ''}\n{facts.get('message') or ''}"
        return language.detect_language(inquiry_facts.own_words(text), told)

    def _get_facts_description(self, facts, values):
        """The message, and below it what has no field of its own on the lead."""
        message = plaintext2html(facts.get("message") or "")
        rows = Markup().join(
            Markup("<li>%s: %s</li>") % (label, text)
            for label, text in self._get_unplaced_facts(facts, values)
        )
        return Markup("%s<ul>%s</ul>") % (message, rows) if rows else message

    def _get_unplaced_facts(self, facts, values):
        """(label, text) of facts that stand in no field of these lead values."""
        labels = self._get_facts_labels()
        placed = {str(value) for value in values.values() if isinstance(value, str)}
        skipped = {"message", "language", "subject"}
        if values.get("country_id"):
            skipped.add("country")
        if values.get("industry_id"):
            skipped.add("industry")
        if values.get("email_from"):
            skipped.add("email")
        return [
            (labels[name], escape(lead_facts.as_text(facts[name])))
            for name in lead_facts.FACTS
            if name in facts and name not in skipped and str(facts[name]) not in placed
        ] + [(name, escape(text)) for name, text in facts.get("more", {}).items()]

    def _pick_lang(self, code, country_code):
        """An installed language for the lead: the inquiry's, the channel's, else English."""
        installed = dict(self.env["res.lang"].get_installed())
        picked = (
            language.pick_installed(code, installed, country_code)
            or self.channel_id.lang
            or language.pick_installed("en", installed)
        )
        return self.env["res.lang"]._lang_get(picked) if picked else self.env["res.lang"]

    @api.model
    def _get_country_names(self):
        """Lower-case name → code, in every installed language; read once for a transaction."""
        cache = self.env.cr.cache
        if "foreign_trade_country_names" not in cache:
            query = SQL("SELECT code, label.value FROM res_country, jsonb_each_text(name) AS label")
            rows = self.env.execute_query(query)
            cache["foreign_trade_country_names"] = {name.lower(): code for code, name in rows}
        return cache["foreign_trade_country_names"]

    @api.model
    def _get_country_ids(self):
        """ISO code → ID; read once for a transaction."""
        cache = self.env.cr.cache
        if "foreign_trade_country_ids" not in cache:
            cache["foreign_trade_country_ids"] = dict(
                self.env.execute_query(SQL("SELECT code, id FROM res_country"))
            )
        return cache["foreign_trade_country_ids"]
