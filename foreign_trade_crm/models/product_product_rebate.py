from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _get_export_rates(self, company):
        """``{"vat_percent", "rebate_percent"}``: the product's own, its HS code's, the company's.

        Called as superuser.
        """
        self.ensure_one()
        if self.export_rates_own:
            return {
                "vat_percent": self.export_vat_percent,
                "rebate_percent": self.export_rebate_percent,
            }
        rate = self.env["foreign.trade.hs.rate"]._get_rates([self.hs_code], company)
        if rate:
            of_code = rate[self.hs_code]
            return {
                "vat_percent": of_code.vat_percent,
                "rebate_percent": of_code.rebate_percent,
            }
        return {"vat_percent": company.foreign_trade_vat_percent, "rebate_percent": 0.0}
