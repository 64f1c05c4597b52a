from odoo import fields, models


class ResConfigSettingsHiddenCustomer(models.TransientModel):
    _inherit = "res.config.settings"

    foreign_trade_hide_customers = fields.Boolean(
        related="company_id.foreign_trade_hide_customers", readonly=False
    )
