from odoo import fields, models

from ..tools.price_sheet_parts import VALUE
from .foreign_trade_price_sheet import BASES, COST_GROUP

KINDS = [
    ("inland", "Inland Freight"),
    ("port", "Port Charges"),
    ("documents", "Documents and Customs"),
    ("bank", "Bank Charges"),
    ("interest", "Interest"),
    ("inspection", "Inspection"),
    ("packing", "Packing"),
    ("other", "Other"),
]
METHODS = [
    ("fixed", "Fixed"),
    ("percent", "Per Cent of Purchase"),
    ("piece", "Per Piece"),
    ("carton", "Per Carton"),
    ("cbm", "Per m³"),
    ("interest", "Interest per Year, % × Days"),
]


class ForeignTradePriceFee(models.Model):
    """A domestic fee of a price sheet, in home currency."""

    _name = "foreign.trade.price.fee"
    _description = "Fee of a Price Sheet"
    _inherit = ("foreign.trade.child.access.mixin",)
    _access_parents = ("sheet_id",)
    _order = "sequence, id"
    _rec_name = "kind"

    sheet_id = fields.Many2one(
        "foreign.trade.price.sheet", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    home_currency_id = fields.Many2one(related="sheet_id.home_currency_id")
    kind = fields.Selection(KINDS, required=True, default="other", groups=COST_GROUP)
    name = fields.Char("Description", groups=COST_GROUP)
    method = fields.Selection(METHODS, required=True, default="fixed", groups=COST_GROUP)
    rate = fields.Float(
        "Amount or %",
        min_display_digits="Product Price",
        groups=COST_GROUP,
        help="The sum, the per cent, or the price of one piece, carton or cubic metre.",
    )
    days = fields.Integer("Days of Credit", groups=COST_GROUP)
    basis = fields.Selection(
        BASES,
        "Spread By",
        required=True,
        default=VALUE,
        groups=COST_GROUP,
        help="How a fixed fee falls on the lines; the others fall on those that cause them.",
    )
    amount = fields.Monetary(
        "Total", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )
