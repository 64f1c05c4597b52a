from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .foreign_trade_carton_mixin import create_empty_columns


class AccountPaymentExchange(models.Model):
    """The rate at which the money of a buyer was worth what it was worth at home."""

    _inherit = "account.payment"

    foreign_trade_rate = fields.Float(
        "Exchange Rate at Receipt",
        digits=0,
        compute="_compute_foreign_trade_rate",
        store=True,
        readonly=False,
        copy=False,
        help="Company currency for one unit of what was received: the rate of the day, or the "
        "one at which the bank converted.",
    )
    is_trade_foreign = fields.Boolean(compute="_compute_is_trade_foreign")

    def _auto_init(self):
        """Receipts of before take the rate of their day when it is asked for."""
        create_empty_columns(self, "foreign_trade_rate")
        return super()._auto_init()

    @api.depends("currency_id", "company_id", "foreign_trade_contract_id")
    def _compute_is_trade_foreign(self):
        for payment in self:
            home = payment.company_id.currency_id
            payment.is_trade_foreign = bool(
                payment.foreign_trade_contract_id and payment.currency_id != home
            )

    @api.depends("date", "currency_id", "company_id", "foreign_trade_contract_id")
    def _compute_foreign_trade_rate(self):
        for payment in self:
            if payment.is_trade_foreign and payment.date:
                rate, _day = payment.currency_id._market_rate(payment.company_id, payment.date)
                payment.foreign_trade_rate = float(rate)
            else:
                payment.foreign_trade_rate = 0.0

    @api.constrains("foreign_trade_rate")
    def _check_foreign_trade_rate(self):
        if any(payment.foreign_trade_rate < 0 for payment in self):
            raise ValidationError(self.env._("An exchange rate is not negative."))

    def write(self, vals):
        result = super().write(vals)
        if "foreign_trade_rate" in vals:
            self.foreign_trade_contract_id._update_settlement()
        return result

    def _get_home_amount(self, invoices):
        """What of this receipt belongs to these invoices' order, in company currency."""
        self.ensure_one()
        sign = 1 if self.payment_type == "inbound" else -1
        amount = sign * self.amount - self._amount_spent_elsewhere(invoices)
        if not self.is_trade_foreign:
            return amount
        rate = self.foreign_trade_rate
        if not rate:
            rate = float(self.currency_id._market_rate(self.company_id, self.date)[0])
        return amount * rate
