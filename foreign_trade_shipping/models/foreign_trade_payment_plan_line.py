from odoo import fields, models

#: events of a shipment on which a payment may hang, beside those that foreign_trade_crm knows
SHIPPING_EVENTS = [("arrival", "Arrival of the Goods"), ("delivery", "Delivery")]
#: without this module they are due by what foreign_trade_crm knows of goods out of our hands; the
#: default would make a deposit of them
WITHOUT_SHIPPING = {"arrival": "set bl_date", "delivery": "set invoice_date"}


class ForeignTradePaymentPlanLine(models.Model):
    _inherit = "foreign.trade.payment.plan.line"

    event = fields.Selection(selection_add=SHIPPING_EVENTS, ondelete=WITHOUT_SHIPPING)
