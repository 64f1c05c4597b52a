from odoo import api, models
from odoo.tools import SQL


class ResPartnerPool(models.Model):
    """A customer whose goods are on their way stays with its owner."""

    _inherit = "res.partner"

    @api.model
    def _pool_protection_labels(self):
        return {**super()._pool_protection_labels(), "shipment": self.env._("shipment %(name)s")}

    def _pool_protection_queries(self):
        shipments = self._pool_document_query(
            "shipment",
            "foreign_trade_shipment",
            SQL(
                """EXISTS (
                    SELECT 1 FROM foreign_trade_shipment_milestone arrival
                     WHERE arrival.shipment_id = document.id
                       AND arrival.code = 'arrival'
                       AND arrival.actual_date IS NULL
                )"""
            ),
        )
        return super()._pool_protection_queries() + [shipments]
