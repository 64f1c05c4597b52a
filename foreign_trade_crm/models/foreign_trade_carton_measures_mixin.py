from odoo import fields, models

#: how goods are packed, on a product and on a line of an order
CARTON_FIELDS = (
    "carton_pieces",
    "carton_length",
    "carton_width",
    "carton_height",
    "carton_volume",
    "carton_net_weight",
    "carton_gross_weight",
)


class ForeignTradeCartonMeasuresMixin(models.AbstractModel):
    """The fields of one carton of some goods, wherever they are kept or only shown."""

    _name = "foreign.trade.carton.measures.mixin"
    _description = "Measures of a Carton"

    carton_pieces = fields.Integer(
        "Pieces per Carton", help="In the unit of measure of the product."
    )
    carton_length = fields.Float("Carton Length (cm)", digits=(16, 1))
    carton_width = fields.Float("Carton Width (cm)", digits=(16, 1))
    carton_height = fields.Float("Carton Height (cm)", digits=(16, 1))
    carton_volume = fields.Float(
        "CBM per Carton",
        digits=(16, 6),
        help="From length, width and height, or entered as measured.",
    )
    carton_net_weight = fields.Float("N.W. per Carton (kg)", digits="Stock Weight")
    carton_gross_weight = fields.Float("G.W. per Carton (kg)", digits="Stock Weight")
