from odoo import api, models

#: stages of the export pipeline and the days within which somebody works on a deal in them
OPPORTUNITY_DAYS = {
    "stage_requirement": 5,
    "stage_quotation": 5,
    "stage_sample": 10,
    "stage_negotiation": 5,
    "stage_awaiting": 3,
}
FIRST_RESPONSE_DOMAIN = "['|', ('type', '=', 'lead'), ('channel_id', '!=', False)]"


class ForeignTradeGalleryDeadline(models.Model):
    """Ready sets: leads answered, claimed and followed up in time; deals by their stage."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_deadline_first_response(self):
        """Every lead is answered within 24 hours, days off not counted."""
        self._ensure(
            "deadline_first_response",
            "foreign.trade.deadline.policy",
            self._prepare_first_response_policy_values(),
        )

    @api.model
    def _prepare_first_response_policy_values(self):
        return {
            "name": self.env._("Answer every lead within 24 hours"),
            "code": "first_response",
            "domain": FIRST_RESPONSE_DOMAIN,
            "clock": "elapsed",
            "hours": 24.0,
            "warn_before": 4.0,
            "escalate_to_leader": True,
            "company_id": self.env.company.id,
        }

    @api.model
    def _load_deadline_follow_up(self):
        """Leads are claimed and followed up; deals have an interval by stage."""
        self._ensure_policy("unclaimed", self.env._("Claim every lead within 24 hours"), 24, 4)
        self._ensure_policy("no_update", self.env._("Follow up leads every 48 hours"), 48, 8)
        for stage_name, days in OPPORTUNITY_DAYS.items():
            stage = self._loaded(stage_name, "crm.stage")
            if stage:
                name = self.env._(
                    "%(stage)s: follow up every %(days)s days", stage=stage.name, days=days
                )
                domain = f"[('type', '=', 'opportunity'), ('stage_id', '=', {stage.id})]"
                self._ensure_policy("no_update", name, days * 24, 24, stage_name, domain)

    def _ensure_policy(self, code, name, hours, warn_before, suffix="leads", domain=None):
        return self._ensure(
            f"deadline_{code}_{suffix}",
            "foreign.trade.deadline.policy",
            {
                **self._prepare_first_response_policy_values(),
                "name": name,
                "code": code,
                "domain": domain or "[('type', '=', 'lead')]",
                "hours": hours,
                "warn_before": warn_before,
            },
        )
