from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    price_above_floor = fields.Selection(
        [("above", "Above Floor"), ("below", "Below Floor"), ("unknown", "Floor Unknown")],
        "Price and Floor",
        readonly=True,
        copy=False,
        help="Whether the price leaves the least margin; empty without a price sheet.",
    )
