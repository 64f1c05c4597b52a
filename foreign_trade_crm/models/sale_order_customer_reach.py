from odoo import models


class SaleOrderCustomerReach(models.Model):
    _name = "sale.order"
    _inherit = ["foreign.trade.customer.reach.mixin", "sale.order"]

    _customer_fields = (
        "partner_id",
        "partner_invoice_id",
        "partner_shipping_id",
        "consignee_id",
        "notify_party_id",
        "forwarder_id",
    )

    def _get_invited_customers(self):
        """Those whom the trade profile of the customer names."""
        # sudo: a profile may name parties that are out of reach
        customers = self.sudo().partner_id.commercial_partner_id
        invited = (
            customers.trade_consignee_id
            | customers.trade_notify_party_id
            | customers.trade_forwarder_id
        )
        return super()._get_invited_customers() | invited.with_env(self.env)
