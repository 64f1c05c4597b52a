from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _get_export_rates(self, company):
        """``{product id: {"vat_percent", "rebate_percent"}}``: the product's own rates, those of
        its HS code, else the company's VAT and no rebate; one query. Called as superuser."""
        codes = {product.hs_code for product in self if not product.export_rates_own}
        by_code = self.env["foreign.trade.hs.rate"]._get_rates(codes, company)
        rates = {}
        for product in self:
            vat, rebate = company.foreign_trade_vat_percent, 0.0
            if product.export_rates_own:
                vat, rebate = product.export_vat_percent, product.export_rebate_percent
            elif rate := by_code.get(product.hs_code):
                vat, rebate = rate.vat_percent, rate.rebate_percent
            rates[product.id] = {"vat_percent": vat, "rebate_percent": rebate}
        return rates
