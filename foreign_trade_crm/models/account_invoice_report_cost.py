from odoo import fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class AccountInvoiceReport(models.Model):
    _inherit = "account.invoice.report"

    price_margin = fields.Float(groups=COST_GROUP)
    inventory_value = fields.Float(groups=COST_GROUP)
