from odoo import models

from ..tools.cost_access import valuing


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    def _product_price_to_company_currency(self, quantity, product, company):
        """Carriers insure parcels by their value."""
        with valuing():
            return super()._product_price_to_company_currency(quantity, product, company)
