import math

from odoo import fields, models
from odoo.tools.mail import formataddr

DEFAULT_HOURS = 24


class CrmLeadAcknowledgement(models.Model):
    _inherit = "crm.lead"

    def _send_acknowledgement(self, template):
        """Post the acknowledgement in the lead's language as an automatic message."""
        self.ensure_one()
        lang = self.lang_id.code if self.lang_id.active else "en_US"
        template = template.sudo().with_context(lang=lang, **self._prepare_promise())
        rendered = {
            name: template._render_field(name, self.ids, set_lang=lang)[self.id]
            for name in ("subject", "body_html")
        }
        company = self.company_id or self.env.company
        return self.with_context(lang=lang).message_post(
            body=rendered["body_html"],
            subject=rendered["subject"],
            message_type="auto_comment",
            subtype_xmlid="foreign_trade_crm.mail_subtype_acknowledgement",
            author_id=company.partner_id.id,
            email_from=self._get_acknowledgement_sender(company),
            outgoing_email_to=self.email_normalized,
            email_layout_xmlid="mail.mail_notification_light",
            mail_headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
            notify_skip_followers=True,
        )

    def _prepare_promise(self):
        """Who answers and within how many hours, as the template's ``ctx``.

        The hours are those on the buyer's clock until the answer is due, days off included.
        """
        company = self.company_id or self.env.company
        due_at = self._get_running_deadlines("first_response")[:1].due_at
        left = due_at and (due_at - fields.Datetime.now()).total_seconds() / 3600
        return {
            "answer_name": self.user_id.name or company.name,
            "answer_hours": math.ceil(left) if left and left > 0 else DEFAULT_HOURS,
            "answer_company": company.name,
        }

    def _get_acknowledgement_sender(self, company):
        address = self.channel_id.alias_email or company.email or self.env.user.email
        return formataddr((company.name, address or "noreply@localhost"))
