from odoo import api, models


class ForeignTradeGalleryPool(models.Model):
    """Ready set: the pools of leads and customers."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_pools(self):
        """One policy; taking back stays off until a manager has previewed it."""
        policies = self.env["foreign.trade.pool.policy"]
        own = policies.search([("company_id", "=", self.env.company.id)], limit=1)
        if own and not self._loaded("pool_policy", policies._name):
            return  # the company has written its own
        self._ensure("pool_policy", policies._name, self._prepare_pool_policy_values())

    @api.model
    def _prepare_pool_policy_values(self):
        return {
            "name": self.env._("Customers and leads nobody follows up return to the pool"),
            "company_id": self.env.company.id,
            "days_a": 90,
            "days_b": 60,
            "days_c": 45,
            "days_d": 30,
            "days_none": 30,
            "lead_days": 15,
            "warn_days": 3,
            "order_days": 180,
            "customer_limit": 200,
            "lead_limit": 100,
            "claims_per_day": 10,
            "cooling_days": 30,
            "hide_leads": True,
        }
