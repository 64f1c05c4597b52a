from odoo import api, models
from odoo.fields import Command


class SaleOrderRequirement(models.Model):
    _inherit = "sale.order"

    @api.onchange("opportunity_id")
    def _onchange_opportunity_requirement(self):
        """A new quotation for a deal begins with the products its buyer asked for."""
        lines = self.opportunity_id.requirement_line_ids.filtered("product_id")
        if lines and not self.order_line:
            self.order_line = [
                Command.create(line._prepare_quotation_line_values()) for line in lines
            ]
