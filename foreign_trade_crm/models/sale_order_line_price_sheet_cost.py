from odoo import api, fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class SaleOrderLine(models.Model):
    """Cost and margin are those of the price sheet where there is one, and a secret everywhere.

    Not precomputed: Odoo checks each value of a new record against the user's groups, and would
    refuse every line that somebody without the right to see cost creates.
    """

    _inherit = "sale.order.line"

    margin = fields.Float(groups=COST_GROUP, precompute=False)
    margin_percent = fields.Float(groups=COST_GROUP, precompute=False)
    purchase_price = fields.Float(groups=COST_GROUP, precompute=False)

    @api.model
    def _create(self, data_list):
        """Cost is taken before anything is delivered: of what was, Odoo takes another one."""
        lines = super()._create(data_list)
        lines.sudo().mapped("purchase_price")  # sudo: it is computed, not shown
        return lines

    def _compute_purchase_price(self):
        quoted = {
            line.order_line_id.id: line.quoted_cost
            for line in self._get_price_sheet_lines()._get_priced()
        }
        for line in self:
            if line._origin.id in quoted:
                line.purchase_price = quoted[line._origin.id]
        others = self.filtered(lambda line: line._origin.id not in quoted)
        return super(SaleOrderLine, others)._compute_purchase_price()

    def _compute_price_unit(self):
        """The price of a line in a sheet is the sheet's: no price list overrules it unasked."""
        if self.env.context.get("force_price_recomputation"):
            return super()._compute_price_unit()
        in_sheet = self._get_price_sheet_lines().order_line_id
        others = self.filtered(lambda line: line._origin not in in_sheet)
        (self - others)._show_price_of_unit()
        return super(SaleOrderLine, others)._compute_price_unit()

    def _show_price_of_unit(self):
        """Live in the order's form: in another unit, the price is for that one."""
        for line in self:
            before = line._origin
            unit, untouched = line.product_uom_id, (before.price_unit, line.technical_price_unit)
            if not unit or line.product_id != before.product_id:
                continue
            price = before.product_uom_id._compute_price(before.price_unit, unit)
            if line.price_unit != price and line.price_unit in untouched:
                line.price_unit = line.technical_price_unit = price

    def _filter_goods_of_price_sheet(self):
        """Order lines that a price is calculated for: goods, not charges of carriage."""
        return self.filtered(
            lambda line: (
                line.product_id
                and not line.display_type
                and not line.is_downpayment
                and not line.is_delivery
            )
        )

    def _get_price_sheet_packing(self):
        """``{"cubic_metres", "gross_kg", "cartons"}`` of the line, by which fees are charged."""
        self.ensure_one()
        quantity = self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id, round=False
        )
        # cartons as they are loaded, the last one not full; else what the product says
        return {
            "cubic_metres": self.carton_total_volume or quantity * self.product_id.volume,
            "gross_kg": self.carton_total_gross_weight or quantity * self.product_id.weight,
            "cartons": self.carton_count,
        }

    @api.onchange("price_unit", "discount")
    def _onchange_price_of_sheet(self):
        """Live in the order's form: what this price costs and whether it is above the floor."""
        for line in self._get_price_sheet_lines()._get_priced():
            price = self.price_unit * (1 - self.discount / 100)
            # the floor of goods given away is the one before their discount
            floor = line.floor_price * ((1 - line.discount / 100) or 1)
            self.price_above_floor = "above" if price >= floor - 1e-9 else "below"
            self.purchase_price = line._get_quoted_cost(price)
