from odoo import fields, models

#: events of a shipment on which a payment may hang, beside those that foreign_trade_crm knows
SHIPPING_EVENTS = [("arrival", "Arrival of the Goods"), ("delivery", "Delivery")]
WITHOUT_SHIPPING = {"arrival": "set default", "delivery": "set default"}


class ForeignTradePaymentPlanLine(models.Model):
    _inherit = "foreign.trade.payment.plan.line"

    event = fields.Selection(selection_add=SHIPPING_EVENTS, ondelete=WITHOUT_SHIPPING)
