from itertools import compress

from odoo import api, fields, models

from .foreign_trade_carton_measures_mixin import CARTON_FIELDS

#: what a client may not say: it follows from the price sheet
RESULTS = {"price_above_floor"}
MEASURED = {"product_uom_qty", "product_uom_id", "product_id", *CARTON_FIELDS}
#: a price rounded to cents is the same price, unless a cent is much of it
CENT_NOISE, SHARE_NOISE = 0.005, 1e-4
JUDGED = {"price_unit", "discount", "purchase_price"} | MEASURED


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    price_above_floor = fields.Selection(
        [("above", "Above Floor"), ("below", "Below Floor"), ("unknown", "Floor Unknown")],
        "Price and Floor",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Whether the price leaves the least margin; empty without a price sheet.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new line joins the price sheet of its order."""
        vals_list = [_without_results(vals) for vals in vals_list]
        shown = [_is_price_shown(vals) for vals in vals_list]
        lines = super().create(vals_list)
        sheets = lines.order_id.price_sheet_id.sudo()  # sudo: cost is not the user's to see
        if sheets:
            with sheets._calculated_once(lenient=True):
                sheets._add_missing_lines(lines.browse(compress(lines.ids, shown)))
        return lines

    def write(self, vals):
        vals = _without_results(vals)
        sheets = self.order_id.price_sheet_id.sudo()  # sudo: cost is not the user's to see
        if not sheets or JUDGED.isdisjoint(vals):
            return super().write(vals)
        before = {line.id: (line.product_id, line.product_uom_id, line.price_unit) for line in self}
        with sheets._calculated_once(lenient=True):
            result = super().write(vals)
            self._tell_price_sheet(vals, before)
        return result

    def unlink(self):
        sheets = self.order_id.price_sheet_id.sudo()  # sudo: cost is not the user's to see
        if not sheets:
            return super().unlink()
        with sheets._calculated_once(lenient=True):
            return super().unlink()

    def _has_typed_price(self):
        """Whether somebody gave the price, not the price list."""
        self.ensure_one()
        prices = [self.technical_price_unit]
        if self.order_id.pricelist_id:
            line = self.with_company(self.company_id)
            prices.append(line._get_display_price())
        return any(is_other_price(self.price_unit, one) for one in prices)

    def _get_price_sheet_lines(self):
        """Lines of price sheets behind these order lines; no query without a sheet."""
        lines = self.env["foreign.trade.price.sheet.line"].sudo()
        if not self.order_id.price_sheet_id:
            return lines
        # sudo: the caller says nothing of what they hold
        return lines.search([("order_line_id", "in", self._origin.ids)])

    def _tell_price_sheet(self, vals, before):
        """What was changed here is what the sheet is calculated with from now on."""
        for line in self._get_price_sheet_lines():
            order_line = line.order_line_id
            product, unit, price = before.get(order_line.id, (line.product_id, None, None))
            given = order_line.price_unit
            other = given != line.price_unit or given != price
            typed = "discount" in vals or (other and not _is_price_shown(vals))
            values = {}
            if not MEASURED.isdisjoint(vals):
                values |= line._prepare_measures(order_line)
            if line.product_id != product:
                values |= line._prepare_other_product()
                typed = "price_unit" in vals
            elif unit and line.product_uom_id != unit:
                values |= line._prepare_other_unit(unit)
                typed = is_other_price(given, values["price_unit"]) and typed
            elif "product_uom_qty" in vals:
                values |= line._look_cost_up_again(order_line.product_uom_id)
                # nobody asked for another price: the margin gives way
                typed = typed or line.priced_by == "margin"
            if typed:
                values |= {"price_unit": given, "priced_by": "price"}
            line._write_results(values)

    def _write_from_price_sheet(self, vals):
        """Write what the price sheet says; private, so that no client reaches it."""
        return super().write(vals) if vals else True

    def _leave_price_sheet(self):
        lines = self.sudo().exists()  # sudo: the cost of an ordinary line is computed
        lines._write_from_price_sheet({"price_above_floor": False})
        self.env.add_to_compute(self._fields["purchase_price"], lines)


def is_other_price(one, other):
    """Whether these unit prices differ by more than a rounding.

    >>> is_other_price(17.36, 17.361111), is_other_price(0.0412, 0.0432)
    (False, True)
    """
    return abs(one - other) > min(CENT_NOISE, SHARE_NOISE * max(abs(one), abs(other)))


def _is_price_shown(vals):
    """Whether a form computed the price and nobody typed another one."""
    computed = vals.get("technical_price_unit")
    return computed is not None and vals.get("price_unit") == computed


def _without_results(vals):
    if RESULTS.isdisjoint(vals):
        return vals
    return {name: value for name, value in vals.items() if name not in RESULTS}
