from datetime import timezone

from odoo import models

from .crm_lead_deadline import FIRST_RESPONSE


class CrmLeadResponseTier(models.Model):
    """A known customer is answered within the hours that its tier is promised."""

    _inherit = "crm.lead"

    def _prepare_deadline_values(self, policy, start, clocks):
        values = super()._prepare_deadline_values(policy, start, clocks)
        if policy.code != FIRST_RESPONSE:
            return values
        hours_by_lead = self._get_response_hours()
        aware = start.replace(tzinfo=timezone.utc)
        for row in values:
            hours = hours_by_lead.get(row["res_id"])
            if hours:
                company = self.env["res.company"].browse(row["company_id"])
                clock = clocks[policy.clock, policy.calendar_id, company]
                warned = max(hours - policy.warn_before, hours / 2)
                due_at, warn_at = (
                    clock.due(aware, count).astimezone(timezone.utc).replace(tzinfo=None)
                    for count in (hours, warned)
                )
                row.update(due_at=due_at, warn_at=warn_at, next_at=warn_at, policy_hours=hours)
        return values

    def _get_response_hours(self):
        """``{lead id: hours}`` of those whose customer's tier is promised an answer in time."""
        Service = self.env["foreign.trade.service.policy"]
        if not Service._promises_answers():
            return {}
        hours = {}
        for company, leads in self.filtered("partner_id").grouped(_company).items():
            services = Service._get_services(leads.partner_id, company)
            for lead in leads:
                service = services.get(lead.partner_id.id)
                if service and service.response_hours:
                    hours[lead.id] = service.response_hours
        return hours


def _company(lead):
    return lead._deadline_company()
