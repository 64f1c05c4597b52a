from odoo import api, fields, models

from .foreign_trade_carton_measures_mixin import CARTON_FIELDS
from .foreign_trade_carton_mixin import create_empty_columns


class ProductProductCarton(models.Model):
    """How a variant is packed, and how few of it are made."""

    _name = "product.product"
    _inherit = ["foreign.trade.carton.mixin", "product.product"]

    carton_uom_id = fields.Many2one(
        "uom.uom",
        "Carton as Packaging",
        domain="[('id', 'in', uom_ids)]",
        help="The packaging that is one carton: the pieces in it are those of the packaging.",
    )
    carton_pieces = fields.Integer(compute="_compute_carton_pieces", store=True, readonly=False)
    minimum_order_quantity = fields.Float(
        "MOQ",
        digits="Product Unit",
        help="Minimum order quantity: a quotation for less is marked. In the product's unit.",
    )

    _minimum_order_quantity_positive = models.Constraint(
        "CHECK(minimum_order_quantity >= 0)", "A minimum order quantity cannot be negative."
    )

    def _auto_init(self):
        """No product had cartons before: new columns of a large catalogue need no computing."""
        create_empty_columns(self, "carton_pieces", "carton_volume")
        return super()._auto_init()

    @api.depends("carton_uom_id", "carton_uom_id.factor", "uom_id")
    def _compute_carton_pieces(self):
        for product in self:
            packaging = product.carton_uom_id
            if packaging:
                pieces = packaging._compute_quantity(1, product.uom_id, raise_if_failure=False)
                product.carton_pieces = round(pieces)
            else:
                product.carton_pieces = product.carton_pieces

    def _get_carton(self):
        """``{field: value}`` of one carton; what is left out follows from the single piece."""
        self.ensure_one()
        carton = {name: self[name] for name in CARTON_FIELDS}
        pieces = self.carton_pieces
        if pieces:
            carton["carton_net_weight"] = self.carton_net_weight or pieces * self.weight
            carton["carton_volume"] = self.carton_volume or pieces * self.volume
            carton["carton_gross_weight"] = self.carton_gross_weight or carton["carton_net_weight"]
        return carton
