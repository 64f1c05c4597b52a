from odoo import fields, models


class ForeignTradeGateMixinAmount(models.AbstractModel):
    """Rules that hold for certain amounts only, in the currency that each of them names."""

    _inherit = "foreign.trade.gate.mixin"

    #: fields whose change may alter :meth:`_gate_amount`
    _gate_amount_fields = ()

    def _gate_amount(self):
        """What one record is worth in its company's currency, at the rate that it keeps.

        :return: None where it cannot be converted; such a record obeys the rules of any amount
        """
        return 0.0

    def _gate_of_amount(self, condition):
        """Those of the records whose amount the rule speaks about."""
        if not condition.amount_min and not condition.amount_max:
            return self
        rates = {}
        return self.filtered(
            lambda record: condition.includes_amount(record._gate_amount_in(condition, rates))
        )

    def _gate_amount_in(self, condition, rates):
        """As :meth:`_gate_amount`, in the currency of the rule, at today's rate.

        :param dict rates: kept for a batch: ``{company: rate or None}``
        """
        amount, company = self._gate_amount(), self._gate_company()
        if amount is None or company.currency_id.id == condition.currency_id:
            return amount
        if company not in rates:
            rates[company] = self._gate_limit_rate(condition, company)
        return None if rates[company] is None else amount * rates[company]

    def _gate_limit_rate(self, condition, company):
        """Currency of the rule for one unit of the company's; None without a rate."""
        currency = self.env["res.currency"].browse(condition.currency_id)
        if not currency._is_convertible(company):
            return None
        today = fields.Date.context_today(self)
        return currency._get_conversion_rate(company.currency_id, currency, company, today)
