from odoo import Command, fields, models

#: what a sheet is calculated with, besides its lines and fees
TERMS = (
    "exchange_rate",
    "exchange_rate_date",
    "safety_percent",
    "margin_on",
    "margin_percent",
    "floor_percent",
    "commission_percent",
    "freight_method",
    "freight_rate",
    "freight_currency_id",
    "freight_surcharge_percent",
    "container_count",
    "freight_basis",
    "destination_amount",
    "destination_basis",
    "insurance_percent",
    "insured_percent",
)
RESULTS = (
    "calculation_rate",
    "freight_amount",
    "amount_total",
    "purchase_amount",
    "rebate_amount",
    "fee_amount",
    "home_cost",
    "commission_amount",
    "premium_amount",
    "net_fob",
    "profit",
    "result_percent",
    "profit_rate",
    "exchange_cost",
    "below_floor_count",
)
FEE = ("sequence", "kind", "name", "method", "rate", "days", "basis", "under_exw")
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
    """A sheet as data: for a version that freezes it, and for a draft that gets it back."""

    _inherit = "foreign.trade.price.sheet"

    def _get_snapshot(self):
        """The whole sheet as JSON: ``terms``, ``results``, ``fees`` and ``lines``.

        Lines come in the order of the quotation, with the id of their order line and product.
        It holds what the cost group alone may see: keep it in a field of that group. Called as
        superuser.
        """
        self.ensure_one()
        return {
            "terms": {**_as_data(self, TERMS), "incoterm": self._get_incoterm_code()},
            "results": _as_data(self, RESULTS),
            "fees": [{**_as_data(fee, FEE), "amount": fee.amount} for fee in self.fee_ids],
            "lines": [
                {
                    "order_line_id": line.order_line_id.id,
                    "product_id": line.product_id.id,
                    **_as_data(line, LINE + LINE_RESULTS),
                }
                for line in self.line_ids
            ],
        }

    def _restore_snapshot(self, snapshot, order_lines=None):
        """Calculate again with what a snapshot says, prices as they were; as superuser.

        :param order_lines: ``{id in the snapshot: order line now}`` where lines were made anew
        """
        self.ensure_one()
        self._check_open()
        with self._calculated_once(lenient=True):
            self._write_results({name: snapshot["terms"][name] for name in TERMS})
            self.fee_ids.unlink()
            self.fee_ids = [
                Command.create({name: fee[name] for name in FEE}) for fee in snapshot["fees"]
            ]
            self._add_missing_lines()
            now = {line.order_line_id.id: line for line in self.line_ids}
            for then in snapshot["lines"]:
                order_line_id = then["order_line_id"]
                if order_lines and order_line_id in order_lines:
                    order_line_id = order_lines[order_line_id].id
                if line := now.get(order_line_id):
                    line._write_results(self._prepare_restored_line(then))

    def _prepare_restored_line(self, then):
        values = {name: then[name] for name in LINE}
        # a supplier's quotation may have been deleted since
        known = self.env["product.supplierinfo"].browse(values["supplier_info_id"] or [])
        return {**values, "supplier_info_id": known.exists().id, "priced_by": "price"}


def _as_data(record, names):
    """Values of a record as JSON: ids for records, ISO dates."""
    data = {}
    for name in names:
        value = record[name]
        if isinstance(value, models.BaseModel):
            value = value.id
        elif record._fields[name].type == "date":
            value = fields.Date.to_string(value)
        data[name] = value
    return data
