from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    foreign_trade_bank_charge_tolerance = fields.Float(
        related="company_id.foreign_trade_bank_charge_tolerance", readonly=False
    )
