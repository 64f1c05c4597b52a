from odoo import api, models
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_tuples

from ..tools import inquiry_facts, language, raw_email
from .foreign_trade_inquiry_facts import MAX_DESCRIPTION

#: so much of a text is read and shown, in characters
MAX_TEXT = 200_000


class ForeignTradeInquiryEmail(models.Model):
    """Inquiries by e-mail: a new one becomes a lead, an answer goes to what it answers."""

    _inherit = "foreign.trade.inquiry"

    @api.model
    def _receive_email(self, channel, raw):
        """Store and process one mail. The same Message-Id again returns the first inquiry."""
        headers = raw_email.read_headers(raw)
        sender = raw_email.header(headers, "From")
        inquiry = self._store(
            channel,
            raw_email.external_id(raw, headers),
            raw,
            payload_type="email",
            name=raw_email.header(headers, "Subject")[:500],
            email_from=sender[:500],
            email_normalized=email_normalize(sender, strict=False),
        )
        if inquiry.state == "new":
            inquiry._process()
        return inquiry

    def _get_preview(self):
        if self.payload_type != "email":
            return super()._get_preview()
        payload = self._get_payload()
        try:
            message = raw_email.parse(payload)
            raw_email.cut_texts(message, MAX_TEXT)
            return self._read_text(message)[:20000]
        except Exception:
            # what cannot be taken apart is shown as it came
            return raw_email.decode_bytes(payload[:20000]).replace("\x00", "")

    @staticmethod
    def _read_text(message):
        """The words of a mail, from its plain part or else from its HTML."""
        body = message.get_body(("plain",)) or message.get_body(("html",))
        if body is None:
            return ""
        content = body.get_content().replace("\x00", "")
        return html2plaintext(content) if body.get_content_subtype() == "html" else content

    def _process_email(self):
        """Values to write on the inquiry after the mail became a lead or joined a thread."""
        self = self._as_gateway()
        thread = self.env["mail.thread"]
        message = raw_email.parse(self._get_payload())
        note = self.env._("(The message is longer: the inquiry log has the whole of it.)")
        raw_email.cut_texts(message, MAX_TEXT, note)
        msg_dict = {
            # PostgreSQL stores no NUL
            name: value.replace("\x00", "") if isinstance(value, str) else value
            for name, value in thread.message_parse(message).items()
        }
        refusal = self._refuse_email(message, msg_dict)
        if refusal:
            return refusal
        answered = self._find_answered(message)
        if answered:
            route = (answered.model, answered.res_id, {}, self.env.uid, None)
        else:
            route = self._prepare_lead_route(message, msg_dict)
        if not msg_dict["email_from"]:
            msg_dict["email_from"] = self.env._("Unknown sender")
        msg_dict.update(thread._message_parse_post_process(message, msg_dict, [route]))
        record_id = thread._message_route_process(message, msg_dict, [route])
        return {
            "state": "processed",
            "lead_id": record_id if route[0] == "crm.lead" else False,
            "language": False if answered else self._detect_language(message),
        }

    def _refuse_email(self, message, msg_dict):
        """Values of a mail no person wrote, or that is on record already; else empty."""
        kind = raw_email.automatic_kind(message)
        if msg_dict.get("is_bounce"):
            self.env["mail.thread"]._routing_handle_bounce(message, msg_dict)
        if kind == "bounce" or msg_dict.get("is_bounce"):
            reason = self.env._("A notice that a mail could not be delivered.")
        elif kind == "auto_reply":
            reason = self.env._("An automatic reply.")
        else:
            known = self.env["mail.message"].search(
                [("message_id", "=", msg_dict["message_id"])], limit=1
            )
            lead_id = known.res_id if known.model == "crm.lead" else False
            reason = self.env._("This message is on record already.")
            return {"state": "duplicate", "error": reason, "lead_id": lead_id} if known else {}
        answered = self._find_answered(message)
        lead_id = answered.res_id if answered.model == "crm.lead" else False
        return {"state": "rejected", "error": reason, "lead_id": lead_id}

    def _find_answered(self, message):
        """Our message that this mail answers and whose record still exists."""
        references = raw_email.references(message)
        if not references:
            return self.env["mail.message"]
        answered = self.env["mail.message"].search(
            [("message_id", "in", references), ("model", "!=", False), ("res_id", "!=", False)],
            order="id desc",
            limit=1,
        )
        if not answered or answered.model not in self.env:
            return self.env["mail.message"]
        record = self.env[answered.model].browse(answered.res_id)
        threaded = hasattr(record, "message_update")
        return answered if threaded and record.exists() else self.env["mail.message"]

    def _prepare_lead_route(self, message, msg_dict):
        author = self.env["mail.thread"]._partner_find_from_emails_single(
            [msg_dict["email_from"]] if msg_dict["email_from"] else [], no_create=True
        )
        customer = author.filtered("partner_share")
        values = self._prepare_lead_values(message, msg_dict, customer)
        return ("crm.lead", 0, values, self.env.uid, None)

    def _prepare_lead_values(self, message, msg_dict, customer):
        """Values of the lead. A known customer's own facts are better than what we guess."""
        text = inquiry_facts.own_words(self._read_text(message))
        name, address = (email_split_tuples(msg_dict["email_from"]) or [("", "")])[0]
        values = {
            "name": self._get_lead_name(msg_dict, name or address),
            "type": "lead",
            "channel_id": self.channel_id.id,
            "company_id": self.channel_id.company_id.id,
            "partner_id": customer.id,
            "description": self._get_description(msg_dict["body"], text),
        }
        if not customer:
            values.update(self._prepare_lead_contact_values(message, text, name, address))
        return values

    def _get_lead_name(self, msg_dict, sender):
        subject = (msg_dict.get("subject") or "").strip()
        return subject[:250] or self.env._("Inquiry from %(name)s", name=sender or "?")

    @staticmethod
    def _get_description(body, text):
        """The mail as a note; a huge one is cut to its words, the chatter has it all."""
        return body if len(body) <= MAX_DESCRIPTION else f"<p>{text[:MAX_DESCRIPTION]}</p>"

    def _prepare_lead_contact_values(self, message, text, name, address):
        domain = address.rpartition("@")[2]
        phone = inquiry_facts.find_phone(text)
        code = inquiry_facts.find_country(
            text, phone, domain, self._get_country_names(), self.env.company.country_id.code
        )
        lang = self._pick_lang(self._detect_language(message), code)
        return {
            "contact_name": name or inquiry_facts.labelled(text, "name") or False,
            "partner_name": inquiry_facts.find_company(text, address) or False,
            "phone": phone or False,
            "website": inquiry_facts.find_website(text) or False,
            "country_id": self.env["res.country"].search([("code", "=", code)], limit=1).id,
            "lang_id": lang.id,
        }

    def _detect_language(self, message):
        charset = message.get_content_charset() or ""
        header = raw_email.header(message, "Content-Language")
        text = f"{raw_email.header(message, 'Subject')}\n{self._read_text(message)}"
        return language.detect_language(inquiry_facts.own_words(text), header, charset)
