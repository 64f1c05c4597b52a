from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .foreign_trade_cost_mixin import COST_GROUP


class ForeignTradePriceSheetLine(models.Model):
    """What stands behind the price of one order line.

    Unit figures are for one unit of the order line; shares are for the whole line. The price is
    the one of the order line: gross of its discount, which the calculation takes off.
    """

    _name = "foreign.trade.price.sheet.line"
    _description = "Line of a Price Sheet"
    _inherit = ("foreign.trade.child.access.mixin",)
    _access_parents = ("sheet_id",)
    _order = "sequence, id"
    _rec_name = "order_line_id"

    sheet_id = fields.Many2one(
        "foreign.trade.price.sheet", required=True, index=True, ondelete="cascade"
    )
    order_line_id = fields.Many2one(
        "sale.order.line", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(related="order_line_id.sequence", store=True)
    company_id = fields.Many2one(related="sheet_id.company_id")
    currency_id = fields.Many2one(related="sheet_id.currency_id")
    home_currency_id = fields.Many2one(related="sheet_id.home_currency_id")
    product_id = fields.Many2one(related="order_line_id.product_id")
    name = fields.Text(related="order_line_id.name")
    quantity = fields.Float(related="order_line_id.product_uom_qty", digits="Product Unit")
    product_uom_id = fields.Many2one(related="order_line_id.product_uom_id")
    discount = fields.Float(related="order_line_id.discount")

    supplier_info_id = fields.Many2one(
        "product.supplierinfo",
        "Supplier Quotation",
        groups=COST_GROUP,
        index="btree_not_null",
        ondelete="set null",
    )
    supplier_expired = fields.Boolean(
        "Supplier Quotation Expired", compute="_compute_supplier_expired", groups=COST_GROUP
    )
    purchase_cost = fields.Float(
        "Purchase incl. VAT",
        min_display_digits="Product Price",
        groups=COST_GROUP,
        help="For one unit, in home currency.",
    )
    vat_percent = fields.Float("VAT (%)", digits=(16, 4), groups=COST_GROUP)
    rebate_percent = fields.Float("Rebate (%)", digits=(16, 4), groups=COST_GROUP)
    cubic_metres = fields.Float("m³", digits=(16, 4), groups=COST_GROUP)
    gross_kg = fields.Float("Gross kg", digits=(16, 3), groups=COST_GROUP)
    carton_count = fields.Float("Cartons", digits=(16, 2), groups=COST_GROUP)
    priced_by = fields.Selection(
        [("margin", "Margin"), ("price", "Price")],
        required=True,
        default="margin",
        groups=COST_GROUP,
        help="What was given last: the other follows when cost, fees or rate change.",
    )
    margin_percent = fields.Float("Margin (%)", digits=0, groups=COST_GROUP)
    price_unit = fields.Float("Unit Price", min_display_digits="Product Price", groups=COST_GROUP)

    # results
    rebate_amount = fields.Monetary(
        "Rebate per Unit",
        currency_field="home_currency_id",
        readonly=True,
        groups=COST_GROUP,
    )
    fee_share = fields.Monetary(
        "Fees", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )
    freight_share = fields.Monetary("Freight", readonly=True, groups=COST_GROUP)
    destination_share = fields.Monetary("At Destination", readonly=True, groups=COST_GROUP)
    total_cost = fields.Float(
        "Unit Cost",
        min_display_digits="Product Price",
        readonly=True,
        groups=COST_GROUP,
        help="After rebate, with domestic fees, for one unit in home currency.",
    )
    quoted_cost = fields.Float(
        "Unit Cost Quoted",
        digits=0,
        readonly=True,
        groups=COST_GROUP,
        help="All that a price has to pay for, freight, insurance and commission included, for one "
        "unit in quoting currency: the order line's cost.",
    )
    floor_price = fields.Float(
        min_display_digits="Product Price",
        readonly=True,
        groups=COST_GROUP,
        help="Unit price, before discount, that leaves the least margin.",
    )
    profit = fields.Monetary(currency_field="home_currency_id", readonly=True, groups=COST_GROUP)
    profit_rate = fields.Float("Profit Rate (%)", digits=(16, 2), readonly=True, groups=COST_GROUP)
    exchange_cost = fields.Float(digits=(16, 4), readonly=True, groups=COST_GROUP)
    price_above_floor = fields.Selection(
        related="order_line_id.price_above_floor", groups=COST_GROUP
    )

    _order_line_uniq = models.Constraint(
        "UNIQUE(order_line_id)", "This order line is in a price sheet already."
    )

    @api.constrains("sheet_id", "order_line_id")
    def _check_order_line_id(self):
        """What a sheet calculates is written to its own order, whoever may write that one."""
        for line in self.sudo():  # sudo: the link is being judged
            if line.order_line_id.order_id != line.sheet_id.order_id:
                raise ValidationError(
                    self.env._("A price sheet calculates the lines of its own quotation.")
                )

    @api.depends("supplier_info_id.date_end")
    def _compute_supplier_expired(self):
        today = fields.Date.context_today(self)
        for line in self:
            until = line.supplier_info_id.date_end
            line.supplier_expired = bool(until and until < today)
