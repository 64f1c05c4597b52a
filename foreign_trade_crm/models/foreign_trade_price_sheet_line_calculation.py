from odoo import api, models

from ..tools.export_price import INSURED
from ..tools.price_figures import PriceError, to_decimal
from ..tools.price_sheet_parts import Goods
from .foreign_trade_price_sheet_snapshot import LINE_RESULTS
from .foreign_trade_price_sheet_terms import fraction


class ForeignTradePriceSheetLine(models.Model):
    """A line given to the arithmetic, and what comes back of it."""

    _inherit = "foreign.trade.price.sheet.line"

    @api.model_create_multi
    def create(self, vals_list):
        sheets = self.env["foreign.trade.price.sheet"].browse(
            {vals["sheet_id"] for vals in vals_list if vals.get("sheet_id")}
        )
        if not self.env.su:  # a line that joins a confirmed order joins its sheet as well
            sheets._check_open()
        with sheets._calculated_once():
            return super().create(vals_list)

    def write(self, vals):
        """A price or a margin given alone says which of the two the other follows."""
        given = {"price_unit", "margin_percent"} & vals.keys()
        if len(given) == 1 and "priced_by" not in vals:
            vals = {**vals, "priced_by": "price" if "price_unit" in given else "margin"}
        self.sheet_id._check_open()
        with self.sheet_id._calculated_once():
            result = super().write(vals)
            if "supplier_info_id" in vals and "purchase_cost" not in vals:
                self._take_cost_of_quotation()
        return result

    def unlink(self):
        """The order line is an ordinary one again."""
        sheets, order_lines = self.sheet_id, self.order_line_id
        sheets._check_open()
        with sheets._calculated_once():
            result = super().unlink()
            order_lines._leave_price_sheet()
        return result

    def _write_results(self, vals):
        """Write results; private, so that no client reaches it."""
        return super().write(vals)

    @api.onchange("margin_percent")
    def _onchange_margin_percent(self):
        # the calculation itself sets both, as far as they are what was given before
        self.priced_by = "margin"

    @api.onchange("price_unit")
    def _onchange_price_unit(self):
        self.priced_by = "price"

    def _get_priced(self):
        """Lines whose purchase cost is known: there is nothing to calculate for the others."""
        return self.filtered("purchase_cost")

    def _prepare_goods(self):
        """These lines for the arithmetic, in their order.

        :raises PriceError: with the position of the line that it is about
        """
        goods = []
        for at, line in enumerate(self):
            try:
                goods.append(line._prepare_one())
            except PriceError as error:
                error.line = at
                raise
        return goods

    def _prepare_one(self):
        self.ensure_one()
        return Goods(
            quantity=self.quantity,
            purchase=self.purchase_cost,
            vat=fraction(self.vat_percent),
            rebate=fraction(self.rebate_percent) if self.sheet_id.with_rebate else 0,
            cubic_metres=self.cubic_metres,
            gross_kg=self.gross_kg,
            cartons=self.carton_count,
            margin=fraction(self.margin_percent),
            discount=fraction(self.discount),
            price=to_decimal(self.price_unit) if self._is_price_given() else None,
        )

    def _is_price_given(self):
        """Whether the margin follows the price; goods given away have no margin to follow."""
        self.ensure_one()
        return self.priced_by == "price" or self.discount >= 100

    def _is_free(self):
        """Given away: another margin, rate or Incoterm makes no price of it."""
        self.ensure_one()
        return self.discount >= 100 or (self.priced_by == "price" and not self.price_unit)

    def _prepare_results(self, priced):
        """Values of the result fields from a :class:`~..tools.price_sheet.Priced`."""
        calculation, result = priced.result.calculation, priced.result
        values = {
            "price_unit": float(priced.price),
            "rebate_amount": float(calculation.rebate_amount),
            "fee_share": float(priced.fees),
            "freight_share": float(priced.freight),
            "destination_share": float(priced.destination),
            "total_cost": float(result.home_cost),
            "quoted_cost": float(priced.quoted_cost),
            "floor_price": float(priced.floor),
            "profit": float(result.profit * priced.goods.quantity),
            "profit_rate": 100 * float(result.profit_rate or 0),
            "exchange_cost": float(result.exchange_cost or 0),
        }
        if self._is_price_given():
            values["margin_percent"] = 100 * float(priced.margin)
        return values

    def _write_order_line(self, values, priced):
        """The price, its cost and whether it is above the floor, on the order line."""
        order_line = self.order_line_id
        wanted = {
            "price_unit": values["price_unit"],
            "purchase_price": values["quoted_cost"],
            "price_above_floor": "above" if priced.above_floor else "below",
        }
        order_line._write_from_price_sheet(
            {name: value for name, value in wanted.items() if order_line[name] != value}
        )

    def _get_quoted_cost(self, price):
        """What a net unit price has to pay for, quoting currency: its own commission and premium,
        and what the line costs whatever it is sold for."""
        self.ensure_one()
        terms = self.sheet_id._prepare_terms()
        share = terms.commission + terms.levies
        if terms.incoterm in INSURED:
            share += terms.insurance * terms.insured_share
        before = self.price_unit * (1 - self.discount / 100)
        return self.quoted_cost + float(share) * (price - before)

    def _write_without_price(self):
        """Nothing is known of a line without a purchase cost."""
        if self:
            self._write_results(dict.fromkeys(LINE_RESULTS, 0.0))
            self.order_line_id._write_from_price_sheet({"price_above_floor": "unknown"})
