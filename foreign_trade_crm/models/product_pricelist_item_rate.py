from odoo import api, fields, models


class ProductPricelistItemRate(models.Model):
    """Prices that come out of another currency are converted at the rate the company quotes by."""

    _inherit = "product.pricelist.item"

    def _compute_base_price(self, product, quantity, uom, date, currency, **kwargs):
        price = super()._compute_base_price(product, quantity, uom, date, currency, **kwargs)
        if self.env.company.sudo().root_id.foreign_trade_rate_source == "odoo":
            return price
        base = self.base or "list_price"
        if base == "pricelist" and self.base_pricelist_id:
            source = self.base_pricelist_id.currency_id
        else:
            source = product.cost_currency_id if base == "standard_price" else product.currency_id
        return price * self._get_quoting_factor(source, currency, date)

    @api.model
    def _get_quoting_factor(self, source, currency, date):
        """By how much the quoting rate differs from the rate of the accounts."""
        if source == currency:
            return 1.0
        company, day = self.env.company, fields.Date.to_date(date)
        rate, _day, origin = source._quoting_rate(source, currency, company, day)
        if origin == "odoo":
            return 1.0
        return float(rate) / source._get_conversion_rate(source, currency, company, day)
