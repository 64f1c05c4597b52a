from odoo import api, models


class SaleOrderPriceSheetNew(models.Model):
    """New lines on the screen share fees and freight, as they will when they are saved."""

    _inherit = "sale.order"

    @api.onchange("order_line")
    def _onchange_new_lines_of_sheet(self):
        if self.price_sheet_id:
            self.order_line.filtered(
                lambda line: line._is_new_in_price_sheet()
            )._show_in_price_sheet()
