from datetime import datetime

import pytz

from odoo import api, fields, models


class CrmLeadFollowUpPlan(models.Model):
    """A lead that gets its first owner starts the follow-up plan of its channel and country."""

    _inherit = "crm.lead"

    follow_up_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Follow-up Plan",
        readonly=True,
        copy=False,
        help="The plan that began when this lead got its first owner.",
        prefetch="trade_details",
    )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._start_follow_up()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id"):
            self._start_follow_up()
        return result

    def _start_follow_up(self):
        """Schedule the activities of the plan that fits each lead; once in a lead's life."""
        plans = self.env["mail.activity.plan"]._get_follow_up_plans()
        if not plans:
            return
        chosen = {}
        for lead in self:
            if lead.type == "lead" and lead.user_id and lead.active and not lead.follow_up_plan_id:
                plan = next((plan for plan in plans if lead._fits_follow_up(plan)), None)
                if plan:
                    chosen.setdefault(plan["id"], []).append(lead.id)
        for plan_id, ids in chosen.items():
            self.browse(ids)._schedule_follow_up(plan_id)

    def _fits_follow_up(self, plan):
        company = self.company_id or self.env.company
        return (
            plan["company_id"] in (False, company.id)
            and (not plan["channel_ids"] or self.channel_id.id in plan["channel_ids"])
            and (not plan["by_country"] or self.country_id.id in plan["country_ids"])
        )

    def _schedule_follow_up(self, plan_id):
        """The activities of a plan on these leads, in as many queries for many as for one."""
        # sudo: the plan starts whoever assigns the lead, also where it then is a colleague's
        plan = self.env["mail.activity.plan"].sudo().browse(plan_id)
        leads = self.sudo()
        dates = {user: leads._get_today_of(user) for user in leads.user_id}
        own, others = [], []
        for template in plan.template_ids:
            for lead in leads:
                values = lead._prepare_follow_up_values(template, dates[lead.user_id])
                (own if values["user_id"] == lead.user_id.id else others).append(values)
        activities = self.env["mail.activity"].sudo()
        # the owner hears of the lead itself, in one message
        activities.with_context(mail_activity_quick_update=True).create(own)
        activities.create(others)
        leads.follow_up_plan_id = plan

    def _prepare_follow_up_values(self, template, today):
        responsible = template._determine_responsible(self.user_id, self)["responsible"]
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "activity_type_id": template.activity_type_id.id,
            "summary": template.summary,
            "note": template.note,
            "date_deadline": template._get_date_deadline(today),
            "user_id": (responsible or self.user_id).id,
            "automated": True,
        }

    @api.model
    def _get_today_of(self, user):
        """The date where somebody is."""
        now = fields.Datetime.now().replace(tzinfo=pytz.utc)
        return datetime.date(now.astimezone(pytz.timezone(user.tz or "UTC")))

    def _merge_get_fields(self):
        return super()._merge_get_fields() + ["follow_up_plan_id"]
