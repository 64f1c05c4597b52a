from odoo import Command, models

from .foreign_trade_price_fee_mixin import FEE_FIELDS
from .foreign_trade_price_sheet import TERMS

LINE = (
    "supplier_info_id",
    "purchase_cost",
    "vat_percent",
    "rebate_percent",
    "cubic_metres",
    "gross_kg",
    "carton_count",
    "priced_by",
    "margin_percent",
    "price_unit",
)
LINE_RESULTS = (
    "rebate_amount",
    "fee_share",
    "freight_share",
    "destination_share",
    "total_cost",
    "quoted_cost",
    "floor_price",
    "profit",
    "profit_rate",
    "exchange_cost",
)


class ForeignTradePriceSheet(models.Model):
    """A draft gets back the sheet that a version kept (``cost_snapshot``)."""

    _inherit = "foreign.trade.price.sheet"

    def _restore_snapshot(self, snapshot, order_lines):
        """Calculate again with what a version kept, prices as they were; as superuser.

        :param dict snapshot: ``cost_snapshot`` of a version: ``sheet``, ``fees`` and ``lines``
        :param dict order_lines: ``{id in the snapshot: order line now}``
        """
        self.ensure_one()
        with self._calculated_once(lenient=True):
            self._write_results(_plain(snapshot["sheet"], TERMS))
            self.fee_ids.unlink()
            self.fee_ids = [Command.create(_plain(fee, FEE_FIELDS)) for fee in snapshot["fees"]]
            now = {line.order_line_id: line for line in self.line_ids}
            for then in snapshot["lines"]:
                line = now.get(order_lines.get(then["order_line_id"][0]))
                if line:
                    line._write_results(self._prepare_restored_line(then))

    def _keep_prices(self, prices):
        """Prices that the buyer was sent stay, though the rate of the freight or the fees of
        today would give others.

        :param dict prices: ``{order line: unit price}``
        """
        self.ensure_one()
        moved = {}
        for line in self.line_ids:
            price = prices.get(line.order_line_id)
            if price is not None and abs(line.order_line_id.price_unit - price) > 1e-6:
                moved[line] = price
        if moved:
            with self._calculated_once(lenient=True):
                for line, price in moved.items():
                    line._write_results({"priced_by": "price", "price_unit": price})

    def _prepare_restored_line(self, then):
        values = _plain(then, LINE)
        # a supplier's quotation may have been deleted since
        known = self.env["product.supplierinfo"].browse(values.pop("supplier_info_id") or [])
        return {**values, "supplier_info_id": known.exists().id}


def _plain(kept, names):
    """``{name: value}``; records are kept as ``[id, name]``."""
    values = {name: kept[name] for name in names if name in kept}
    return {name: one[0] if isinstance(one, list) else one for name, one in values.items()}
