from odoo import fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    foreign_trade_price_sheet = fields.Boolean(
        related="company_id.foreign_trade_price_sheet", readonly=False
    )
    foreign_trade_vat_percent = fields.Float(
        related="company_id.foreign_trade_vat_percent", readonly=False, groups=COST_GROUP
    )
    foreign_trade_safety_percent = fields.Float(
        related="company_id.foreign_trade_safety_percent", readonly=False, groups=COST_GROUP
    )
    foreign_trade_margin_on = fields.Selection(
        related="company_id.foreign_trade_margin_on", readonly=False, groups=COST_GROUP
    )
    foreign_trade_margin_percent = fields.Float(
        related="company_id.foreign_trade_margin_percent", readonly=False, groups=COST_GROUP
    )
    foreign_trade_floor_percent = fields.Float(
        related="company_id.foreign_trade_floor_percent", readonly=False, groups=COST_GROUP
    )
    foreign_trade_insurance_percent = fields.Float(
        related="company_id.foreign_trade_insurance_percent", readonly=False, groups=COST_GROUP
    )
    foreign_trade_insured_percent = fields.Float(
        related="company_id.foreign_trade_insured_percent", readonly=False, groups=COST_GROUP
    )
