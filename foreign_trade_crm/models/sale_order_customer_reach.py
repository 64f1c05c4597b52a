from odoo import models


class SaleOrderCustomerReach(models.Model):
    _name = "sale.order"
    _inherit = ["foreign.trade.customer.reach.mixin", "sale.order"]

    _customer_fields = ("partner_id", "partner_invoice_id", "partner_shipping_id")
