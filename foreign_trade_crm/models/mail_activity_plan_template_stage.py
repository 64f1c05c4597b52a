from datetime import datetime, time, timedelta

from pytz import timezone

from odoo import fields, models


class MailActivityPlanTemplateStage(models.Model):
    """Steps due in working days, also for finance, and steps that outlive their stage."""

    _inherit = "mail.activity.plan.template"

    delay_unit = fields.Selection(
        selection_add=[("working_days", "working days")],
        ondelete={"working_days": "set default"},
    )
    responsible_type = fields.Selection(
        selection_add=[("trade_finance", "Finance of the company")],
        ondelete={"trade_finance": "set default"},
    )
    outlives_stage = fields.Boolean(
        string="Stays After the Stage",
        help="Of a stage's plan: the activity stays open when the deal leaves the stage. "
        "Others are closed then, since they became pointless.",
    )

    def _get_date_deadline(self, base_date=False):
        if self.delay_unit != "working_days":
            return super()._get_date_deadline(base_date)
        base = base_date or fields.Date.context_today(self)
        back = self.delay_from == "before_plan_date"
        calendar = (self.company_id or self.env.company).resource_calendar_id
        return _shift_working_days(calendar, base, -self.delay_count if back else self.delay_count)


def _shift_working_days(calendar, day, count):
    """The date ``count`` working days after ``day``, or before it where negative.

    0 is the day itself, or the next one that is worked. Without a calendar every day counts.
    """
    if not calendar:
        return day + timedelta(days=count)
    # sudo: when the company works is no secret
    calendar = calendar.sudo()
    zone = timezone(calendar.tz or "UTC")
    first = day + timedelta(days=1) if count > 0 else day
    moment = zone.localize(datetime.combine(first, time.min))
    found = calendar.plan_days(count or 1, moment, compute_leaves=True)
    return found.astimezone(zone).date() if found else day + timedelta(days=count)
