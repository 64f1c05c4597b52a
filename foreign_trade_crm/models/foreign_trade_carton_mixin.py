from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.sql import column_exists, create_column, table_exists

from ..tools.packing import carton_volume


class ForeignTradeCartonMixin(models.AbstractModel):
    """One carton of some goods: pieces in it, outer measures in cm, weights in kg."""

    _name = "foreign.trade.carton.mixin"
    _inherit = "foreign.trade.carton.measures.mixin"
    _description = "Goods Packed in Cartons"

    carton_volume = fields.Float(compute="_compute_carton_volume", store=True, readonly=False)

    _carton_positive = models.Constraint(
        "CHECK(carton_pieces >= 0 AND carton_length >= 0 AND carton_width >= 0"
        " AND carton_height >= 0 AND carton_volume >= 0 AND carton_net_weight >= 0"
        " AND carton_gross_weight >= 0)",
        "Pieces, measures and weights of a carton cannot be negative.",
    )

    @api.depends("carton_length", "carton_width", "carton_height")
    def _compute_carton_volume(self):
        for record in self:
            measures = (record.carton_length, record.carton_width, record.carton_height)
            record.carton_volume = (
                carton_volume(*measures) if all(measures) else (record.carton_volume)
            )

    @api.constrains("carton_net_weight", "carton_gross_weight")
    def _check_carton_weights(self):
        for record in self:
            gross = record.carton_gross_weight
            if gross and record.carton_net_weight > gross:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the net weight of a carton (%(net)s kg) exceeds its gross "
                        "weight (%(gross)s kg).",
                        name=record.display_name,
                        net=f"{record.carton_net_weight:g}",
                        gross=f"{gross:g}",
                    )
                )

    def _describe_carton(self):
        """Packing as printed: ``12 pcs/carton, 60×40×35 cm, 0.084 m³, N.W. 10 kg, G.W. 11 kg``.

        Empty where it is not known; in the language of the context.
        """
        self.ensure_one()
        if not self.carton_pieces:
            return ""
        parts = [self.env._("%(pieces)s pcs/carton", pieces=self.carton_pieces)]
        measures = (self.carton_length, self.carton_width, self.carton_height)
        if all(measures):
            parts.append("×".join(f"{side:g}" for side in measures) + " cm")
        if self.carton_volume:
            parts.append(f"{round(self.carton_volume, 4):g} m³")
        if self.carton_net_weight:
            weight = f"{self.carton_net_weight:g}"
            parts.append(self.env._("N.W. %(weight)s kg", weight=weight))
        if self.carton_gross_weight:
            weight = f"{self.carton_gross_weight:g}"
            parts.append(self.env._("G.W. %(weight)s kg", weight=weight))
        return ", ".join(parts)


def create_empty_columns(model, *names):
    """Columns of an existing table that need no computing: nothing had cartons before."""
    cr = model.env.cr
    for name in names:
        if table_exists(cr, model._table) and not column_exists(cr, model._table, name):
            create_column(cr, model._table, name, model._fields[name].column_type[1])
