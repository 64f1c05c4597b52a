from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.price_figures import PriceError
from ..tools.price_sheet import calculate
from .foreign_trade_price_sheet import TERMS

#: whatever changes one of these changes every price; the margin has its own way
HEADER_INPUTS = {*TERMS, "fee_ids", "line_ids"} - {"exchange_rate_date", "margin_percent"}


class ForeignTradePriceSheet(models.Model):
    """When a sheet is calculated, and what is written then."""

    _inherit = "foreign.trade.price.sheet"

    @api.model_create_multi
    def create(self, vals_list):
        """One for each order, with every line of it that has a product."""
        sheets = super().create([self._prepare_sheet_values(vals) for vals in vals_list])
        pairs = zip(sheets, vals_list, strict=True)
        sheets._start(with_fees=[sheet for sheet, vals in pairs if "fee_ids" in vals])
        return sheets

    def _start(self, lenient=False, with_fees=()):
        """Tell the order of its new sheet, and fill it.

        :param with_fees: sheets that were made with fees of their own, not the company's
        """
        for sheet in self:
            # sudo: the order's own rights were checked as those of the sheet's parent
            sheet.sudo().order_id._write_trade_state({"price_sheet_id": sheet.id})
        with self._calculated_once(lenient):
            for sheet in self.sudo():  # sudo: what the company usually pays is its secret
                # an order that came in confirmed has its prices, and nothing to begin with
                if sheet not in with_fees and not sheet._is_agreed():
                    sheet.fee_ids = sheet.company_id.foreign_trade_fee_ids._prepare_fee_commands()
            self._add_missing_lines()

    def unlink(self):
        """The order's lines are ordinary ones again."""
        self._check_open()
        order_lines = self.sudo().line_ids.order_line_id  # sudo: they may be seen by nobody else
        result = super().unlink()
        order_lines._leave_price_sheet()
        return result

    def write(self, vals):
        if "order_id" in vals and any(sheet.order_id.id != vals["order_id"] for sheet in self):
            raise UserError(self.env._("A price sheet stays with its quotation."))
        if not (HEADER_INPUTS | {"margin_percent"}).isdisjoint(vals):
            self._check_open()
        with self._calculated_once():
            result = super().write(vals)
            if "margin_percent" in vals:
                self._spread_target_margin()
        return result

    def _spread_target_margin(self):
        """A new target margin is meant for every line but those given away."""
        for sheet in self.sudo():  # sudo: the sheet itself was writable
            sheet.line_ids.filtered(lambda line: not line._is_free())._write_results(
                {"margin_percent": sheet.margin_percent, "priced_by": "margin"}
            )

    def _check_open(self):
        """A confirmed order's prices are agreed: nobody calculates them anew."""
        for sheet in self:
            if sheet._is_agreed():
                raise UserError(
                    self.env._(
                        "%(order)s is not a quotation any more: its price sheet stays as it is.",
                        order=sheet.order_id.name,
                    )
                )

    def _is_agreed(self):
        """Whether the order is no quotation any more."""
        self.ensure_one()
        sheet = self.sudo()  # sudo: state alone is looked at
        return sheet.state not in ("draft", "sent") or sheet.locked

    def _hold_agreed_prices(self):
        """What follows from agreed prices is calculated anew when a quantity changes or a line is
        added, never the prices themselves; a line that was just added gets its first one."""
        if not self._is_agreed():
            return
        for line in self.line_ids.filtered("quoted_cost"):
            held = {"priced_by": "price", "price_unit": line.order_line_id.price_unit}
            if any(line[name] != value for name, value in held.items()):
                line._write_results(held)

    # ------------------------------------------------------------------
    # when
    # ------------------------------------------------------------------

    @contextmanager
    def _calculated_once(self, lenient=False):
        """Whatever changes within is calculated at its end, once.

        :param lenient: a figure from which no price follows is noted on the sheet instead of
            refused: who changes the order may neither see nor mend it
        """
        held = self.env.cr.cache.setdefault("foreign_trade_price_sheets_held", set())
        mine = set(self.ids) - held
        held |= mine
        try:
            yield
        finally:
            held -= mine
        self.browse(mine)._recalculate(lenient)

    def _recalculate(self, lenient=False):
        """Calculate what is stored and write the results, prices of order lines included."""
        held = self.env.cr.cache.get("foreign_trade_price_sheets_held", ())
        for sheet in self.sudo():  # sudo: results follow from what the user was allowed to change
            if sheet.id in held:
                continue
            sheet._hold_agreed_prices()
            lines = sheet.line_ids
            try:
                result = sheet._calculate(lines)
            except PriceError as error:
                message = sheet._explain_price_error(error, lines)
                if not lenient:
                    raise UserError(message) from None
                sheet._write_results({"problem": message})
                lines.order_line_id._write_from_price_sheet({"price_above_floor": "unknown"})
                continue
            sheet._write_calculation(result, lines)

    def _write_calculation(self, result, lines):
        priced = lines._get_priced()
        with self.order_id._reviewed_once():
            for line, one in zip(priced, result.lines, strict=True):
                values = line._prepare_results(one)
                line._write_results(values)
                line._write_order_line(values, one)
            (lines - priced)._write_without_price()
        for fee, total in zip(self.fee_ids, result.fees, strict=True):
            fee._write_results({"amount": float(total)})
        self._write_results(self._prepare_results(result, lines))

    def _write_results(self, vals):
        """Write results; private, so that no client reaches it."""
        return super().write(vals)

    # ------------------------------------------------------------------
    # what
    # ------------------------------------------------------------------

    def _calculate(self, lines):
        """The sheet's arithmetic on these lines: :class:`~..tools.price_sheet.Sheet`."""
        return calculate(self._prepare_terms(), lines._get_priced()._prepare_goods())

    def _prepare_results(self, result, lines):
        """Values of the result fields of the sheet."""
        home, quoting = self.home_currency_id, self.currency_id
        offer = float(result.total("price"))
        profit = float(result.total("profit"))
        rate = float(self._get_calculation_rate())
        percent = result.profit_rate
        return {
            "problem": False,
            "calculation_rate": rate,
            "amount_total": quoting.round(offer),
            "freight_amount": quoting.round(float(result.freight)),
            "purchase_amount": home.round(float(result.purchase)),
            "rebate_amount": home.round(float(result.rebate)),
            "fee_amount": home.round(float(sum(result.fees))),
            "home_cost": home.round(float(result.home_cost)),
            "commission_amount": quoting.round(float(result.total("commission"))),
            "premium_amount": quoting.round(float(result.total("premium"))),
            "net_fob": quoting.round(float(result.total("net_fob"))),
            "profit": home.round(profit),
            "result_percent": 100 * profit / (offer * rate) if offer else 0.0,
            "profit_rate": 100 * float(percent) if percent is not None else 0.0,
            "exchange_cost": float(result.exchange_cost or 0),
            "below_floor_count": sum(not one.above_floor for one in result.lines),
        }

    # ------------------------------------------------------------------
    # in the form
    # ------------------------------------------------------------------

    @api.onchange(*sorted(HEADER_INPUTS), "incoterm_id")
    def _onchange_inputs(self):
        """Live: the same calculation on what is on the screen."""
        if self.incoterm_id != self._origin.incoterm_id:
            for line in self.line_ids:
                if not line._is_free():
                    line.priced_by = "margin"
        self._show_calculation()

    @api.onchange("margin_percent")
    def _onchange_margin_percent(self):
        for line in self.line_ids.filtered(lambda one: not one._is_free()):
            line.update({"margin_percent": self.margin_percent, "priced_by": "margin"})
        self._show_calculation()

    def _show_calculation(self):
        lines = self.line_ids
        try:
            result = self._calculate(lines)
        except PriceError as error:
            # saving refuses it; meanwhile the next field may be the one that mends it
            self.problem = self._explain_price_error(error, lines)
            return
        for line, one in zip(lines._get_priced(), result.lines, strict=True):
            values = line._prepare_results(one)
            line.update(values)
        for fee, total in zip(self.fee_ids, result.fees, strict=True):
            fee.amount = float(total)
        self.update(self._prepare_results(result, lines))
