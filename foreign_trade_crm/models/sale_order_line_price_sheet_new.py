from odoo import api, models

from .sale_order_line_price_sheet import is_other_price

#: what the price of a saved line does not follow the sheet for, once somebody changed it
UNTOUCHED = ("product_id", "product_uom_id", "product_uom_qty", "discount")


class SaleOrderLinePriceSheetNew(models.Model):
    """A line that is being typed into a quotation with a price sheet: its price follows the
    sheet's target margin at once, and not when it is saved."""

    _inherit = "sale.order.line"

    def _compute_price_unit(self):
        result = super()._compute_price_unit()
        for line in self:
            if line._is_new_in_price_sheet() and line._has_computed_price():
                line._show_in_price_sheet()
        return result

    @api.onchange("price_unit", "discount")
    def _onchange_price_of_sheet(self):
        result = super()._onchange_price_of_sheet()
        if self._is_new_in_price_sheet():
            self._show_in_price_sheet()
        return result

    def _is_new_in_price_sheet(self):
        """Whether it stands on the screen alone, in a quotation that has a sheet."""
        self.ensure_one()
        on_screen = self.order_id and not self.order_id.id and not self._origin
        return bool(
            on_screen
            and self.order_id.price_sheet_id
            and self.order_id.currency_id == self.order_id._origin.currency_id
            and self._filter_goods_of_price_sheet()
        )

    def _has_computed_price(self):
        """Whether nobody typed the price."""
        return not is_other_price(self.price_unit, self.technical_price_unit)

    def _show_in_price_sheet(self):
        sheet = self.order_id.price_sheet_id._origin.sudo()  # sudo: the cost is not shown
        self._show_priced(sheet._calculate_with(self.order_id.sudo(), self.sudo()))

    def _show_priced(self, priced):
        """Price, cost and floor of these lines as the sheet has them, on the screen.

        :param priced: ``sheet._calculate_with()``
        """
        for line in self:
            one = priced.get(line.sudo())
            if not one:
                continue
            price = float(one.price)
            if one.goods.price is None and line.price_unit != price:
                line.update({"price_unit": price, "technical_price_unit": price})
            line.price_above_floor = "above" if one.above_floor else "below"
            line.purchase_price = float(one.quoted_cost)

    def _is_as_saved(self):
        """Whether a saved line is on the screen as it was saved, or as the sheet showed it."""
        self.ensure_one()
        before, price = self._origin, self.price_unit
        shown = self.technical_price_unit != before.technical_price_unit
        return all(self[name] == before[name] for name in UNTOUCHED) and (
            price == before.price_unit or shown and price == self.technical_price_unit
        )
