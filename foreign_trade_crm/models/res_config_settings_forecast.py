from odoo import fields, models


class ResConfigSettingsForecast(models.TransientModel):
    _inherit = "res.config.settings"

    foreign_trade_win_rate = fields.Selection(
        related="company_id.foreign_trade_win_rate", readonly=False, required=True
    )
    foreign_trade_forecast_rate = fields.Selection(
        related="company_id.foreign_trade_forecast_rate", readonly=False, required=True
    )
