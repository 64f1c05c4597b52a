from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.foreign_trade_crm.tools.packing import fill_percent, verified_gross_mass

from ..tools.check_digits import container_check_digit, is_container_number, normalize


class ForeignTradeContainer(models.Model):
    """One container of a shipment: its number, seal, verified gross mass and what is in it."""

    _name = "foreign.trade.container"
    _description = "Container"
    _order = "shipment_id, sequence, id"

    shipment_id = fields.Many2one(
        "foreign.trade.shipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="shipment_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    number = fields.Char(
        string="Container Number",
        index="btree_not_null",
        help="Four letters and seven digits; the last one is the check digit (ISO 6346).",
    )
    container_type_id = fields.Many2one(
        "foreign.trade.container.type",
        string="Type",
        required=True,
        index=True,
        ondelete="restrict",
    )
    seal_number = fields.Char(string="Seal")
    line_ids = fields.One2many("foreign.trade.shipment.line", "container_id", string="Loaded Lines")
    cargo_weight = fields.Float(
        string="Cargo Gross Weight (kg)",
        digits="Stock Weight",
        compute="_compute_cargo",
        store=True,
        help="Gross weight of the lines loaded into this container.",
    )
    cargo_volume = fields.Float(
        string="Cargo Volume (m³)", digits="Volume", compute="_compute_cargo", store=True
    )
    fill_percent = fields.Float(string="Filled (%)", compute="_compute_fill", digits=(16, 1))
    is_overloaded = fields.Boolean(string="Overloaded", compute="_compute_fill")
    tare_weight = fields.Float(
        string="Tare (kg)",
        digits="Stock Weight",
        compute="_compute_tare_weight",
        store=True,
        readonly=False,
        precompute=True,
        help="As painted on the door; the type's figure until then.",
    )
    dunnage_weight = fields.Float(
        string="Dunnage (kg)",
        digits="Stock Weight",
        help="Pallets, lashing and other packing that no line counts.",
    )
    vgm_method = fields.Selection(
        [("weighing", "Method 1: weighed packed"), ("calculation", "Method 2: contents plus tare")],
        string="VGM Method",
        default="calculation",
        required=True,
    )
    vgm_weight = fields.Float(
        string="VGM (kg)",
        digits="Stock Weight",
        help="Verified gross mass (SOLAS). Without it nothing is loaded.",
    )
    vgm_date = fields.Date(string="VGM Verified On")

    _number_uniq = models.Constraint(
        "unique(shipment_id, number)", "A container stands in a shipment only once."
    )
    _weights_positive = models.Constraint(
        "CHECK(tare_weight >= 0 AND dunnage_weight >= 0 AND vgm_weight >= 0)",
        "The weights of a container cannot be negative.",
    )

    @api.depends("number", "container_type_id")
    def _compute_display_name(self):
        for container in self:
            name = container.number or self.env._("Container")
            container.display_name = f"{name} ({container.container_type_id.name or ''})"

    @api.depends("container_type_id")
    def _compute_tare_weight(self):
        for container in self:
            container.tare_weight = container.container_type_id.tare_weight

    @api.depends("line_ids.total_gross_weight", "line_ids.total_volume")
    def _compute_cargo(self):
        for container in self:
            container.cargo_weight = sum(container.line_ids.mapped("total_gross_weight"))
            container.cargo_volume = sum(container.line_ids.mapped("total_volume"))

    @api.depends("cargo_weight", "cargo_volume", "dunnage_weight", "container_type_id")
    def _compute_fill(self):
        for container in self:
            kind = container.container_type_id
            load = container.cargo_weight + container.dunnage_weight
            container.fill_percent = max(
                fill_percent(container.cargo_volume, kind.practical_volume),
                fill_percent(load, kind.max_payload),
            )
            container.is_overloaded = bool(
                (kind.max_payload and load > kind.max_payload)
                or (kind.inner_volume and container.cargo_volume > kind.inner_volume)
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalize_values(vals))

    def _normalize_values(self, vals):
        """Numbers are kept in capitals without blanks, so that each is found and unique."""
        if not vals.get("number"):
            return vals
        return {**vals, "number": normalize(vals["number"]) or False}

    @api.onchange("number")
    def _onchange_number(self):
        if self.number:
            self.number = normalize(self.number)

    @api.constrains("number")
    def _check_number(self):
        for container in self.filtered("number"):
            if not is_container_number(container.number):
                raise ValidationError(container._get_number_error())

    def _get_number_error(self):
        self.ensure_one()
        number = self.number
        stem = number[:10]
        if len(number) == 11 and is_container_number(f"{stem}{_expected_digit(stem)}"):
            return self.env._(
                "%(number)s is no container number: after %(stem)s the check digit would be "
                "%(digit)s. Compare it with the container or the carrier's release.",
                number=number,
                stem=stem,
                digit=_expected_digit(stem),
            )
        return self.env._(
            "%(number)s is no container number. It has four letters, the last of them U, J or "
            "Z, and seven digits, for instance CSQU3054383.",
            number=number,
        )

    @api.constrains("line_ids", "shipment_id")
    def _check_lines(self):
        for container in self:
            if container.line_ids.shipment_id - container.shipment_id:
                raise ValidationError(
                    self.env._("A container carries lines of its own shipment only.")
                )

    def action_calculate_vgm(self):
        """VGM by method 2: contents, dunnage and tare."""
        for container in self:
            container.write(
                {
                    "vgm_method": "calculation",
                    "vgm_weight": verified_gross_mass(
                        container.cargo_weight, container.dunnage_weight, container.tare_weight
                    ),
                    "vgm_date": fields.Date.context_today(container),
                }
            )


def _expected_digit(stem):
    """The check digit that belongs to ``stem``, or empty where it is no such stem."""
    if not (stem.isascii() and stem.isalnum()):
        return ""
    return str(container_check_digit(stem))
