from datetime import timedelta

from odoo import api, fields, models

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
#: a mail of long ago that is filed today is no news
NEWS = timedelta(hours=1)
#: so many leads at most are noted at once, more of them at the end of the transaction
AT_ONCE = 20
PENDING = "foreign_trade_follow_ups"
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
            if len(self) <= AT_ONCE:
                self._deadline_note_update()
            else:
                self._deadline_note_update_later()
        return result

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if (
            msg_vals.get("message_type") in PERSONAL_MESSAGES
            and self._is_follow_up_used()
            and message.date >= fields.Datetime.now() - NEWS
            and message._get_contact_direction(self) != "out"  # `_register_contacts` did it
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
            latest = {}
            for lead_id, moment, _user_id, direction in rows:
                if direction != "in":
                    latest[lead_id] = max(moment, latest.get(lead_id, moment))
            # sudo: whose contact it was may be another than who files it
            leads = self.sudo().browse(latest).exists()
            running = leads._get_running_deadlines("no_update")
            began = {row.res_id: row.started_at for row in running}
            leads.filtered(
                lambda lead: lead.id not in began or latest[lead.id] >= began[lead.id]
            )._deadline_note_update()
        return result

    @api.model
    def _is_follow_up_used(self):
        return self.env["foreign.trade.deadline.policy"]._is_used("no_update")

    def _deadline_note_update_later(self):
        """Mass edits are noted at the end of their transaction, as Odoo writes the notes of
        changes then: however often a lead is changed in between, its clock is renewed once.
        """
        callbacks = self.env.cr.precommit
        if PENDING not in callbacks.data:
            callbacks.data[PENDING] = set()
            callbacks.add(self.browse()._deadline_note_pending_updates)
        callbacks.data[PENDING].update(self.ids)

    def _deadline_note_pending_updates(self):
        """What was rolled back or deleted meanwhile was not worked on: the database tells."""
        ids = list(self.env.cr.precommit.data.pop(PENDING, ()))
        began = self.env.cr.now().replace(microsecond=0)
        # sudo: an edit may have taken them out of the user's reach
        leads = self.sudo().with_context(active_test=False)
        leads.search(
            [("id", "in", ids), ("write_date", ">=", began)], order="id"
        )._deadline_note_update()
        self.env.flush_all()

    def _deadline_note_update(self):
        """Somebody worked on these: the time until the next follow-up begins anew."""
        if self._is_follow_up_used():
            self.filtered("user_id")._deadline_restart("no_update")
