from odoo import api, fields, models

from ..tools.price_sheet_parts import QUANTITY, VALUE, VOLUME, WEIGHT
from .foreign_trade_cost_mixin import COST_GROUP

#: (basis, label): by what a sum is spread over the lines
BASES = [
    (VALUE, "Purchase Value"),
    (VOLUME, "Volume"),
    (WEIGHT, "Weight"),
    (QUANTITY, "Quantity"),
]
#: what a sheet is calculated with, besides its lines and fees
TERMS = (
    "exchange_rate",
    "exchange_rate_date",
    "safety_percent",
    "margin_on",
    "margin_percent",
    "floor_percent",
    "commission_percent",
    "freight_method",
    "freight_rate",
    "freight_currency_id",
    "freight_surcharge_percent",
    "freight_minimum_units",
    "freight_minimum",
    "air_divisor",
    "container_count",
    "freight_basis",
    "destination_amount",
    "destination_basis",
    "insurance_percent",
    "insured_percent",
    "with_rebate",
)


class ForeignTradePriceSheet(models.Model):
    """What stands behind the prices of a quotation: cost, rebate, fees, freight, rate, margin.

    One for each order, and one line for each order line with a product. Home currency is the
    company's, quoting currency the order's. Whoever may see cost sees the sheets of the orders
    that he may see; for everybody else the server calculates with it and says no more than
    whether a price is above the floor (``sale.order.line.price_above_floor``).

    Results are plain stored fields, written by ``_recalculate`` in one go, and calculated by the
    same method in the form before anything is saved.
    """

    _name = "foreign.trade.price.sheet"
    _description = "Price Sheet"
    _inherit = ("foreign.trade.child.access.mixin",)
    _access_parents = ("order_id",)
    _rec_name = "order_id"
    _order = "id desc"

    order_id = fields.Many2one(
        "sale.order", "Quotation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="order_id.partner_id")
    state = fields.Selection(related="order_id.state")
    locked = fields.Boolean(related="order_id.locked")
    currency_id = fields.Many2one(related="order_id.currency_id", string="Quoting Currency")
    home_currency_id = fields.Many2one(related="company_id.currency_id")
    incoterm_id = fields.Many2one(
        related="order_id.incoterm",
        readonly=False,
        help="Another one changes the price of every line and keeps its margin. Prices without "
        "one are FOB.",
    )

    # rates
    exchange_rate = fields.Float(
        digits=0,
        required=True,
        default=1.0,
        groups=COST_GROUP,
        help="Home currency for one unit of the quoting currency, as the bank pays it.",
    )
    exchange_rate_date = fields.Date("Rate Of", groups=COST_GROUP)
    safety_percent = fields.Float(
        "Safety Margin (%)",
        digits=(16, 4),
        groups=COST_GROUP,
        help="By so much the quoting currency may fall before the margin suffers: prices are "
        "calculated at the rate less this.",
    )
    calculation_rate = fields.Float(
        "Rate Calculated With",
        digits=0,
        readonly=True,
        groups=COST_GROUP,
        help="Exchange rate less the safety margin.",
    )
    margin_on = fields.Selection(
        [("price", "Price"), ("cost", "Cost")],
        required=True,
        default="price",
        groups=COST_GROUP,
        help="Share of the price, or share of the cost after rebate with fees.",
    )
    margin_percent = fields.Float(
        "Target Margin (%)",
        digits=(16, 4),
        groups=COST_GROUP,
        help="For new lines, and for every line when it is changed here.",
    )
    floor_percent = fields.Float(
        "Least Margin (%)",
        digits=(16, 4),
        groups=COST_GROUP,
        help="The floor price leaves this margin. Salespeople without the right to see cost see "
        "whether their price is above it, not what it is.",
    )
    commission_percent = fields.Float(
        "Commission (%)",
        digits=(16, 4),
        groups=COST_GROUP,
        help="The agent's share of the gross price.",
    )

    # freight and insurance
    freight_method = fields.Selection(
        [
            ("none", "No Freight"),
            ("flat", "Flat"),
            ("container", "Per Container"),
            ("wm", "Per W/M (Tonne or m³)"),
            ("kg", "Per kg"),
            ("air", "Air, per Chargeable kg"),
        ],
        required=True,
        default="none",
        groups=COST_GROUP,
        help="Main freight; it counts where the Incoterm makes the seller pay it.",
    )
    freight_rate = fields.Float(
        min_display_digits="Product Price",
        groups=COST_GROUP,
        help="In the currency of the freight.",
    )
    freight_currency_id = fields.Many2one(
        "res.currency",
        groups=COST_GROUP,
        ondelete="restrict",
        help="The quoting currency if empty.",
    )
    freight_surcharge_percent = fields.Float(
        "Surcharges (%)",
        digits=(16, 4),
        groups=COST_GROUP,
        help="On the basic freight, such as bunker and currency adjustment.",
    )
    container_count = fields.Float("Containers", digits=(16, 2), default=1, groups=COST_GROUP)
    freight_basis = fields.Selection(
        BASES, "Freight Spread By", required=True, default=VOLUME, groups=COST_GROUP
    )
    freight_amount = fields.Monetary(
        readonly=True, groups=COST_GROUP, help="What the prices contain, in quoting currency."
    )
    destination_amount = fields.Monetary(
        "Costs at Destination",
        groups=COST_GROUP,
        help="Delivery, terminal and duty in the buyer's country, in quoting currency; they count "
        "under DAP, DPU and DDP.",
    )
    destination_basis = fields.Selection(
        BASES, "Destination Spread By", required=True, default=VALUE, groups=COST_GROUP
    )
    insurance_percent = fields.Float(
        "Insurance Premium (%)", digits=(16, 4), groups=COST_GROUP, help="Under CIF and CIP."
    )
    insured_percent = fields.Float(
        "Insured Share (%)",
        digits=(16, 4),
        default=110.0,
        groups=COST_GROUP,
        help="Of the CIF or CIP value; 110 when nothing else is agreed.",
    )

    fee_ids = fields.One2many(
        "foreign.trade.price.fee", "sheet_id", "Domestic Fees", groups=COST_GROUP
    )
    line_ids = fields.One2many(
        "foreign.trade.price.sheet.line", "sheet_id", "Lines", groups=COST_GROUP
    )

    # results
    amount_total = fields.Monetary("Offer", readonly=True, groups=COST_GROUP)
    purchase_amount = fields.Monetary(
        "Purchase incl. VAT", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )
    rebate_amount = fields.Monetary(
        "Export Rebate", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )
    fee_amount = fields.Monetary(
        "Fees", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )
    home_cost = fields.Monetary(
        "Cost after Rebate",
        currency_field="home_currency_id",
        readonly=True,
        groups=COST_GROUP,
        help="Purchase less rebate plus domestic fees.",
    )
    commission_amount = fields.Monetary(readonly=True, groups=COST_GROUP)
    premium_amount = fields.Monetary("Insurance", readonly=True, groups=COST_GROUP)
    net_fob = fields.Monetary(
        "Net FOB",
        readonly=True,
        groups=COST_GROUP,
        help="What is left of the offer after freight, insurance and commission.",
    )
    profit = fields.Monetary(currency_field="home_currency_id", readonly=True, groups=COST_GROUP)
    result_percent = fields.Float(
        "Margin (%)", digits=(16, 2), readonly=True, groups=COST_GROUP, help="Profit per price."
    )
    profit_rate = fields.Float(
        "Profit Rate (%)", digits=(16, 2), readonly=True, groups=COST_GROUP, help="Profit per cost."
    )
    exchange_cost = fields.Float(
        digits=(16, 4),
        readonly=True,
        groups=COST_GROUP,
        help="Home currency spent for one unit of quoting currency earned (换汇成本): below the "
        "exchange rate the offer makes money.",
    )
    below_floor_count = fields.Integer("Lines below Floor", readonly=True, groups=COST_GROUP)
    problem = fields.Char(
        readonly=True,
        groups=COST_GROUP,
        help="Why the last change to the quotation could not be calculated.",
    )

    _order_uniq = models.Constraint("UNIQUE(order_id)", "This quotation has a price sheet already.")

    @api.depends("order_id")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._("Price sheet of %(order)s", order=sheet.order_id.name)
