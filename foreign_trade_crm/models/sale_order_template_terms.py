from odoo import api, models


class SaleOrderTemplateTerms(models.Model):
    _inherit = "sale.order"

    @api.onchange("sale_order_template_id")
    def _onchange_sale_order_template_id(self):
        """Terms of the template, where neither the customer's profile nor anybody said one."""
        result = super()._onchange_sale_order_template_id()
        template = self.sale_order_template_id
        if template:
            for name, value in template._get_order_terms().items():
                # a place goes with its Incoterm
                if name == "incoterm_location" and self.incoterm != template.incoterm_id:
                    continue
                if not self[name]:
                    self[name] = value
        return result
