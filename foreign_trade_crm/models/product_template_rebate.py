from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .foreign_trade_cost_mixin import COST_GROUP


class ProductTemplate(models.Model):
    _inherit = "product.template"

    export_rates_own = fields.Boolean(
        "Rates of Its Own",
        groups=COST_GROUP,
        help="VAT and rebate of this product as entered here, not those of its HS code.",
    )
    export_vat_percent = fields.Float("Purchase VAT (%)", digits=(16, 4), groups=COST_GROUP)
    export_rebate_percent = fields.Float("Export Rebate (%)", digits=(16, 4), groups=COST_GROUP)

    @api.constrains("export_vat_percent", "export_rebate_percent")
    def _check_export_rates(self):
        for product in self.sudo():  # sudo: whoever may write them is told what is wrong
            if not 0 <= product.export_rebate_percent <= product.export_vat_percent:
                raise ValidationError(
                    self.env._(
                        "Export Rebate (%%) of %(product)s: between 0 and the VAT rate.",
                        product=product.display_name,
                    )
                )
