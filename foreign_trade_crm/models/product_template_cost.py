from odoo import fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "foreign.trade.cost.mixin"]

    standard_price = fields.Float(groups=COST_GROUP)
