from odoo import api, models

FIRST_RESPONSE_DOMAIN = "['|', ('type', '=', 'lead'), ('channel_id', '!=', False)]"


class ForeignTradeGalleryDeadline(models.Model):
    """Ready set: the first response to a lead."""

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
