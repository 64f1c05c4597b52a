from odoo import fields, models

from .foreign_trade_cost_mixin import COST_GROUP


class ResCompany(models.Model):
    _inherit = "res.company"

    foreign_trade_price_sheet = fields.Boolean(
        "Price Sheet for Every Quotation",
        help="A new quotation in a foreign currency gets its price sheet at once, and its prices "
        "from it; otherwise somebody who may see cost opens one.",
    )
    foreign_trade_vat_percent = fields.Float(
        "Purchase VAT (%)",
        default=13.0,
        groups=COST_GROUP,
        help="Of goods without a rate.",
        prefetch="trade_settings",
    )
    foreign_trade_safety_percent = fields.Float(
        "Safety Margin on the Rate (%)",
        default=1.0,
        groups=COST_GROUP,
        prefetch="trade_settings",
    )
    foreign_trade_margin_on = fields.Selection(
        [("price", "Price"), ("cost", "Cost")],
        "Margin Is a Share Of",
        default="price",
        groups=COST_GROUP,
        prefetch="trade_settings",
    )
    foreign_trade_margin_percent = fields.Float(
        "Target Margin (%)",
        default=15.0,
        groups=COST_GROUP,
        prefetch="trade_settings",
    )
    foreign_trade_floor_percent = fields.Float(
        "Least Margin (%)", default=5.0, groups=COST_GROUP, prefetch="trade_settings"
    )
    foreign_trade_insurance_percent = fields.Float(
        "Insurance Premium (%)",
        digits=(16, 4),
        default=0.3,
        groups=COST_GROUP,
        prefetch="trade_settings",
    )
    foreign_trade_fee_ids = fields.One2many(
        "foreign.trade.price.fee.template", "company_id", "Usual Domestic Fees", groups=COST_GROUP
    )
    foreign_trade_insured_percent = fields.Float(
        "Insured Share (%)",
        default=110.0,
        groups=COST_GROUP,
        prefetch="trade_settings",
    )
