from odoo import fields, models

from ..tools.cost_access import valuing
from .foreign_trade_cost_mixin import COST_GROUP


class StockMove(models.Model):
    _name = "stock.move"
    _inherit = ["stock.move", "foreign.trade.cost.mixin"]

    value = fields.Monetary(groups=COST_GROUP)
    value_justification = fields.Text(groups=COST_GROUP)
    value_computed_justification = fields.Text(groups=COST_GROUP)
    value_manual = fields.Monetary(groups=COST_GROUP)
    standard_price = fields.Float(groups=COST_GROUP)
    remaining_value = fields.Monetary(groups=COST_GROUP)

    def _set_value(self, correction_quantity=None):
        with valuing():
            return super()._set_value(correction_quantity)

    def _get_value(self, forced_std_price=False, at_date=False, ignore_manual_update=False):
        with valuing():
            return super()._get_value(forced_std_price, at_date, ignore_manual_update)

    def _get_value_data(self, *args, **kwargs):
        with valuing():
            return super()._get_value_data(*args, **kwargs)

    def _get_price_unit(self):
        with valuing():
            return super()._get_price_unit()

    def _get_cogs_price_unit(self, quantity=0):
        with valuing():
            return super()._get_cogs_price_unit(quantity)

    def _create_account_move(self):
        with valuing():
            return super()._create_account_move()
