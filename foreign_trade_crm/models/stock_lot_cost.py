from odoo import fields, models

from ..tools.cost_access import valuing
from .foreign_trade_cost_mixin import COST_GROUP


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "foreign.trade.cost.mixin"]

    standard_price = fields.Float(groups=COST_GROUP)
    avg_cost = fields.Monetary(groups=COST_GROUP)
    total_value = fields.Monetary(groups=COST_GROUP)

    def _update_standard_price(self):
        with valuing():
            return super()._update_standard_price()
