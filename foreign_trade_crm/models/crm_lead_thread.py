from odoo import api, models
from odoo.tools import email_normalize
from odoo.tools.mail import email_split_and_format


class CrmLeadThread(models.Model):
    """Whoever answers an inquiry writes to its address; no contact is made of the buyer.

    Odoo makes a partner of every address it writes to. A lead from a channel is unverified: its
    company and contact are made when it is converted, so the customer list stays clean.
    """

    _inherit = "crm.lead"

    def _is_inquiry(self):
        """Whether this is a lead that came through a channel and is not converted yet."""
        self.ensure_one()
        return self.type == "lead" and bool(self.channel_id)

    def _filter_inquiries(self):
        # sudo: whoever may write to a lead, what it is decides
        return self.sudo().filtered(lambda lead: lead._is_inquiry()).with_env(self.env)

    def _partner_find_from_emails(
        self,
        records_emails,
        avoid_alias=True,
        ban_emails=None,
        filter_found=None,
        additional_values=None,
        no_create=False,
    ):
        """Every door of the chatter comes through here: for inquiries it only finds."""
        options = {
            "avoid_alias": avoid_alias,
            "ban_emails": ban_emails,
            "filter_found": filter_found,
            "additional_values": additional_values,
        }
        if no_create or not self:
            return super()._partner_find_from_emails(records_emails, **options, no_create=no_create)
        inquiries = self._filter_inquiries()
        found = {}
        for leads, only_find in ((inquiries, True), (self - inquiries, False)):
            if leads:
                own = {lead: records_emails.get(lead, []) for lead in leads}
                found |= super(CrmLeadThread, leads)._partner_find_from_emails(
                    own, **options, no_create=only_find
                )
        return found

    @api.model
    def _split_known_emails(self, emails):
        """(partners on record, addresses of strangers) for texts of addresses."""
        texts = [one for text in emails for one in email_split_and_format(text or "")]
        known = self._partner_find_from_emails_single(texts, no_create=True)
        known_emails = set(known.mapped("email_normalized"))
        strangers = [text for text in texts if email_normalize(text) not in known_emails]
        return known, list(dict.fromkeys(strangers))
