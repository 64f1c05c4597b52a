from odoo import api, fields, models
from odoo.tools import email_normalize


class MailComposeMessage(models.TransientModel):
    """Odoo's full composer writes to contacts only; an inquiry's buyer is none yet."""

    _inherit = "mail.compose.message"

    outgoing_email_to = fields.Char(
        string="To the Address",
        compute="_compute_outgoing_email_to",
        store=True,
        readonly=False,
        help="Where the message goes beside the contacts. No contact is made of it.",
    )
    is_inquiry = fields.Boolean(compute="_compute_is_inquiry")

    @api.model
    def default_get(self, fields):
        """The web client names addresses without a contact as empty recipients."""
        partner_ids = self.env.context.get("default_partner_ids")
        if isinstance(partner_ids, (list, tuple)) and not all(partner_ids):
            self = self.with_context(default_partner_ids=[one for one in partner_ids if one])
        return super().default_get(fields)

    @api.depends("composition_mode", "composition_batch", "model", "res_ids", "subtype_is_log")
    def _compute_is_inquiry(self):
        for composer in self:
            composer.is_inquiry = bool(
                composer.model == "crm.lead"
                and composer.composition_mode == "comment"
                and not composer.composition_batch
                and not composer.subtype_is_log
                and composer._get_leads()._filter_inquiries()
            )

    def _get_leads(self):
        return self.env["crm.lead"].browse(self._evaluate_res_ids()).exists()

    @api.depends("is_inquiry", "template_id", "parent_id", "composition_comment_option")
    def _compute_outgoing_email_to(self):
        """Addresses of a template, or of whom one answers, that belong to no contact."""
        for composer in self:
            emails = composer._get_strangers() if composer.is_inquiry else []
            composer.outgoing_email_to = ", ".join(emails)

    def _get_strangers(self):
        lead = self._get_leads()
        if self.template_id:
            values = self._generate_template_for_composer(
                lead.ids, {"email_cc", "email_to", "partner_ids"}, allow_suggested=True
            )[lead.id]
            return lead._split_known_emails([values.get("email_to") or ""])[1]
        if self.parent_id and self.composition_comment_option == "reply_all":
            suggested = lead._message_get_suggested_recipients(
                reply_message=self.parent_id, no_create=True
            )
            emails = [one["email"] or "" for one in suggested if not one["partner_id"]]
            return lead._split_known_emails(emails)[1]
        return []

    def _generate_template_for_composer(
        self, res_ids, render_fields, allow_suggested=False, find_or_create_partners=True
    ):
        """Addresses that a template names stay addresses for inquiries."""
        inquiries = self.env["crm.lead"]
        if find_or_create_partners and self.model == "crm.lead":
            inquiries = inquiries.browse(res_ids).exists()._filter_inquiries()
        others = [res_id for res_id in res_ids if res_id not in inquiries.ids]
        generate = super()._generate_template_for_composer
        results = {}
        if others or not res_ids:
            results = generate(others, render_fields, allow_suggested, find_or_create_partners)
        if inquiries:
            results |= generate(inquiries.ids, render_fields, allow_suggested, False)
            for lead in inquiries:
                self._keep_addresses(lead, results[lead.id])
        return results

    @api.model
    def _keep_addresses(self, lead, values):
        """Known addresses become recipients, those of strangers stay in ``email_to``."""
        emails = [values.pop("email_to", ""), values.pop("email_cc", "")]
        known, strangers = lead._split_known_emails(emails)
        if known:
            values["partner_ids"] = list({*values.get("partner_ids", ()), *known.ids})
        if strangers:
            values["email_to"] = ", ".join(strangers)

    def _manage_mail_values(self, mail_values_all):
        """Posted messages go to addresses by the name that ``message_post`` has for them."""
        result = super()._manage_mail_values(mail_values_all)
        if self.model != "crm.lead" or self.composition_mode != "comment":
            return result
        for values in result.values():
            emails = values.pop("email_to", None)
            values.pop("email_cc", None)
            if self.is_inquiry:
                emails = self.outgoing_email_to
            if emails:
                values["outgoing_email_to"] = emails
        return result

    @api.onchange("outgoing_email_to")
    def _onchange_outgoing_email_to(self):
        """A contact that is among the recipients already is not written to twice."""
        for composer in self.filtered("outgoing_email_to"):
            known = set(composer.partner_ids.mapped("email_normalized"))
            emails = composer.outgoing_email_to.split(",")
            kept = [one.strip() for one in emails if email_normalize(one) not in known]
            composer.outgoing_email_to = ", ".join(filter(None, kept))
