from odoo import api, fields, models

from ..tools.price_figures import to_decimal
from ..tools.price_sheet_parts import CONTAINER, FIXED, ON_OFFER, VALUE, Fee
from .foreign_trade_cost_mixin import COST_GROUP
from .foreign_trade_price_sheet import BASES

KINDS = [
    ("inland", "Inland Freight"),
    ("port", "Port Charges"),
    ("documents", "Documents and Customs"),
    ("bank", "Bank Charges"),
    ("interest", "Interest"),
    ("inspection", "Inspection"),
    ("packing", "Packing"),
    ("other", "Other"),
]
METHODS = [
    (FIXED, "Fixed"),
    (CONTAINER, "Per Container"),
    ("percent", "Per Cent of Purchase"),
    (ON_OFFER, "Per Cent of Offer"),
    ("piece", "Per Piece"),
    ("carton", "Per Carton"),
    ("cbm", "Per m³"),
    ("interest", "Interest per Year, % × Days"),
]
#: what is entered as per cent
PERCENTAGES = ("percent", ON_OFFER, "interest")
#: what makes a fee; a sheet takes it over from the company, a version keeps it
FEE_FIELDS = ("sequence", "kind", "name", "method", "rate", "days", "basis", "under_exw")


class ForeignTradePriceFeeMixin(models.AbstractModel):
    """A domestic fee, in home currency: of one price sheet, or as a company usually has it."""

    _name = "foreign.trade.price.fee.mixin"
    _description = "Domestic Fee"

    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="other", groups=COST_GROUP)
    name = fields.Char("Description", groups=COST_GROUP)
    method = fields.Selection(METHODS, required=True, default=FIXED, groups=COST_GROUP)
    rate = fields.Float(
        "Amount or %",
        min_display_digits="Product Price",
        groups=COST_GROUP,
        help="The sum, the per cent, or the price of one container, piece, carton or cubic metre.",
    )
    days = fields.Integer("Days of Credit", groups=COST_GROUP)
    basis = fields.Selection(
        BASES,
        "Spread By",
        required=True,
        default=VALUE,
        groups=COST_GROUP,
        help="How a fixed fee, or one by container, falls on the lines; the others fall on those "
        "that cause them.",
    )
    under_exw = fields.Boolean(
        "Under EXW Too",
        compute="_compute_under_exw",
        store=True,
        readonly=False,
        groups=COST_GROUP,
        help="The seller pays it even where the buyer collects the goods at the seller's door.",
    )

    @api.depends("kind")
    def _compute_under_exw(self):
        for fee in self:
            fee.under_exw = fee.kind not in ("inland", "port", "documents")

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "interest":
            self.method = "interest"

    def _prepare_fee(self, incoterm, containers):
        """For the arithmetic; nothing under a rule that leaves it to the buyer.

        :param containers: how many the offer loads
        """
        if incoterm == "EXW" and not self.under_exw:
            return Fee()
        rate = to_decimal(self.rate)
        return Fee(
            method=self.method,
            rate=rate / 100 if self.method in PERCENTAGES else rate,
            basis=self.basis,
            days=to_decimal(self.days),
            containers=containers,
        )
