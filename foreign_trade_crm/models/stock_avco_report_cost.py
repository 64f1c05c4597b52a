from odoo import fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class StockAvcoReport(models.AbstractModel):
    """Odoo shows it to accountants, who need not see what goods cost."""

    _inherit = "stock.avco.report"

    value = fields.Float(groups=COST_GROUP)
    added_value = fields.Float(groups=COST_GROUP)
    total_value = fields.Float(groups=COST_GROUP)
    avco_value = fields.Float(groups=COST_GROUP)
    justification = fields.Text(groups=COST_GROUP)
