from datetime import timedelta

from odoo import fields, models

#: an inquiry that became a lead within so long did not wait
SOON = timedelta(minutes=5)


class CrmLeadFirstResponse(models.Model):
    """When a person first answered the buyer: a message that left the house, a call, a meeting.

    Acknowledgements, other automatic messages and internal notes are no answer.
    """

    _inherit = "crm.lead"

    first_response_at = fields.Datetime(
        string="First Response", readonly=True, copy=False, prefetch="trade_details"
    )
    first_response_hours = fields.Float(
        string="Hours to First Response",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Elapsed hours from the arrival of the inquiry to the first answer by a person.",
        prefetch="trade_details",
    )
    first_response_policy_hours = fields.Float(
        string="Counted Hours to First Response",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="The same by the clock of the policy: days off, or all but working hours, left out.",
        prefetch="trade_details",
    )

    def _register_first_response(self, at=None):
        """Keep the moment and stop the clock; only the first call for a lead counts.

        What was said before the buyer's words reached us does not answer them.
        """
        now = fields.Datetime.now()
        at = min(at or now, now)
        # sudo: read-only figures that follow from what the user did
        for lead in self.sudo().filtered(lambda lead: not lead.first_response_at):
            arrival = lead._get_arrival().replace(microsecond=0)
            if at < arrival:
                continue
            hours = (at - arrival).total_seconds() / 3600
            promise = lead._deadline_stop("first_response", at)
            lead.with_context(mail_notrack=True).write(
                {
                    "first_response_at": at,
                    "first_response_hours": hours,
                    "first_response_policy_hours": promise[:1].elapsed_hours,
                }
            )

    def _get_arrival(self):
        """When the buyer's words reached us: an inquiry may have waited before it was a lead."""
        self.ensure_one()
        arrivals = self.inquiry_ids.filtered("received_at").mapped("received_at")
        return min([self.create_date, *arrivals])

    def _start_late_clocks(self):
        """Of leads whose inquiry waited, the time to answer runs from when it came in.

        Those that wait anyway are few: a failed inquiry, a server that was down.
        """
        for lead in self.filtered(lambda lead: not lead.first_response_at):
            arrival = lead._get_arrival()
            if lead.create_date - arrival > SOON and lead._get_running_deadlines("first_response"):
                lead._deadline_start("first_response", arrival)
