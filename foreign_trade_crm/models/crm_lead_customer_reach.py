from odoo import models


class CrmLeadCustomerReach(models.Model):
    _name = "crm.lead"
    _inherit = ["foreign.trade.customer.reach.mixin", "crm.lead"]
