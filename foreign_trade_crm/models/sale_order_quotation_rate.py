from odoo import models

#: from these follows the currency of the quotation, or the one at home
CURRENCY_FIELDS = {"partner_id", "pricelist_id", "currency_id", "company_id"}


class SaleOrderQuotationRate(models.Model):
    """The rate of a quotation is one of its own currency: amounts that are judged go by it.

    Loaded before what judges them.
    """

    _inherit = "sale.order"

    def write(self, vals):
        if CURRENCY_FIELDS.isdisjoint(vals):
            return super().write(vals)
        before = {order: order._get_rated_currencies() for order in self if order.last_version_id}
        result = super().write(vals)
        for order, currencies in before.items():
            if currencies != order._get_rated_currencies():
                order._change_quotation_rate()
        return result

    def _get_rated_currencies(self):
        return self.currency_id, self.company_id.currency_id

    def _change_quotation_rate(self):
        """None until it is sent in its new currency, unless the last version is in that one."""
        self.ensure_one()
        version = self.sudo().last_version_id  # sudo: the rate alone is looked at
        known = (version.currency_id, version.company_id) == (self.currency_id, self.company_id)
        self._write_trade_state(
            {
                "quotation_rate": known and version.rate,
                "quotation_rate_date": known and version.rate_date,
            }
        )
