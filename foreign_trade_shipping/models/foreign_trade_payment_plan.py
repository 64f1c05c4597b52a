from odoo import api, models


class ForeignTradePaymentPlan(models.Model):
    _inherit = "foreign.trade.payment.plan"

    @api.model
    def _open_account_events(self):
        return super()._open_account_events() | {"arrival", "delivery"}
