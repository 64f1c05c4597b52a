from odoo import api, models
from odoo.fields import Domain

from odoo.addons.foreign_trade_crm.models.foreign_trade_customer_timeline import Source


class ForeignTradeCustomerTimeline(models.AbstractModel):
    """Samples in the time line of a customer."""

    _inherit = "foreign.trade.customer.timeline"

    @api.model
    def _get_kinds(self):
        return {**super()._get_kinds(), "sample": self.env._("Sample")}

    @api.model
    def _get_sources(self, customer):
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {
            **super()._get_sources(customer),
            "sample": Source(
                "foreign.trade.sample.request",
                by_partner,
                ("actual_dispatch_date", "create_date"),
                ("sample",),
                {
                    "title": "name",
                    "text": "feedback_text",
                    "state": "state",
                    "amount": "amount_charged",
                    "currency_id": "currency_id",
                    "user_id": "user_id",
                },
            ),
        }

    @api.model
    def _get_threads(self, customer):
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {**super()._get_threads(customer), "foreign.trade.sample.request": by_partner}
