from odoo import api, models

#: a person who changes one of these works on the lead
PROGRESS_FIELDS = frozenset(
    (
        "date_deadline",
        "description",
        "expected_revenue",
        "partner_id",
        "priority",
        "stage_id",
        "tag_ids",
        "type",
        "validity",
    )
)
PERSONAL_MESSAGES = ("comment", "email", "email_outgoing", "whatsapp_message")


class CrmLeadFollowUp(models.Model):
    """What counts as following up a lead or deal, after which the next interval begins.

    A person's message or note, an activity done, a change of what the sales process is about,
    a quotation sent: whatever a colleague would call "I have worked on it". What the system
    writes by itself, and what the buyer writes, is no follow-up.
    """

    _inherit = "crm.lead"

    def write(self, vals):
        result = super().write(vals)
        if not PROGRESS_FIELDS.isdisjoint(vals) and not self.env.su and self._is_follow_up_used():
            self._deadline_note_update()
        return result

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if (
            msg_vals.get("message_type") in PERSONAL_MESSAGES
            and self._is_follow_up_used()
            and self._is_person(message.sudo().author_id)  # sudo: may be a colleague out of reach
        ):
            self._deadline_note_update()
        return result

    @api.model
    def _register_contacts(self, rows):
        """Contact that one of ours had, through any channel, is a follow-up."""
        rows = list(rows)
        result = super()._register_contacts(rows)
        if self._is_follow_up_used():
            lead_ids = {row[0] for row in rows if row[3] != "in"}
            # sudo: whose contact it was may be another than who files it
            self.sudo().browse(lead_ids).exists()._deadline_note_update()
        return result

    @api.model
    def _is_follow_up_used(self):
        return self.env["foreign.trade.deadline.policy"]._is_used("no_update")

    def _deadline_note_update(self):
        """Somebody worked on these: the time until the next follow-up begins anew."""
        if self._is_follow_up_used():
            self.filtered("user_id")._deadline_restart("no_update")
