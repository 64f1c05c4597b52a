from odoo import api, fields, models

from ..tools.export_price import to_decimal
from ..tools.price_sheet_parts import VALUE, Fee
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
    ("fixed", "Fixed"),
    ("percent", "Per Cent of Purchase"),
    ("piece", "Per Piece"),
    ("carton", "Per Carton"),
    ("cbm", "Per m³"),
    ("interest", "Interest per Year, % × Days"),
]


class ForeignTradePriceFee(models.Model):
    """A domestic fee of a price sheet, in home currency."""

    _name = "foreign.trade.price.fee"
    _description = "Fee of a Price Sheet"
    _inherit = ("foreign.trade.child.access.mixin",)
    _access_parents = ("sheet_id",)
    _order = "sequence, id"
    _rec_name = "kind"

    sheet_id = fields.Many2one(
        "foreign.trade.price.sheet", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    home_currency_id = fields.Many2one(related="sheet_id.home_currency_id")
    kind = fields.Selection(KINDS, required=True, default="other", groups=COST_GROUP)
    name = fields.Char("Description", groups=COST_GROUP)
    method = fields.Selection(METHODS, required=True, default="fixed", groups=COST_GROUP)
    rate = fields.Float(
        "Amount or %",
        min_display_digits="Product Price",
        groups=COST_GROUP,
        help="The sum, the per cent, or the price of one piece, carton or cubic metre.",
    )
    days = fields.Integer("Days of Credit", groups=COST_GROUP)
    basis = fields.Selection(
        BASES,
        "Spread By",
        required=True,
        default=VALUE,
        groups=COST_GROUP,
        help="How a fixed fee falls on the lines; the others fall on those that cause them.",
    )
    under_exw = fields.Boolean(
        "Under EXW Too",
        compute="_compute_under_exw",
        store=True,
        readonly=False,
        groups=COST_GROUP,
        help="The seller pays it even where the buyer collects the goods at the seller's door.",
    )
    amount = fields.Monetary(
        "Total", currency_field="home_currency_id", readonly=True, groups=COST_GROUP
    )

    @api.depends("kind")
    def _compute_under_exw(self):
        for fee in self:
            fee.under_exw = fee.kind not in ("inland", "port", "documents")

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "interest":
            self.method = "interest"

    def _prepare_fee(self, incoterm):
        """For the arithmetic; nothing under a rule that leaves it to the buyer."""
        if incoterm == "EXW" and not self.under_exw:
            return Fee()
        rate = to_decimal(self.rate)
        return Fee(
            method=self.method,
            rate=rate / 100 if self.method in ("percent", "interest") else rate,
            basis=self.basis,
            days=to_decimal(self.days),
        )

    @api.model_create_multi
    def create(self, vals_list):
        sheets = self.env["foreign.trade.price.sheet"].browse(
            {vals["sheet_id"] for vals in vals_list if vals.get("sheet_id")}
        )
        sheets._check_open()
        with sheets._calculated_once():
            return super().create(vals_list)

    def write(self, vals):
        sheets = self.sheet_id
        if vals.get("sheet_id"):
            sheets |= sheets.browse(vals["sheet_id"])
        sheets._check_open()
        with sheets._calculated_once():
            return super().write(vals)

    def unlink(self):
        sheets = self.sheet_id
        sheets._check_open()
        with sheets._calculated_once():
            return super().unlink()

    def _write_results(self, vals):
        """Write results; private, so that no client reaches it."""
        return super().write(vals)
