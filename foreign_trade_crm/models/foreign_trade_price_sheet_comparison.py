from dataclasses import replace

from odoo import api, fields, models

from ..tools.export_price import DELIVERED, FREIGHT_PREPAID
from ..tools.price_figures import PriceError, to_decimal
from ..tools.price_sheet import calculate
from .foreign_trade_cost_mixin import COST_GROUP

#: in the order in which the seller's part grows
COMPARED = ("EXW", "FCA", "FOB", "CFR", "CPT", "CIF", "CIP", "DAP", "DDP")


class ForeignTradePriceSheet(models.Model):
    """The same offer otherwise: under other Incoterms, at another rate."""

    _inherit = "foreign.trade.price.sheet"

    comparison = fields.Json(
        "Under Other Incoterms", compute="_compute_comparison", groups=COST_GROUP
    )
    what_if_percent = fields.Float(
        "If the Quoting Currency Moves By (%)",
        digits=(16, 2),
        default=-3.0,
        groups=COST_GROUP,
        help="Nothing is changed: the results beside say what the offer would earn.",
    )
    what_if_rate = fields.Float(
        "Rate Then", compute="_compute_what_if", digits=(16, 4), groups=COST_GROUP
    )
    what_if_profit = fields.Monetary(
        "Profit Then",
        compute="_compute_what_if",
        currency_field="home_currency_id",
        groups=COST_GROUP,
    )
    what_if_margin = fields.Float(
        "Margin Then (%)", compute="_compute_what_if", digits=(16, 2), groups=COST_GROUP
    )
    what_if_amount = fields.Monetary(
        "Offer That Keeps the Margin", compute="_compute_what_if", groups=COST_GROUP
    )
    break_even_rate = fields.Float(
        "Rate at Which Nothing Is Earned",
        related="exchange_cost",
        digits=(16, 4),
        groups=COST_GROUP,
    )

    @api.depends(
        "problem",
        "amount_total",
        "net_fob",
        "home_cost",
        "freight_method",
        "freight_rate",
        "destination_amount",
        "line_ids.price_unit",
    )
    def _compute_comparison(self):
        for sheet in self:
            sheet.comparison = sheet._compare_incoterms()

    def _compare_incoterms(self):
        """``{"rules": [code …], "current", "currency_id", "rows": [{"name", "prices"} …],
        "totals": [amount …]}``: unit prices of each line under each rule, at the margin it has.

        Without freight no rule under which the seller pays it can be compared, nor one of delivery
        without costs at destination.
        """
        lines = self.line_ids._get_priced()
        current = self._get_incoterm_code()
        unknown = () if self.destination_amount else DELIVERED
        if not self._has_freight():
            unknown = FREIGHT_PREPAID
        rules = [rule for rule in COMPARED if rule not in unknown or rule == current]
        columns = []
        for rule in rules:
            try:
                columns.append(self._calculate_under(rule, lines))
            except PriceError:
                columns.append(None)
        rows = [
            {
                "name": line.product_id.display_name or "",
                "prices": [column and float(column.lines[at].price) for column in columns],
            }
            for at, line in enumerate(lines)
        ]
        return {
            "rules": rules,
            "current": current,
            "currency_id": self.currency_id.id,
            "rows": rows,
            "totals": [column and float(column.total("price")) for column in columns],
        }

    def _calculate_under(self, incoterm, lines=None, rate_change=0):
        """The sheet under another rule or rate, each line at the margin it has; what is given
        away stays so."""
        lines = self.line_ids._get_priced() if lines is None else lines
        goods = [one if one.is_free else replace(one, price=None) for one in lines._prepare_goods()]
        return calculate(self._prepare_terms(incoterm, rate_change), goods)

    def _calculate_at_rate(self, rate_change):
        """The sheet at another rate, prices as they are; None where nothing can be calculated."""
        lines = self.line_ids._get_priced()
        goods = [
            replace(one, price=to_decimal(line.price_unit))
            for line, one in zip(lines, lines._prepare_goods(), strict=True)
        ]
        try:
            return calculate(self._prepare_terms(rate_change=rate_change), goods)
        except PriceError:
            return None

    def _get_prices_under(self, incoterm):
        """``{order line id: unit price}``; nothing where no price follows."""
        lines = self.line_ids._get_priced()
        try:
            priced = self._calculate_under(incoterm, lines).lines
        except PriceError:
            return {}
        return {
            line.order_line_id.id: float(one.price) for line, one in zip(lines, priced, strict=True)
        }

    @api.depends("what_if_percent", "calculation_rate", "net_fob", "home_cost", "amount_total")
    def _compute_what_if(self):
        for sheet in self:
            change = to_decimal(sheet.what_if_percent) / 100
            rate = sheet.calculation_rate * (1 + float(change))
            held = sheet._calculate_at_rate(change) if rate > 0 else None
            profit = float(held.total("profit")) if held else 0.0
            offer = sheet.amount_total * rate
            try:
                kept = sheet._calculate_under(None, rate_change=change) if held else None
            except PriceError:
                kept = None
            sheet.what_if_rate = rate
            sheet.what_if_profit = profit
            sheet.what_if_margin = 100 * profit / offer if offer else 0.0
            sheet.what_if_amount = float(kept.total("price")) if kept else 0.0
