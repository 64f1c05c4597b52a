from odoo import fields, models

from .foreign_trade_payment_plan_line import SHIPPING_EVENTS, WITHOUT_SHIPPING


class ForeignTradePaymentMilestone(models.Model):
    _inherit = "foreign.trade.payment.milestone"

    event = fields.Selection(selection_add=SHIPPING_EVENTS, ondelete=WITHOUT_SHIPPING)
