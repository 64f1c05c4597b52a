from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.foreign_trade_crm.models.foreign_trade_customer_timeline import Source


class ForeignTradeCustomerTimeline(models.AbstractModel):
    """Shipments in the time line of a customer."""

    _inherit = "foreign.trade.customer.timeline"

    @api.model
    def _get_kinds(self):
        return {**super()._get_kinds(), "shipment": self.env._("Shipment")}

    @api.model
    def _get_sources(self, customer):
        """Shipments on the day they left; those still to leave, on the day they were planned."""
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        today = fields.Date.context_today(self)
        left = Domain("state", "in", ("shipped", "arrived"))
        columns = {
            "title": "name",
            "text": "vessel",
            "state": "state",
            "user_id": "user_id",
        }
        return {
            **super()._get_sources(customer),
            "shipment": Source(
                "foreign.trade.shipment",
                by_partner & left & Domain("etd", "<=", today),
                ("etd",),
                ("shipment",),
                columns,
            ),
            "planned_shipment": Source(
                "foreign.trade.shipment",
                by_partner & ~(left & Domain("etd", "<=", today)),
                ("create_date",),
                ("shipment",),
                columns,
            ),
        }

    @api.model
    def _get_threads(self, customer):
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {**super()._get_threads(customer), "foreign.trade.shipment": by_partner}
