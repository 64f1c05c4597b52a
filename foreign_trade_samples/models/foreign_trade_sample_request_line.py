from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeSampleRequestLine(models.Model):
    """What is in the parcel: a product, or a description of what is not one yet."""

    _name = "foreign.trade.sample.request.line"
    _description = "Sample Request Line"
    _order = "request_id, sequence, id"

    request_id = fields.Many2one(
        "foreign.trade.sample.request", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="request_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="request_id.currency_id")
    product_id = fields.Many2one("product.product", index="btree_not_null", ondelete="restrict")
    name = fields.Text(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    charge = fields.Selection(
        [("free", "Free of Charge"), ("charged", "Charged")], default="free", required=True
    )
    price_unit = fields.Monetary(
        string="Unit Price", help="What the buyer pays for one, in the currency of the request."
    )
    price_subtotal = fields.Monetary(string="Amount", compute="_compute_price_subtotal", store=True)

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a sample must be above zero."
    )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            if line.product_id:
                product = line.product_id.with_context(lang=line.request_id.partner_id.lang)
                line.name = product.display_name
            else:
                line.name = line.name or False

    @api.depends("product_id")
    def _compute_product_uom_id(self):
        unit = self.env.ref("uom.product_uom_unit", raise_if_not_found=False)
        for line in self:
            line.product_uom_id = line.product_id.uom_id or line.product_uom_id or unit

    @api.depends("quantity", "price_unit", "charge")
    def _compute_price_subtotal(self):
        for line in self:
            amount = line.quantity * line.price_unit if line.charge == "charged" else 0.0
            line.price_subtotal = line.currency_id.round(amount) if line.currency_id else amount

    @api.constrains("price_unit")
    def _check_price_unit(self):
        if any(line.price_unit < 0 for line in self):
            raise ValidationError(self.env._("The price of a sample cannot be negative."))
