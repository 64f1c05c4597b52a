from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeShipmentLine(models.Model):
    """Goods of one order line in a shipment: what the invoice and the packing list print.

    Both documents read the stored figures of this model and compute none of their own.
    """

    _name = "foreign.trade.shipment.line"
    _description = "Shipment Line"
    _order = "shipment_id, sequence, id"

    shipment_id = fields.Many2one(
        "foreign.trade.shipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="shipment_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="shipment_id.currency_id", store=True)
    sequence = fields.Integer(default=10)
    order_line_id = fields.Many2one(
        "sale.order.line",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('order_id', '=', parent.order_id), ('display_type', '=', False)]",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_from_order_line",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    name = fields.Text(
        string="Description",
        compute="_compute_from_order_line",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    hs_code = fields.Char(
        string="HS Code", compute="_compute_customs", store=True, readonly=False, precompute=True
    )
    origin_country_id = fields.Many2one(
        "res.country",
        string="Origin",
        compute="_compute_customs",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_goods = fields.Boolean(
        compute="_compute_is_goods",
        store=True,
        help="Goods are packed; freight and other services stand on the invoice only.",
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_from_order_line",
        store=True,
        readonly=False,
        precompute=True,
    )
    price_unit = fields.Float(
        string="Unit Price",
        min_display_digits="Product Price",
        compute="_compute_from_order_line",
        store=True,
        readonly=False,
        precompute=True,
        help="After discount and before taxes, in the currency of the order.",
    )
    price_subtotal = fields.Monetary(string="Amount", compute="_compute_price_subtotal", store=True)
    _figures_positive = models.Constraint(
        "CHECK(quantity > 0 AND price_unit >= 0)",
        "The quantity of a shipment line must be above zero, and its price not below.",
    )

    @api.depends("order_line_id")
    def _compute_from_order_line(self):
        for line in self:
            source = line.order_line_id
            if not source:
                line.name = line.name or line.product_id.display_name or False
                line.product_uom_id = line.product_uom_id or line.product_id.uom_id
                line.price_unit = line.price_unit
                line.product_id = line.product_id
                continue
            line.product_id = source.product_id
            line.name = source.name
            line.product_uom_id = source.product_uom_id
            line.price_unit = source.price_unit * (1 - source.discount / 100)

    @api.depends("product_id")
    def _compute_customs(self):
        for line in self:
            product = line.product_id
            line.hs_code = product.hs_code or line.hs_code
            line.origin_country_id = product.country_of_origin or line.origin_country_id

    @api.depends("product_id.type")
    def _compute_is_goods(self):
        for line in self:
            line.is_goods = line.product_id.type != "service"

    @api.depends("quantity", "price_unit", "currency_id")
    def _compute_price_subtotal(self):
        for line in self:
            amount = line.quantity * line.price_unit
            line.price_subtotal = line.currency_id.round(amount) if line.currency_id else amount

    @api.constrains("order_line_id", "shipment_id", "container_id")
    def _check_same_shipment(self):
        for line in self:
            if line.order_line_id and line.order_line_id.order_id != line.shipment_id.order_id:
                raise ValidationError(self.env._("A shipment carries lines of its own order only."))
            if line.container_id and line.container_id.shipment_id != line.shipment_id:
                raise ValidationError(
                    self.env._("Goods are loaded into containers of their own shipment only.")
                )

    def _get_document_values(self):
        """What the documents print of this line, keyed as their columns are."""
        self.ensure_one()
        measures = (self.carton_length, self.carton_width, self.carton_height)
        numbers = [str(number) for number in dict.fromkeys((self.carton_from, self.carton_to))]
        return {
            "carton_numbers": "–".join(numbers) if self.cartons else "",
            "name": "\n".join(filter(None, (self.name, self.marks))),
            "hs_code": self.hs_code or "",
            "quantity": self.quantity,
            "uom": self.product_uom_id.name or "",
            "price_unit": self.price_unit,
            "amount": self.price_subtotal,
            "pieces_per_carton": self.pieces_per_carton,
            "cartons": self.cartons,
            "total_net_weight": self.total_net_weight,
            "total_gross_weight": self.total_gross_weight,
            "measure": "×".join(f"{side:g}" for side in measures) if all(measures) else "",
            "total_volume": self.total_volume,
        }
