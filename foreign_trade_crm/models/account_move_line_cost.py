from odoo import models

from ..tools.cost_access import valuing


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_cogs_value(self):
        """The cost of goods sold is booked whoever posts the invoice."""
        with valuing():
            return super()._get_cogs_value()
