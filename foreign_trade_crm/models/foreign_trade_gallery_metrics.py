from odoo import api, models

#: lifecycle, tier, days from contact to contact and from visit to visit, ends after days,
#: answer within hours, discount ceiling, never taken back
SERVICES = (
    ("won", "a", 14, 180, 0, 4, 5, True),
    ("won", "b", 30, 365, 0, 8, 3, False),
    ("won", "c", 60, 0, 0, 24, 2, False),
    ("prospect", "a", 14, 0, 730, 8, 3, False),
    ("prospect", "b", 30, 0, 730, 24, 2, False),
    ("prospect", "c", 90, 0, 730, 24, 0, False),
    ("prospect", False, 60, 0, 730, 0, 0, False),
    ("dormant", "a", 30, 0, 730, 4, 5, False),
    ("dormant", "b", 60, 0, 730, 8, 3, False),
    ("dormant", "c", 90, 0, 730, 24, 2, False),
)


class ForeignTradeGalleryMetrics(models.Model):
    """Ready set: customers are measured, and each tier has its service policy."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_customer_metrics(self):
        policies = self.env["foreign.trade.metrics.policy"]
        own = policies.search([("company_id", "=", self.env.company.id)], limit=1)
        if own and not self._loaded("metrics_policy", policies._name):
            return  # the company has written its own
        self._ensure("metrics_policy", policies._name, self._prepare_metrics_policy_values())

    @api.model
    def _prepare_metrics_policy_values(self):
        names = (
            "lifecycle",
            "tier",
            "call_days",
            "visit_days",
            "until_days",
            "response_hours",
            "discount_ceiling",
            "pool_protected",
        )
        return {
            "name": self.env._("Customers are measured and served by tier"),
            "company_id": self.env.company.id,
            "service_ids": [
                (0, 0, {"sequence": number, **dict(zip(names, service, strict=True))})
                for number, service in enumerate(SERVICES, 1)
            ],
        }
