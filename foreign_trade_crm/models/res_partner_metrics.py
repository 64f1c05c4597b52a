from odoo import api, models


class ResPartnerMetrics(models.Model):
    """What was measured of a customer goes with it."""

    _inherit = "res.partner"

    @api.ondelete(at_uninstall=True)
    def _unlink_metrics(self):
        self.env["foreign.trade.metrics.policy"]._forget("partner_id", self.ids)
