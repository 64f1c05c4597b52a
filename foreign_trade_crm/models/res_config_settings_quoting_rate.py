from odoo import fields, models


class ResConfigSettingsQuotingRate(models.TransientModel):
    _inherit = "res.config.settings"

    foreign_trade_rate_source = fields.Selection(
        related="company_id.foreign_trade_rate_source", readonly=False, required=True
    )
    foreign_trade_rate_provider_id = fields.Many2one(
        related="company_id.foreign_trade_rate_provider_id", readonly=False
    )
    foreign_trade_rate_side = fields.Selection(
        related="company_id.foreign_trade_rate_side", readonly=False, required=True
    )
    foreign_trade_rate_spread = fields.Float(
        related="company_id.foreign_trade_rate_spread", readonly=False
    )
    foreign_trade_rate_max_age = fields.Integer(
        related="company_id.foreign_trade_rate_max_age", readonly=False
    )
    foreign_trade_rate_feed = fields.Boolean(
        related="company_id.foreign_trade_rate_feed", readonly=False
    )
    foreign_trade_rate_failure = fields.Char(
        related="company_id.foreign_trade_rate_provider_id.failure"
    )
