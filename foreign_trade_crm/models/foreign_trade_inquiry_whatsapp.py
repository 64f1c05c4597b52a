import logging
from datetime import timedelta

from odoo import models
from odoo.tools.mail import formataddr

from ..tools import webhook_formats, webhook_payload, whatsapp

_logger = logging.getLogger(__name__)

#: an answer to what we wrote to a customer, rather than a new inquiry of theirs
ANSWER_DAYS = 30
SUBJECT_LENGTH = 60


class ForeignTradeInquiryWhatsapp(models.Model):
    """A buyer's WhatsApp message: an answer lands where it belongs, else it is a new lead."""

    _inherit = "foreign.trade.inquiry"

    def _process_whatsapp_document(self, document):
        """Values to write on the inquiry after the message found its lead or customer."""
        value = next(change["value"] for _entry, change in webhook_payload.changes(document))
        message = value["messages"][0]
        number = whatsapp.e164(message.get("from"))
        if not number:
            return self._process_document(document)
        text, media = whatsapp.read_message(message)
        channel = self.channel_id
        conversation = self.env["foreign.trade.whatsapp.conversation"]._ensure(channel, number)
        record = self._find_whatsapp_record(conversation, number)
        facts, _errors = webhook_formats.read(channel._get_mapping_lines(), document, False)
        facts = {"message": text, **facts, "whatsapp": number}
        values = {"state": "processed", "email_from": facts.get("contact_name") or number}
        if not record:
            values = self._process_facts(self._prepare_whatsapp_facts(facts, number, text))
            record = self.env["crm.lead"].browse(values["lead_id"])
        elif record._name == "crm.lead":
            values["lead_id"] = record.id
        self._keep_whatsapp(conversation, record, message, facts, media)
        return {**values, "name": text[:250] or self.name or message.get("type")}

    def _prepare_whatsapp_facts(self, facts, number, text):
        """Facts of a new lead; a message has no subject, its first words are as good."""
        facts = {name: fact for name, fact in facts.items() if name != "external_id"}
        words = " ".join(text.split())
        if len(words) > SUBJECT_LENGTH:
            words = f"{words[:SUBJECT_LENGTH].rsplit(' ', 1)[0]} …"
        sender = facts.get("contact_name") or number
        facts.setdefault(
            "subject", f"WhatsApp {sender}: {words}" if words else f"WhatsApp {sender}"
        )
        return {**facts, "phone": facts.get("phone") or number}

    def _find_whatsapp_record(self, conversation, number):
        """The lead or customer this answer belongs to, newest first; empty for a new buyer."""
        record = conversation._get_record()
        if record._name == "crm.lead":
            return record
        company = self.channel_id.company_id
        leads, partners = self.env["crm.lead"], self.env["res.partner"]
        domain = [("won_status", "=", "pending"), *leads._get_whatsapp_domain(number, company)]
        lead = leads.search(domain, limit=1, order="id desc")
        if lead:
            return lead
        owner_domain = [("partner_share", "=", True)]
        partner = record or partners.search(
            [*owner_domain, *partners._get_whatsapp_domain(number, company)], limit=1
        )
        if not partner:
            return leads
        family = [("partner_id.commercial_partner_id", "=", partner.commercial_partner_id.id)]
        if company:
            family.append(("company_id", "in", (company.id, False)))
        lead = leads.search([("won_status", "=", "pending"), *family], limit=1, order="id desc")
        return lead or (partner if self._is_whatsapp_answer(conversation) else leads)

    def _is_whatsapp_answer(self, conversation):
        """Whether we have written in this conversation lately."""
        since = self.received_at - timedelta(days=ANSWER_DAYS)
        domain = [
            ("conversation_id", "=", conversation.id),
            ("direction", "=", "out"),
            ("date", ">=", since),
        ]
        return bool(self.env["foreign.trade.whatsapp.message"].search_count(domain, limit=1))

    def _find_customer(self, facts):
        """By WhatsApp a customer is known by the number."""
        found = super()._find_customer(facts)
        by_whatsapp = self.payload_type == "json" and self.channel_id.webhook_format == "whatsapp"
        if found or not by_whatsapp or not facts.get("whatsapp"):
            return found
        partners = self.env["res.partner"]
        domain = partners._get_whatsapp_domain(facts["whatsapp"], self.channel_id.company_id)
        return partners.search([("partner_share", "=", True), *domain], limit=1)

    def _keep_whatsapp(self, conversation, record, message, facts, media):
        """The message in its conversation, in the chatter and as contact."""
        at = whatsapp.read_time(message.get("timestamp"), self.received_at)
        kept = self.env["foreign.trade.whatsapp.message"].create(
            {
                "conversation_id": conversation.id,
                **record._prepare_whatsapp_link(),
                "direction": "in",
                "state": "received",
                "date": at,
                "body": facts.get("message") or self._describe_kind(message, media),
                "external_id": self.external_id,
                "inquiry_id": self.id,
            }
        )
        if not conversation.last_received_at or conversation.last_received_at < at:
            conversation.write({"last_received_at": at, "wa_id": str(message["from"])})
        conversation._attach(record)
        sender = self._get_whatsapp_sender(facts.get("contact_name") or kept.number)
        files = self._fetch_whatsapp_media(media) if media else None
        record._post_incoming_whatsapp(kept, sender, files)
        record._register_whatsapp_contact(kept)

    def _get_whatsapp_sender(self, name):
        """An author line for somebody without an e-mail address."""
        company = self.channel_id.company_id or self.env.company
        address = self.channel_id.alias_email or company.email or "noreply@localhost"
        return formataddr((name, address))

    def _describe_kind(self, message, media):
        """What stands for a message without words."""
        name = (media or {}).get("filename")
        if name:
            return str(name)
        return self.env._("(a message of the kind “%(kind)s”)", kind=message.get("type") or "?")

    def _fetch_whatsapp_media(self, media):
        """The file as an attachment; one that cannot be had does not hold up the message."""
        try:
            content, kind = self.channel_id._get_graph_api().read_media(str(media["id"]))
        except Exception:
            _logger.info("No file for inquiry %s", self.id, exc_info=True)
            return None
        subtype = kind.partition(";")[0].rpartition("/")[2][:12]
        return [(str(media.get("filename") or f"whatsapp.{subtype}")[:200], content)]
