from odoo import api, fields, models

from ..tools.cost_access import valuing
from .foreign_trade_cost_mixin import COST_GROUP


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "foreign.trade.cost.mixin"]

    standard_price = fields.Float(groups=COST_GROUP)
    avg_cost = fields.Monetary(groups=COST_GROUP)
    total_value = fields.Monetary(groups=COST_GROUP)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if "standard_price" in vals:
                self._check_field_access(self._fields["standard_price"], "write")
        with valuing():  # the value of a new product is kept, whoever creates it
            return super().create(vals_list)

    def _update_standard_price(self, extra_value=None, extra_quantity=None):
        with valuing():
            return super()._update_standard_price(extra_value, extra_quantity)

    def _run_avco(self, at_date=None, lot=None, method="realtime"):
        with valuing():
            return super()._run_avco(at_date=at_date, lot=lot, method=method)

    def _run_fifo(self, quantity, lot=None, at_date=None, location=None):
        with valuing():
            return super()._run_fifo(quantity, lot=lot, at_date=at_date, location=location)

    def _get_standard_price_at_date(self, date=None):
        with valuing():
            return super()._get_standard_price_at_date(date)

    def _get_tax_included_unit_price(self, *args, **kwargs):
        """An accountant enters a bill at the cost of its product."""
        with valuing():
            return super()._get_tax_included_unit_price(*args, **kwargs)

    def _prepare_sellers(self, params=False):
        with valuing():
            return super()._prepare_sellers(params)

    def _select_seller(self, *args, **kwargs):
        """The best supplier is found by price, which the caller need not see."""
        with valuing():
            return super()._select_seller(*args, **kwargs)
