from odoo import api, fields, models

from ..tools.packing import carton_volume, cartons_needed, total_volume, total_weight
from .foreign_trade_carton_measures_mixin import CARTON_FIELDS
from .foreign_trade_carton_mixin import create_empty_columns

#: what the cartons of a line come to
TOTAL_FIELDS = (
    "carton_count",
    "carton_total_volume",
    "carton_total_net_weight",
    "carton_total_gross_weight",
)


class SaleOrderLineCarton(models.Model):
    """How the goods of a line are packed: as the product is, unless this buyer wants otherwise.

    A product that is packed anew leaves existing lines as they were agreed.
    """

    _name = "sale.order.line"
    _inherit = ["foreign.trade.carton.mixin", "sale.order.line"]

    carton_pieces = fields.Integer(
        compute="_compute_carton", store=True, readonly=False, precompute=True
    )
    carton_length = fields.Float(
        compute="_compute_carton", store=True, readonly=False, precompute=True
    )
    carton_width = fields.Float(
        compute="_compute_carton", store=True, readonly=False, precompute=True
    )
    carton_height = fields.Float(
        compute="_compute_carton", store=True, readonly=False, precompute=True
    )
    carton_volume = fields.Float(
        compute="_compute_carton_volume", store=True, readonly=False, precompute=True
    )
    carton_net_weight = fields.Float(
        compute="_compute_carton", store=True, readonly=False, precompute=True
    )
    carton_gross_weight = fields.Float(
        compute="_compute_carton", store=True, readonly=False, precompute=True
    )
    carton_count = fields.Integer(
        "Cartons", compute="_compute_carton_totals", store=True, precompute=True
    )
    carton_total_volume = fields.Float(
        "CBM", digits=(16, 3), compute="_compute_carton_totals", store=True, precompute=True
    )
    carton_total_net_weight = fields.Float(
        "Net Weight (kg)",
        digits=(16, 2),
        compute="_compute_carton_totals",
        store=True,
        precompute=True,
    )
    carton_total_gross_weight = fields.Float(
        "Gross Weight (kg)",
        digits=(16, 2),
        compute="_compute_carton_totals",
        store=True,
        precompute=True,
    )
    carton_warning = fields.Char(compute="_compute_carton_warning")

    def _auto_init(self):
        """No line had cartons before: new columns of a large table need no computing."""
        create_empty_columns(self, *CARTON_FIELDS, *TOTAL_FIELDS)
        return super()._auto_init()

    @api.depends("product_id")
    def _compute_carton(self):
        for line in self:
            carton = line._get_product_carton()
            for name in CARTON_FIELDS:
                if name != "carton_volume":
                    line[name] = carton[name]

    @api.depends("product_id", "carton_length", "carton_width", "carton_height")
    def _compute_carton_volume(self):
        for line in self:
            measures = (line.carton_length, line.carton_width, line.carton_height)
            if all(measures):
                line.carton_volume = carton_volume(*measures)
            else:
                line.carton_volume = line._get_product_carton()["carton_volume"]

    def _get_product_carton(self):
        """``{field: value}`` of a carton of the product, zeros for what is not packed."""
        product = self.product_id
        if self.display_type or not product.carton_pieces:
            return dict.fromkeys(CARTON_FIELDS, 0)
        return product._get_carton()

    @api.depends(
        "product_uom_qty",
        "product_uom_id",
        "carton_pieces",
        "carton_volume",
        "carton_net_weight",
        "carton_gross_weight",
    )
    def _compute_carton_totals(self):
        for line in self:
            cartons = cartons_needed(line._get_carton_quantity(), line.carton_pieces)
            line.carton_count = cartons
            line.carton_total_volume = total_volume(cartons, line.carton_volume)
            line.carton_total_net_weight = total_weight(cartons, line.carton_net_weight)
            line.carton_total_gross_weight = total_weight(cartons, line.carton_gross_weight)

    def _get_carton_quantity(self):
        """Quantity of the line in pieces: in the unit of the product."""
        unit, piece = self.product_uom_id, self.product_id.uom_id
        if not self.carton_pieces or unit == piece:
            return self.product_uom_qty
        return unit._compute_quantity(
            self.product_uom_qty, piece, round=False, raise_if_failure=False
        )

    @api.depends("carton_count", "carton_pieces", "product_uom_qty", "product_uom_id")
    def _compute_carton_warning(self):
        for line in self:
            packed = line.carton_count * line.carton_pieces
            rest = packed - line._get_carton_quantity()
            line.carton_warning = rest > 0.000001 and self.env._(
                "The last carton lacks %(pieces)s pieces: full cartons would be %(packed)s.",
                pieces=f"{rest:g}",
                packed=packed,
            )
