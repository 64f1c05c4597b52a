from odoo import api, fields, models
from odoo.tools import email_normalize_all

PERSONAL_TYPES = ("comment", "email")


class CrmLeadFirstResponse(models.Model):
    """When a person first answered the buyer: a message that left the house, a call, a meeting.

    Acknowledgements, other automatic messages and internal notes are no answer.
    """

    _inherit = "crm.lead"

    first_response_at = fields.Datetime(string="First Response", readonly=True, copy=False)
    first_response_hours = fields.Float(
        string="Hours to First Response",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Elapsed hours from the creation of the lead to the first answer by a person.",
    )
    first_response_policy_hours = fields.Float(
        string="Counted Hours to First Response",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="The same by the clock of the policy: days off, or all but working hours, left out.",
    )

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if (
            msg_vals.get("message_type") in PERSONAL_TYPES
            and not self.first_response_at
            and self._is_personal_answer(message)
        ):
            self._register_first_response(message.date)
        return result

    def _is_personal_answer(self, message):
        """Whether one of us wrote this message and it goes to somebody outside."""
        # sudo: users may not read all recipients' partners and followers
        message = message.sudo()
        if not self._is_person(message.author_id) or message.is_internal:
            return False
        if message.subtype_id.internal:
            return False
        received = f"{message.incoming_email_to or ''},{message.incoming_email_cc or ''}"
        return bool(
            message.outgoing_email_to
            or message.partner_ids.filtered("partner_share")
            or (self.email_normalized and self.email_normalized in email_normalize_all(received))
            or self.sudo().message_partner_ids.filtered("partner_share")
        )

    @api.model
    def _is_person(self, partner):
        """Whether this author is an internal user of flesh and blood."""
        robot = self.env.ref("base.partner_root")
        return bool(partner != robot and partner.user_ids.filtered(lambda user: not user.share))

    def _register_first_response(self, at=None):
        """Keep the moment and stop the clock; only the first call for a lead counts."""
        at = at or fields.Datetime.now()
        # sudo: read-only figures that follow from what the user did
        for lead in self.sudo().filtered(lambda lead: not lead.first_response_at):
            hours = max((at - lead.create_date).total_seconds() / 3600, 0)
            promise = lead._deadline_stop("first_response", at)
            lead.with_context(mail_notrack=True).write(
                {
                    "first_response_at": at,
                    "first_response_hours": hours,
                    "first_response_policy_hours": promise[:1].elapsed_hours,
                }
            )
