from odoo import api, fields, models

from ..tools.container_fill import Box


class ForeignTradeContainerType(models.Model):
    """A size of container and what it holds. Carriers and roads differ: the figures are data."""

    _name = "foreign.trade.container.type"
    _description = "Container Type"
    _order = "sequence, name"

    name = fields.Char(required=True, help="As the trade writes it: 20GP, 40GP, 40HQ, 45HQ.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    inner_volume = fields.Float(string="Inner Volume (m³)", digits="Volume")
    practical_volume = fields.Float(
        string="Practical Volume (m³)", digits="Volume", help="What cartons fill in practice."
    )
    tare_weight = fields.Float(string="Tare (kg)", digits="Stock Weight")
    max_payload = fields.Float(
        string="Max. Payload (kg)", digits="Stock Weight", help="Road limits are often lower."
    )
    teu = fields.Float(
        string="TEU",
        digits=(5, 2),
        default=2.0,
        help="Twenty-foot units: by them containers are compared when the best mix is looked for.",
    )

    is_suggested = fields.Boolean(
        "Suggested",
        default=True,
        help="Offered when ways to load an order are looked for; others only where they are asked "
        "for.",
    )

    _name_uniq = models.Constraint(
        "unique(name)", "There is a container type of this name already."
    )
    _figures_positive = models.Constraint(
        "CHECK(inner_volume >= 0 AND practical_volume >= 0 AND tare_weight >= 0"
        " AND max_payload >= 0)",
        "Volumes and weights of a container type cannot be negative.",
    )
    _teu_positive = models.Constraint(
        "CHECK(teu > 0)", "A container counts more than zero twenty-foot units."
    )

    @api.depends("name", "practical_volume")
    @api.depends_context("show_capacity")
    def _compute_display_name(self):
        if not self.env.context.get("show_capacity"):
            return super()._compute_display_name()
        for container_type in self:
            container_type.display_name = self.env._(
                "%(name)s (%(volume)s m³)",
                name=container_type.name,
                volume=f"{container_type.practical_volume:g}",
            )
        return None

    def _to_box(self):
        """What the arithmetic of loading knows of this size."""
        self.ensure_one()
        return Box(self.name, self.practical_volume, self.max_payload, self.teu)
