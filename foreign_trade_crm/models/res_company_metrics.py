from odoo import api, models


class ResCompanyMetrics(models.Model):
    """What a company measured goes with it."""

    _inherit = "res.company"

    @api.ondelete(at_uninstall=True)
    def _unlink_metrics(self):
        self.env["foreign.trade.metrics.policy"]._forget("company_id", self.ids)
