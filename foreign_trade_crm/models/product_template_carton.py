from odoo import api, fields, models

from ..tools.packing import carton_volume
from .foreign_trade_carton_mixin import CARTON_FIELDS

#: what a product says for its only variant
VARIANT_FIELDS = (*CARTON_FIELDS, "carton_uom_id", "minimum_order_quantity")


class ProductTemplateCarton(models.Model):
    """A product with one variant shows and takes the packing of that variant."""

    _inherit = "product.template"

    carton_uom_id = fields.Many2one(
        "uom.uom",
        "Carton as Packaging",
        domain="[('id', 'in', uom_ids)]",
        compute="_compute_carton",
        inverse="_inverse_carton_uom_id",
        help="The packaging that is one carton: the pieces in it are those of the packaging.",
    )
    carton_pieces = fields.Integer(
        "Pieces per Carton",
        compute="_compute_carton",
        inverse="_inverse_carton_pieces",
        help="In the unit of measure of the product.",
    )
    carton_length = fields.Float(
        "Carton Length (cm)",
        digits=(16, 1),
        compute="_compute_carton",
        inverse="_inverse_carton_length",
    )
    carton_width = fields.Float(
        "Carton Width (cm)",
        digits=(16, 1),
        compute="_compute_carton",
        inverse="_inverse_carton_width",
    )
    carton_height = fields.Float(
        "Carton Height (cm)",
        digits=(16, 1),
        compute="_compute_carton",
        inverse="_inverse_carton_height",
    )
    carton_volume = fields.Float(
        "CBM per Carton",
        digits=(16, 6),
        compute="_compute_carton",
        inverse="_inverse_carton_volume",
        help="From length, width and height, or entered as measured.",
    )
    carton_net_weight = fields.Float(
        "N.W. per Carton (kg)",
        digits="Stock Weight",
        compute="_compute_carton",
        inverse="_inverse_carton_net_weight",
    )
    carton_gross_weight = fields.Float(
        "G.W. per Carton (kg)",
        digits="Stock Weight",
        compute="_compute_carton",
        inverse="_inverse_carton_gross_weight",
    )
    minimum_order_quantity = fields.Float(
        "MOQ",
        digits="Product Unit",
        compute="_compute_carton",
        inverse="_inverse_minimum_order_quantity",
        help="Minimum order quantity: a quotation for less is marked. In the product's unit.",
    )

    @api.depends(*(f"product_variant_ids.{name}" for name in VARIANT_FIELDS))
    def _compute_carton(self):
        for name in VARIANT_FIELDS:
            self._compute_template_field_from_variant_field(name)

    @api.onchange("carton_length", "carton_width", "carton_height")
    def _onchange_carton_measures(self):
        measures = (self.carton_length, self.carton_width, self.carton_height)
        if all(measures):
            self.carton_volume = carton_volume(*measures)

    def _inverse_carton_uom_id(self):
        self._set_product_variant_field("carton_uom_id")

    def _inverse_carton_pieces(self):
        self._set_product_variant_field("carton_pieces")

    def _inverse_carton_length(self):
        self._set_product_variant_field("carton_length")

    def _inverse_carton_width(self):
        self._set_product_variant_field("carton_width")

    def _inverse_carton_height(self):
        self._set_product_variant_field("carton_height")

    def _inverse_carton_volume(self):
        self._set_product_variant_field("carton_volume")

    def _inverse_carton_net_weight(self):
        self._set_product_variant_field("carton_net_weight")

    def _inverse_carton_gross_weight(self):
        self._set_product_variant_field("carton_gross_weight")

    def _inverse_minimum_order_quantity(self):
        self._set_product_variant_field("minimum_order_quantity")

    @api.model
    def _get_related_fields_variant_template(self):
        return [*super()._get_related_fields_variant_template(), *VARIANT_FIELDS]
