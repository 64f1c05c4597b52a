from odoo import models


class ForeignTradePoolTier(models.Model):
    """Tiers whose service policy says so keep their customers out of the pool."""

    _inherit = "foreign.trade.pool.policy"

    def _get_protections(self, records):
        protections = super()._get_protections(records)
        if records._name != "res.partner":
            return protections
        services = self.env["foreign.trade.service.policy"]._get_services(records, self.company_id)
        for partner_id, service in services.items():
            if service.pool_protected:
                text = self.env._("tier %(tier)s", tier=(service.tier or "-").upper())
                protections.setdefault(partner_id, []).append(text)
        return protections
