from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    foreign_trade_bank_charge_tolerance = fields.Float(
        "Bank Charge Tolerance (USD)",
        default=50.0,
        help="A payment that arrives short by no more than this, in US dollars, for the charges "
        "of the banks on its way, settles its milestone.",
        prefetch="trade_settings",
    )
