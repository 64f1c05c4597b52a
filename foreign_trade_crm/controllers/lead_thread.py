from odoo.addons.mail.controllers.thread import ThreadController


class LeadThreadController(ThreadController):
    def _prepare_message_data(self, post_data, *, thread, **kwargs):
        """An answer to an inquiry goes to its address; it makes no contact of the buyer."""
        emails = post_data.get("partner_emails")
        # sudo: whoever may write to a lead, what it is decides
        if not emails or thread._name != "crm.lead" or not thread.sudo()._is_inquiry():
            return super()._prepare_message_data(post_data, thread=thread, **kwargs)
        known, strangers = thread._split_known_emails(emails)
        partner_ids = [*(post_data.get("partner_ids") or []), *known.ids]
        data = super()._prepare_message_data(
            {**post_data, "partner_emails": [], "partner_ids": partner_ids},
            thread=thread,
            **kwargs,
        )
        if strangers:
            data["outgoing_email_to"] = ", ".join(strangers)
        return data
