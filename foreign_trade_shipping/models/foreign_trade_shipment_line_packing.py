from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.foreign_trade_crm.tools.packing import (
    carton_volume,
    cartons_needed,
    total_volume,
    total_weight,
)

#: packing that the next shipment of a product starts with
PACKING_FIELDS = (
    "pieces_per_carton",
    "net_weight",
    "gross_weight",
    "carton_length",
    "carton_width",
    "carton_height",
    "volume",
)


class ForeignTradeShipmentLinePacking(models.Model):
    """How the goods of a line are packed: alike cartons, their weights and measures."""

    _inherit = "foreign.trade.shipment.line"

    marks = fields.Char(string="Carton Marks")
    carton_from = fields.Integer(string="From Carton", compute="_compute_carton_numbers")
    carton_to = fields.Integer(string="To Carton", compute="_compute_carton_numbers")
    pieces_per_carton = fields.Integer(string="Pieces per Carton")
    cartons = fields.Integer(compute="_compute_cartons", store=True, readonly=False)
    net_weight = fields.Float(string="N.W. per Carton (kg)", digits="Stock Weight")
    gross_weight = fields.Float(string="G.W. per Carton (kg)", digits="Stock Weight")
    carton_length = fields.Float(string="Length (cm)", digits=(16, 1))
    carton_width = fields.Float(string="Width (cm)", digits=(16, 1))
    carton_height = fields.Float(string="Height (cm)", digits=(16, 1))
    volume = fields.Float(
        string="CBM per Carton",
        digits=(16, 6),
        compute="_compute_volume",
        store=True,
        readonly=False,
        help="From length, width and height, or entered as measured.",
    )
    total_net_weight = fields.Float(
        string="Net Weight (kg)", digits=(16, 2), compute="_compute_totals", store=True
    )
    total_gross_weight = fields.Float(
        string="Gross Weight (kg)", digits=(16, 2), compute="_compute_totals", store=True
    )
    total_volume = fields.Float(string="CBM", digits=(16, 3), compute="_compute_totals", store=True)
    container_id = fields.Many2one(
        "foreign.trade.container",
        index="btree_not_null",
        ondelete="set null",
        domain="[('shipment_id', '=', shipment_id)]",
        help="Goods that go into several containers are split over as many lines.",
    )
    packing_warning = fields.Char(compute="_compute_packing_warning")

    _packing_positive = models.Constraint(
        "CHECK(cartons >= 0 AND pieces_per_carton >= 0 AND net_weight >= 0"
        " AND gross_weight >= 0 AND volume >= 0 AND carton_length >= 0"
        " AND carton_width >= 0 AND carton_height >= 0)",
        "Cartons, weights and measures cannot be negative.",
    )

    @api.depends("shipment_id.line_ids.cartons", "shipment_id.line_ids.sequence")
    def _compute_carton_numbers(self):
        """Cartons are numbered through the shipment in the order of its lines."""
        for shipment in self.shipment_id:
            first = 1
            for line in shipment.line_ids.sorted(lambda line: (line.sequence, line._origin.id)):
                line.carton_from = first if line.cartons else 0
                line.carton_to = first + line.cartons - 1 if line.cartons else 0
                first += line.cartons
        for line in self.filtered(lambda line: not line.shipment_id):
            line.carton_from = line.carton_to = 0

    @api.depends("quantity", "pieces_per_carton")
    def _compute_cartons(self):
        for line in self:
            line.cartons = cartons_needed(line.quantity, line.pieces_per_carton) or line.cartons

    @api.depends("carton_length", "carton_width", "carton_height")
    def _compute_volume(self):
        for line in self:
            measures = (line.carton_length, line.carton_width, line.carton_height)
            line.volume = carton_volume(*measures) if all(measures) else line.volume

    @api.depends("cartons", "net_weight", "gross_weight", "volume")
    def _compute_totals(self):
        for line in self:
            line.total_net_weight = total_weight(line.cartons, line.net_weight)
            line.total_gross_weight = total_weight(line.cartons, line.gross_weight)
            line.total_volume = total_volume(line.cartons, line.volume)

    @api.depends("cartons", "pieces_per_carton", "quantity", "is_goods")
    def _compute_packing_warning(self):
        for line in self:
            line.packing_warning = line.is_goods and line._get_packing_warning()

    def _get_packing_warning(self):
        """What in the packing does not add up, or False."""
        if not (self.pieces_per_carton and self.cartons):
            return self.env._("Packing is missing.")
        packed = self.pieces_per_carton * self.cartons
        if packed < self.quantity:
            return self.env._(
                "The cartons hold %(packed)s pieces, fewer than the %(quantity)s shipped.",
                packed=packed,
                quantity=f"{self.quantity:g}",
            )
        if packed - self.quantity >= self.pieces_per_carton:
            return self.env._("There are more cartons than the quantity fills.")
        if packed > self.quantity:
            return self.env._("The last carton is not full: its weight counts as a full one.")
        return False

    @api.constrains("net_weight", "gross_weight")
    def _check_weights(self):
        for line in self:
            if line.gross_weight and line.net_weight > line.gross_weight:
                raise ValidationError(
                    self.env._(
                        "%(product)s: the net weight of a carton (%(net)s kg) exceeds its gross "
                        "weight (%(gross)s kg).",
                        product=line.name,
                        net=f"{line.net_weight:g}",
                        gross=f"{line.gross_weight:g}",
                    )
                )

    def _prepare_packing_values(self, products, company):
        """``{product: values}``: how each product was packed the last time, in one query."""
        latest = self._read_group(
            [
                ("product_id", "in", products.ids),
                ("company_id", "=", company.id),
                ("pieces_per_carton", ">", 0),
            ],
            ["product_id"],
            ["id:max"],
        )
        lines = {product: self.browse(line_id) for product, line_id in latest}
        return {
            product: {name: line[name] for name in PACKING_FIELDS}
            for product, line in lines.items()
        }
