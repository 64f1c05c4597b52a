from odoo import fields, models


class ResCompanyFinance(models.Model):
    _inherit = "res.company"

    foreign_trade_finance_user_id = fields.Many2one(
        "res.users",
        string="Finance of Foreign Trade",
        domain="[('share', '=', False)]",
        help="Gets the activities of deals and orders that are finance's work.",
        prefetch="trade_settings",
    )
