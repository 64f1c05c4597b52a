from odoo import api, fields, models


class ForeignTradeContractExchange(models.Model):
    """What the receipts of a contract came to at home, each at its own rate."""

    _inherit = "foreign.trade.contract"

    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    paid_home_amount = fields.Monetary(
        "Received in Company Currency",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="Each receipt at the rate of its day, or the one the bank gave.",
    )

    @api.model
    def _engine_fields(self):
        return super()._engine_fields() | {"paid_home_amount"}

    def _prepare_settlement_values(self, paid, milestones):
        values = super()._prepare_settlement_values(paid, milestones)
        values["paid_home_amount"] = self._get_paid_home_amount(paid)
        return values

    def _get_paid_home_amount(self, paid):
        """Company currency of everything received, ``paid`` in the contract's."""
        self.ensure_one()
        home = self.company_currency_id
        if self.currency_id == home:
            return paid
        invoices = self._get_order_invoices()
        linked = self.payment_ids.filtered(lambda one: one._is_received())
        total = sum(payment._get_home_amount(invoices) for payment in linked)
        for date, amount in self._get_invoice_receipts():
            total += amount * float(self.currency_id._market_rate(self.company_id, date)[0])
        return home.round(total)
