from odoo import api, models


class SaleOrderPriceSheetNew(models.Model):
    """New lines on the screen share fees and freight, as they will when they are saved."""

    _inherit = "sale.order"

    @api.onchange("order_line")
    def _onchange_lines_of_sheet(self):
        """Live: each line as saving will have it, those included that were saved before."""
        sheet = self.price_sheet_id._origin.sudo()  # sudo: prices are shown, not the cost
        if not sheet:
            return
        lines = self.order_line
        new = lines.filtered(lambda line: line._is_new_in_price_sheet())
        follow = lines.filtered(lambda line: line._origin and line._is_as_saved())
        # agreed prices stay, whatever is added
        shown = new if sheet._is_agreed() else new | follow
        if shown and self.currency_id == self._origin.currency_id:
            shown._show_priced(sheet._calculate_with(self.sudo(), new.sudo()))
