from odoo import fields, models


class ResConfigSettingsQuotation(models.TransientModel):
    _inherit = "res.config.settings"

    quotation_extension_tolerance = fields.Float(
        related="company_id.quotation_extension_tolerance", readonly=False
    )
