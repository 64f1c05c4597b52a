from collections import defaultdict
from datetime import timezone

from odoo import api, fields, models

from .crm_lead_deadline import FIRST_RESPONSE


class CrmLeadResponseTier(models.Model):
    """A known customer is answered within the hours that its tier is promised."""

    _inherit = "crm.lead"

    def _plan_deadlines(self, code, start=None, clocks=None):
        start = start or fields.Datetime.now()
        clocks = {} if clocks is None else clocks
        plans = super()._plan_deadlines(code, start, clocks)
        promised = self._get_response_hours() if code == FIRST_RESPONSE else {}
        if not promised:
            return plans
        split = []
        for shared, record_ids in plans:
            by_hours = defaultdict(list)
            for record_id in record_ids:
                by_hours[promised.get(record_id)].append(record_id)
            for hours, ids in by_hours.items():
                times = self._prepare_promised_times(shared, hours, start, clocks)
                split.append(({**shared, **times}, ids))
        return split

    @api.model
    def _prepare_promised_times(self, shared, hours, start, clocks):
        """What of a row changes where the tier is promised an answer within ``hours``."""
        if not hours:
            return {}
        # sudo: everybody's leads run by the policies
        policy = self.env["foreign.trade.deadline.policy"].sudo().browse(shared["policy_id"])
        company = self.env["res.company"].browse(shared["company_id"])
        clock = clocks[policy.clock, policy.calendar_id, company]
        aware = start.replace(tzinfo=timezone.utc)
        warned = max(hours - policy.warn_before, hours / 2)
        due_at, warn_at = (
            clock.due(aware, count).astimezone(timezone.utc).replace(tzinfo=None)
            for count in (hours, warned)
        )
        return {"due_at": due_at, "warn_at": warn_at, "next_at": warn_at, "policy_hours": hours}

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
