from odoo.tools import email_normalize

from odoo.addons.mail.controllers.thread import ThreadController


class LeadThreadController(ThreadController):
    def _prepare_message_data(self, post_data, *, thread, **kwargs):
        """An answer to an inquiry goes to its address; it makes no contact of the buyer.

        The chatter makes a partner of every address it writes to. A lead from a channel is
        unverified: its company and contact are made when it is converted.
        """
        emails = post_data.get("partner_emails")
        is_inquiry = thread._name == "crm.lead" and self._is_inquiry(thread.sudo())
        if not emails or not is_inquiry:
            return super()._prepare_message_data(post_data, thread=thread, **kwargs)
        known = thread._partner_find_from_emails_single(emails, no_create=True)
        known_emails = set(known.mapped("email_normalized"))
        strangers = [email for email in emails if email_normalize(email) not in known_emails]
        partner_ids = [*(post_data.get("partner_ids") or []), *known.ids]
        data = super()._prepare_message_data(
            {**post_data, "partner_emails": [], "partner_ids": partner_ids},
            thread=thread,
            **kwargs,
        )
        if strangers:
            data["outgoing_email_to"] = ", ".join(strangers)
        return data

    def _is_inquiry(self, lead):
        return lead.type == "lead" and bool(lead.channel_id)
