from odoo import api, fields, models

from ..tools.engine_fields import changed_names

#: what approvers judge an amount by: nobody writes it
RATE_FIELDS = {"rate", "rate_date"}


class ForeignTradeContractExchange(models.Model):
    """What the receipts of a contract came to at home, each at its own rate.

    The rate of the document is the one of the version it was made from.
    """

    _inherit = "foreign.trade.contract"

    rate = fields.Float(compute="_compute_rate", store=True)
    rate_date = fields.Date(compute="_compute_rate", store=True)

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

    @api.depends("version_id", "currency_id", "company_id")
    def _compute_rate(self):
        today = fields.Date.context_today(self)
        for contract in self:
            version = contract.sudo().version_id  # sudo: the rate alone is looked at
            known = (version.currency_id, version.company_id)
            if known == (contract.currency_id, contract.company_id):
                contract.rate, contract.rate_date = version.rate, version.rate_date
            else:
                rate, date = contract.currency_id._market_rate(contract.company_id, today)
                contract.rate, contract.rate_date = float(rate), date

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [{n: v for n, v in vals.items() if n not in RATE_FIELDS} for vals in vals_list]
        )

    def write(self, vals):
        self._refuse_engine_fields(changed_names(self, vals, RATE_FIELDS))
        return super().write(vals)

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
