from odoo import fields, models


class ResConfigSettingsFinance(models.TransientModel):
    _inherit = "res.config.settings"

    foreign_trade_finance_user_id = fields.Many2one(
        related="company_id.foreign_trade_finance_user_id", readonly=False
    )
