from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .foreign_trade_payment_plan_line import PAYMENT_EVENTS, PAYMENT_METHODS

#: stored, but what the contract says of them
RELATED_FIELDS = {"order_id", "company_id", "partner_id", "user_id"}
#: what follows from receipts, before there are any
INITIAL = {"paid_amount": 0, "state": "open", "actual_date": False}


class ForeignTradePaymentMilestone(models.Model):
    """A share of a contract that falls due some days after an event, and what came in for it.

    The dates of the milestone mixin are those of the payment: planned is due, actual is settled.
    The event has dates of its own; when it moves, the due date moves.
    """

    _name = "foreign.trade.payment.milestone"
    _description = "Payment Milestone"
    _inherit = ["foreign.trade.contract.part.mixin", "foreign.trade.milestone.mixin"]
    _order = "contract_id desc, sequence, id"

    _judged_fields = frozenset(
        ("percent", "agreed_amount", "event", "days", "method", "contract_id")
    )
    _agreed_fields = _judged_fields | {"name", "sequence"}

    order_id = fields.Many2one(related="contract_id.order_id", store=True, index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        related="contract_id.partner_id",
        store=True,
        index="btree_not_null",
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    contract_state = fields.Selection(related="contract_id.state")
    # the responsible of a payment is the salesperson of its contract
    user_id = fields.Many2one(
        "res.users", related="contract_id.user_id", store=True, index="btree_not_null"
    )
    percent = fields.Float("Share (%)", digits=(7, 4), required=True)
    event = fields.Selection(PAYMENT_EVENTS, required=True, default="pi_signed")
    days = fields.Integer()
    method = fields.Selection(PAYMENT_METHODS, required=True, default="tt")
    event_planned_date = fields.Date("Event Expected", copy=False)
    event_actual_date = fields.Date("Event Happened", copy=False)
    planned_date = fields.Date("Due Date", compute="_compute_planned_date", store=True)
    actual_date = fields.Date("Settled On", readonly=True)
    paid_amount = fields.Monetary("Received", readonly=True, copy=False)
    balance_amount = fields.Monetary("Balance Due", compute="_compute_balance_amount")
    state = fields.Selection(
        [("open", "Open"), ("partial", "Partially Paid"), ("settled", "Settled")],
        "Payment Status",
        required=True,
        readonly=True,
        copy=False,
        default="open",
    )

    _percent_positive = models.Constraint(
        "CHECK(percent > 0 AND percent <= 100)", "A share lies between 0 and 100 %."
    )

    @api.depends("event", "days", "event_planned_date", "event_actual_date")
    def _compute_planned_date(self):
        for milestone in self:
            date = milestone.event_actual_date or milestone.event_planned_date
            days = -milestone.days if milestone.event == "before_shipment" else milestone.days
            milestone.planned_date = date and date + timedelta(days=days)

    @api.depends("amount", "paid_amount", "state")
    def _compute_balance_amount(self):
        for milestone in self:
            settled = milestone.state == "settled"
            milestone.balance_amount = 0 if settled else milestone.amount - milestone.paid_amount

    @api.model_create_multi
    def create(self, vals_list):
        if any(
            vals.get(name, none) != none for vals in vals_list for name, none in INITIAL.items()
        ):
            raise UserError(self._locked_message())
        # given here, they are taken neither from the context nor from a user's own defaults
        milestones = super().create([{**vals, **INITIAL} for vals in vals_list])
        # as the contract says, whatever the context proposes
        for name in (*RELATED_FIELDS, "planned_date", "amount"):
            self.env.add_to_compute(self._fields[name], milestones)
        return milestones

    def write(self, vals):
        kept = {"paid_amount", "state", "actual_date", "amount", "planned_date"}
        if (kept | RELATED_FIELDS) & vals.keys():
            raise UserError(self._locked_message())
        return super().write(vals)

    def action_view_contract(self):
        """The document that a row of the payments due belongs to."""
        self.ensure_one()
        return self.contract_id._get_records_action()

    def _write_settlement(self, vals):
        """What came in; private, so that no client reaches it."""
        return super().write(vals)

    def _in_order(self):
        """In the order of their payment; also while a form edits them."""
        return self.sorted(lambda milestone: (milestone.sequence, milestone._origin.id or 0))

    def _locked_message(self):
        return self.env._(
            "The payment milestones of an issued document do not change, and what was received "
            "follows from the payments."
        )

    def _write_received(self, received, settled, date):
        """What one milestone received; settled on the day of the last receipt."""
        self.ensure_one()
        state = "settled" if settled else "partial" if received > 0 else "open"
        values = {"paid_amount": received, "state": state}
        if settled != bool(self.actual_date):
            values["actual_date"] = date if settled else False
        values = {name: value for name, value in values.items() if self[name] != value}
        if values:
            self._write_settlement(values)
