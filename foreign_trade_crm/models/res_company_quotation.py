from odoo import fields, models


class ResCompanyQuotation(models.Model):
    _inherit = "res.company"

    quotation_extension_tolerance = fields.Float(
        "Extension Keeps Approvals (%)",
        default=2.0,
        help="Extending the validity of a quotation at the same price keeps its approval while "
        "purchase cost and exchange rate have moved less than so many per cent since.",
        prefetch="trade_settings",
    )

    _quotation_extension_tolerance_positive = models.Constraint(
        "CHECK(quotation_extension_tolerance >= 0)", "The tolerance is 0 % or more."
    )
