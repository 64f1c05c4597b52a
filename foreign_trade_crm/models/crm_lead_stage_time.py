from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CrmLeadStageTime(models.Model):
    """How long a deal is in its stage, against the stage's target.

    The days count from the last change of stage, as those of Odoo's rotting do, but not while
    the deal was still a lead. They need nothing that the board does not read anyway.
    """

    _inherit = "crm.lead"

    stage_overdue_days = fields.Integer(
        string="Days Over Target",
        compute="_compute_stage_overdue_days",
        help="Days that an open deal is in its stage beyond the stage's target.",
    )
    is_stage_overdue = fields.Boolean(
        string="Over Target",
        compute="_compute_stage_overdue_days",
        search="_search_is_stage_overdue",
    )
    stage_times = fields.Json(
        string="Time in Stages", compute="_compute_stage_times", groups="base.group_user"
    )

    @api.depends(
        "stage_id.target_days",
        "date_last_stage_update",
        "date_conversion",
        "won_status",
        "type",
        "active",
    )
    def _compute_stage_overdue_days(self):
        targets = self.env["crm.stage"]._get_target_days()
        now, late = fields.Datetime.now(), {}
        for lead in self if targets else ():
            target = targets.get(lead.stage_id.id)
            if target and (over := lead._get_days_over_target(target, now)):
                late.setdefault(over, []).append(lead.id)
        # most deals of a board are in time: they are written together
        in_time = self - self.browse(lead_id for ids in late.values() for lead_id in ids)
        in_time.stage_overdue_days = 0
        in_time.is_stage_overdue = False
        for over, ids in late.items():
            leads = self.browse(ids)
            leads.stage_overdue_days = over
            leads.is_stage_overdue = True

    def _get_days_over_target(self, target, now):
        """Whole days beyond ``target`` days; what is in time is told by a single field."""
        entered = self.date_last_stage_update
        if entered and (now - entered).days <= target:
            return 0
        since = self._get_stage_since()
        if not (since and self.active) or self.type != "opportunity":
            return 0
        if self.won_status != "pending":
            return 0
        return max((now - since).days - target, 0)

    def _get_stage_since(self):
        """When the deal came into its stage, as a deal; nothing for one that is not saved."""
        since = self.date_last_stage_update or self.create_date
        return max(since, self.date_conversion or since) if since else since

    def _search_is_stage_overdue(self, operator, value):
        """A branch for each stage that has a target: there are as many as columns on boards."""
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        late = Domain.OR(
            Domain("stage_id", "=", stage_id)
            & self._get_stage_since_domain(now - timedelta(days=days + 1))
            for stage_id, days in self.env["crm.stage"]._get_target_days().items()
        )
        late &= Domain("type", "=", "opportunity") & Domain("won_status", "=", "pending")
        return late & Domain("active", "=", True)

    @api.model
    def _get_stage_since_domain(self, moment):
        converted = Domain("date_conversion", "=", False) | Domain("date_conversion", "<=", moment)
        return Domain("date_last_stage_update", "<=", moment) & converted

    @api.depends("stage_overdue_days", "duration_tracking")
    def _compute_stage_times(self):
        """``[{name, days, target, over, here}]`` of the stages with a target; one form's matter."""
        spent = {
            lead.id: {
                int(stage): time for stage, time in (lead.duration_tracking or {}).items() if stage
            }
            for lead in self
        }
        # sudo: names and targets of columns are no secret
        stages = (
            self.env["crm.stage"].sudo().browse({id_ for times in spent.values() for id_ in times})
        )
        known = stages.exists().filtered("target_days").sorted()
        for lead in self:
            seconds = spent[lead.id]
            lead.stage_times = [
                lead._prepare_stage_time(stage, seconds[stage.id])
                for stage in (known if lead.type == "opportunity" else ())
                if stage.id in seconds
            ] or False

    def _prepare_stage_time(self, stage, seconds):
        is_open = self.won_status == "pending"
        now = fields.Datetime.now()
        until = now if is_open else self.date_closed or now
        began = self.date_conversion or self.create_date or now
        since = self._get_stage_since() or now
        days = (until - since).days if stage == self.stage_id else seconds // 86400
        days = max(min(days, (now - began).days), 0)  # as a lead it was in no stage
        return {
            "id": stage.id,
            "name": stage.with_env(self.env).name,
            "days": days,
            "target": stage.target_days,
            "over": max(days - stage.target_days, 0),
            "here": is_open and stage == self.stage_id,
        }
