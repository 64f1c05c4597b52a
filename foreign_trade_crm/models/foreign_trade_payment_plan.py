from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare, ormcache

from .foreign_trade_payment_plan_line import OPEN_ACCOUNT_EVENTS, PREPAID_EVENTS

#: in the data of the transaction's end: plans some of whose lines changed
CHANGED = "foreign_trade_changed_payment_plans"


class ForeignTradePaymentPlan(models.Model):
    """Payment terms of the export trade: shares of the order that fall due on events.

    Odoo's own payment terms count days from the invoice; here the deposit comes before there
    is an invoice and the balance waits for the bill of lading.
    """

    _name = "foreign.trade.payment.plan"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Payment Plan"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    currency_id = fields.Many2one(
        "res.currency",
        default=lambda self: self.env.ref("base.USD"),
        ondelete="restrict",
        help="Of the amounts, where some are agreed instead of shares. A document in another "
        "currency converts them by the rate at which the company quotes.",
    )
    line_ids = fields.One2many("foreign.trade.payment.plan.line", "plan_id", copy=True)
    note = fields.Text(translate=True, help="Printed below the payment terms.")

    @api.constrains("currency_id")
    def _check_currency_id(self):
        for plan in self:
            if not plan.currency_id and any(plan.line_ids.mapped("agreed_amount")):
                raise ValidationError(self.env._("Choose the currency of the amounts."))

    @api.constrains("line_ids")
    def _check_line_ids(self):
        """Shares are those of the order, or of what the amounts leave."""
        for plan in self:
            total = sum(plan.line_ids.mapped("percent"))
            if float_compare(total, 100, precision_digits=4):
                raise ValidationError(
                    self.env._(
                        "The shares of the payment plan %(plan)s sum to %(total)s %%; "
                        "they must sum to exactly 100 %%.",
                        plan=plan.name,
                        total=f"{total:g}",
                    )
                )

    def _check_shares_later(self):
        """Lines that are changed one by one have to add up when the transaction ends."""
        callbacks = self.env.cr.precommit
        if CHANGED not in callbacks.data:
            callbacks.data[CHANGED] = set()
            callbacks.add(self.sudo()._check_changed_shares)
        callbacks.data[CHANGED].update(self.ids)

    @api.model
    def _check_changed_shares(self):
        plans = self.browse(self.env.cr.precommit.data.pop(CHANGED, ()))
        plans.exists()._check_line_ids()

    def _describe(self, lang=None):
        """The plan as one sentence for a document, in the language given."""
        self.ensure_one()
        plan = self.with_context(lang=lang or self.env.lang)
        return "; ".join(plan.line_ids.mapped("name"))

    @api.model
    def _is_open_account(self, shares):
        """Whether goods leave our hands before the money is due.

        :param shares: lines of a plan, or the payment milestones made from them
        """
        events = self._open_account_events()
        return any(
            share.method == "oa" or (share.event in events and share.days > 0) for share in shares
        )

    @api.model
    def _open_account_events(self):
        """Events some days after which the buyer has the goods; extend with ``super() | {…}``."""
        return set(OPEN_ACCOUNT_EVENTS)

    @api.model
    def _is_not_prepaid(self, shares):
        """Whether any of the money is due later than before shipment.

        :param shares: as in :meth:`_is_open_account`
        """
        return any(share.event not in PREPAID_EVENTS for share in shares)

    @ormcache("self.id")
    def _get_risk(self):
        """``(open account, not prepaid)`` of this plan; asked whenever an order is confirmed.

        Empty for a plan without shares, and for none.
        """
        shares = self.sudo().line_ids  # sudo: the same for everybody, whoever may read plans
        if not shares:
            return ()
        return self._is_open_account(shares), self._is_not_prepaid(shares)

    def _prepare_milestone_values(self, currency, company):
        """Values of the payment milestones of a document under this plan.

        :param currency: the document's
        :raises UserError: where an amount cannot be converted to it
        """
        values = [line._prepare_milestone_values() for line in self.line_ids]
        if any(one["agreed_amount"] for one in values) and self.currency_id != currency:
            own = self.currency_id
            rate, _date, source = own._quoting_rate(own, currency, company)
            if source == "none":
                raise UserError(
                    self.env._(
                        "The payment plan %(plan)s names amounts in %(currency)s, for which there "
                        "is no exchange rate.",
                        plan=self.name,
                        currency=own.name,
                    )
                )
            for one in values:
                one["agreed_amount"] = currency.round(one["agreed_amount"] * float(rate))
        return values
