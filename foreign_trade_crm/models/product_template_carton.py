from odoo import api, fields, models

from ..tools.packing import carton_volume
from .foreign_trade_carton_measures_mixin import CARTON_FIELDS

#: what a product says for its only variant
VARIANT_FIELDS = (*CARTON_FIELDS, "carton_uom_id", "minimum_order_quantity")


def _shown(name):
    """Attributes of a field that shows the only variant's, and gives it what is entered."""
    return {
        "compute": "_compute_carton",
        "inverse": lambda templates: templates._set_product_variant_field(name),
        "store": False,
    }


class ProductTemplateCarton(models.Model):
    """A product with one variant shows and takes the packing of that variant."""

    _name = "product.template"
    _inherit = ["foreign.trade.carton.measures.mixin", "product.template"]

    carton_uom_id = fields.Many2one(
        "uom.uom",
        "Carton as Packaging",
        domain="[('id', 'in', uom_ids)]",
        help="The packaging that is one carton: the pieces in it are those of the packaging.",
        **_shown("carton_uom_id"),
    )
    carton_pieces = fields.Integer(**_shown("carton_pieces"))
    carton_length = fields.Float(**_shown("carton_length"))
    carton_width = fields.Float(**_shown("carton_width"))
    carton_height = fields.Float(**_shown("carton_height"))
    carton_volume = fields.Float(**_shown("carton_volume"))
    carton_net_weight = fields.Float(**_shown("carton_net_weight"))
    carton_gross_weight = fields.Float(**_shown("carton_gross_weight"))
    minimum_order_quantity = fields.Float(
        "MOQ",
        digits="Product Unit",
        help="Minimum order quantity: a quotation for less is marked. In the product's unit.",
        **_shown("minimum_order_quantity"),
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

    @api.model
    def _get_related_fields_variant_template(self):
        return [*super()._get_related_fields_variant_template(), *VARIANT_FIELDS]
