from odoo import api, fields, models

from ..tools.freight import AIR_DIVISOR
from ..tools.price_sheet_parts import MEASURE
from .foreign_trade_cost_mixin import COST_GROUP


class ForeignTradePriceSheetFreight(models.Model):
    """What carriers charge for even the smallest shipment, and how they weigh volume."""

    _inherit = "foreign.trade.price.sheet"

    freight_minimum_units = fields.Float(
        "Charged at Least",
        digits=(16, 3),
        compute="_compute_freight_minimum_units",
        store=True,
        readonly=False,
        groups=COST_GROUP,
        help="Tonnes or m³, or kilograms, that the carrier charges for even less: by W/M, one.",
    )
    freight_minimum = fields.Float(
        "Minimum Freight",
        min_display_digits="Product Price",
        groups=COST_GROUP,
        help="Basic freight for even the smallest shipment, in the currency of the freight.",
    )
    air_divisor = fields.Float(
        digits=(16, 0),
        required=True,
        default=float(AIR_DIVISOR),
        groups=COST_GROUP,
        help="Cubic centimetres that fly as one kilogram: 6000 with airlines, 5000 with couriers. "
        "Each half kilogram begun is charged.",
    )

    @api.depends("freight_method")
    def _compute_freight_minimum_units(self):
        for sheet in self:
            sheet.freight_minimum_units = 1.0 if sheet.freight_method == MEASURE else 0.0
