from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .foreign_trade_sample_request import AWAITING_FEEDBACK

FEEDBACK_ACTIVITY = "foreign_trade_samples.mail_activity_type_sample_feedback"

#: where a request may go from each state
STATE_MOVES = {
    "draft": {"dispatched", "cancelled"},
    "dispatched": {"delivered", "feedback", "cancelled"},
    "delivered": {"feedback", "cancelled"},
    "feedback": set(),
    "cancelled": {"draft"},
}


class ForeignTradeSampleState(models.Model):
    """The way of a sample request: draft, dispatched, delivered, feedback.

    What a state asks for is a constraint, so that buttons, import and RPC meet the same rules.
    """

    _inherit = "foreign.trade.sample.request"

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("dispatched", "Dispatched"),
            ("delivered", "Delivered"),
            ("feedback", "Feedback Received"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    def write(self, vals):
        if "state" in vals:
            self._check_state_move(vals["state"])
        result = super().write(vals)
        if vals.keys() & {"state", "expected_feedback_date", "user_id"}:
            self._sync_feedback_activity()
        if "state" in vals:
            # sudo: the clerk who sends samples need not be entitled to the deal
            self.sudo().opportunity_id._deadline_note_update()
        return result

    def _check_state_move(self, state):
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for request in self:
            if state != request.state and state not in STATE_MOVES[request.state]:
                raise UserError(
                    self.env._(
                        "Sample request %(name)s is “%(old)s” and cannot become “%(new)s”.",
                        name=request.name,
                        old=labels[request.state],
                        new=labels.get(state, state),
                    )
                )

    def _get_missing_for_state(self):
        """Labels of what the state of this request asks for and is not filled in."""
        self.ensure_one()
        needed = {}
        if self.state in (*AWAITING_FEEDBACK, "feedback"):
            needed |= {
                "line_ids": self.line_ids,
                "delivery_address": (self.delivery_address or "").strip(),
                "courier_id": self.courier_id,
                "tracking_number": (self.tracking_number or "").strip(),
                "actual_dispatch_date": self.actual_dispatch_date,
            }
        if self.state == "delivered":
            needed["delivered_date"] = self.delivered_date
        if self.state == "feedback":
            needed |= {
                "feedback_result": self.feedback_result,
                "feedback_date": self.feedback_date,
            }
        labels = self.fields_get(list(needed), ["string"])
        return [labels[name]["string"] for name, value in needed.items() if not value]

    @api.constrains(
        "state",
        "line_ids",
        "delivery_address",
        "courier_id",
        "tracking_number",
        "actual_dispatch_date",
        "delivered_date",
        "feedback_result",
        "feedback_date",
    )
    def _check_state_complete(self):
        for request in self:
            missing = request._get_missing_for_state()
            if missing:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "Sample request %(name)s cannot be “%(state)s” yet. Fill in: %(fields)s.",
                        name=request.name,
                        state=labels[request.state],
                        fields=", ".join(missing),
                    )
                )

    @api.constrains("actual_dispatch_date", "delivered_date")
    def _check_date_order(self):
        for request in self:
            dispatched, delivered = request.actual_dispatch_date, request.delivered_date
            if dispatched and delivered and delivered < dispatched:
                raise ValidationError(
                    self.env._(
                        "Sample request %(name)s cannot be delivered on %(delivered)s, before it "
                        "was dispatched on %(dispatched)s.",
                        name=request.name,
                        delivered=fields.Date.to_string(delivered),
                        dispatched=fields.Date.to_string(dispatched),
                    )
                )

    def action_dispatch(self):
        """The parcel left: needs courier, tracking number, address and content."""
        today = fields.Date.context_today(self)
        for request in self:
            request.write(
                {
                    "state": "dispatched",
                    "actual_dispatch_date": request.actual_dispatch_date or today,
                }
            )

    def action_mark_delivered(self):
        today = fields.Date.context_today(self)
        for request in self:
            request.write({"state": "delivered", "delivered_date": request.delivered_date or today})

    def action_record_feedback(self):
        """Close the request with the result and text that stand in its feedback fields."""
        today = fields.Date.context_today(self)
        for request in self:
            if not request.feedback_result:
                raise UserError(
                    self.env._(
                        "Choose the feedback result of %(name)s first: approved, changes wanted "
                        "or rejected.",
                        name=request.name,
                    )
                )
            request.write({"state": "feedback", "feedback_date": request.feedback_date or today})
            request._log_feedback_on_opportunity()

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def action_reset_to_draft(self):
        self.write({"state": "draft"})

    def _log_feedback_on_opportunity(self):
        self.ensure_one()
        results = dict(self._fields["feedback_result"]._description_selection(self.env))
        self.opportunity_id._message_log(
            body=self.env._(
                "Samples of round %(round)s (%(name)s): %(result)s. %(text)s",
                round=self.round,
                name=self.name,
                result=results[self.feedback_result],
                text=self.feedback_text or "",
            )
        )

    def _sync_feedback_activity(self):
        """One reminder for the responsible, on the expected date, while feedback is awaited."""
        for request in self:
            activity = request.activity_search([FEEDBACK_ACTIVITY])
            if request.state == "feedback":
                activity.action_done()
            elif request.state not in AWAITING_FEEDBACK or not request.expected_feedback_date:
                activity.unlink()
            else:
                request._plan_feedback_activity(activity)

    def _plan_feedback_activity(self, activity):
        user = self.user_id.filtered("active") or self.opportunity_id._get_work_user()
        values = {
            "date_deadline": self.expected_feedback_date,
            "user_id": user.id or self.env.uid,
        }
        if activity:
            activity.write(values)
            return
        summary = self.env._("Ask for feedback on the samples of round %(round)s", round=self.round)
        self.activity_schedule(FEEDBACK_ACTIVITY, summary=summary, **values)
