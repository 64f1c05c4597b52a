from odoo import models

from ..tools.cost_access import valuing


class AccountMove(models.Model):
    _inherit = "account.move"

    def _get_product_price_and_data(self, product):
        """A vendor bill is entered at cost by whoever may enter it."""
        with valuing():
            return super()._get_product_price_and_data(product)
