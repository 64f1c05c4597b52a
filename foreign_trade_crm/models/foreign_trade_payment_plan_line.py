from odoo import api, fields, models

PAYMENT_EVENTS = [
    ("pi_signed", "Signed Proforma Invoice"),
    ("before_shipment", "Before Shipment"),
    ("bl_copy", "Copy of Bill of Lading"),
    ("bl_date", "Bill of Lading Date"),
    ("documents_presented", "Documents Presented"),
    ("invoice_date", "Invoice Date"),
]
PAYMENT_METHODS = [
    ("tt", "Telegraphic Transfer"),
    ("lc", "Letter of Credit"),
    ("dp", "Documents against Payment"),
    ("da", "Documents against Acceptance"),
    ("oa", "Open Account"),
]
#: events that come before the goods are shipped
PREPAID_EVENTS = ("pi_signed", "before_shipment")
#: events at which the goods are out of our hands, or soon will be
OPEN_ACCOUNT_EVENTS = ("bl_date", "invoice_date")


class ForeignTradePaymentPlanLine(models.Model):
    _name = "foreign.trade.payment.plan.line"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Payment Plan Line"
    _order = "sequence, id"

    plan_id = fields.Many2one(
        "foreign.trade.payment.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(
        "Wording",
        required=True,
        translate=True,
        help="As printed on the quotation and the proforma invoice.",
    )
    percent = fields.Float(
        "Share (%)",
        digits=(7, 4),
        required=True,
        default=0.0,
        help="Of the order, or of what amounts of the plan leave of it.",
    )
    currency_id = fields.Many2one(related="plan_id.currency_id")
    agreed_amount = fields.Monetary(
        "Amount", help="Instead of a share: so much, whatever the total."
    )
    event = fields.Selection(PAYMENT_EVENTS, required=True, default="pi_signed")
    days = fields.Integer(
        help="Days after the event until the payment is due; before it for 'before shipment'."
    )
    method = fields.Selection(PAYMENT_METHODS, required=True, default="tt")

    _percent_positive = models.Constraint(
        """CHECK(
            percent > 0 AND percent <= 100 AND COALESCE(agreed_amount, 0) = 0
            OR percent = 0 AND agreed_amount > 0
        )""",
        "Enter a share between 0 and 100 %, or an amount.",
    )
    _days_positive = models.Constraint("CHECK(days >= 0)", "The number of days is not negative.")

    @api.constrains("agreed_amount")
    def _check_agreed_amount(self):
        self.plan_id._check_currency_id()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.plan_id._check_shares_later()
        return lines

    def write(self, vals):
        plans = self.plan_id
        result = super().write(vals)
        if not {"percent", "plan_id"}.isdisjoint(vals):
            (plans | self.plan_id)._check_shares_later()
        return result

    def unlink(self):
        plans = self.plan_id
        result = super().unlink()
        plans._check_shares_later()
        return result

    def _prepare_milestone_values(self):
        self.ensure_one()
        return {
            "name": self.name,
            "sequence": self.sequence,
            "percent": self.percent,
            "agreed_amount": self.agreed_amount,
            "event": self.event,
            "days": self.days,
            "method": self.method,
        }
