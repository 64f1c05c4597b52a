from odoo import models


class SaleOrderDiscountCeiling(models.Model):
    """Up to which discount nobody has to agree is said by the service policy of the tier."""

    _inherit = "sale.order"

    def _get_approval_discount_ceiling(self):
        ceiling = super()._get_approval_discount_ceiling()
        customer = self.partner_id
        services = self.env["foreign.trade.service.policy"]._get_services(customer, self.company_id)
        service = services.get(customer.id)
        return service.discount_ceiling if service and service.discount_ceiling else ceiling
