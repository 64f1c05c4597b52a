from odoo import api, models


class ForeignTradePriceCurrencyMixin(models.AbstractModel):
    """A line whose price names its currency, through whatever door it comes.

    An adopter has ``currency_id``, names its price in ``_price_field`` and says in
    :meth:`_get_default_price_currency` which currency is meant where none is named.
    """

    _name = "foreign.trade.price.currency.mixin"
    _description = "Price That Names Its Currency"

    _price_field = "price"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._complete_currency()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.get(self._price_field) or "currency_id" in vals:
            self._complete_currency()
        return result

    def _complete_currency(self):
        for line in self.filtered(lambda one: one[self._price_field] and not one.currency_id):
            line.currency_id = line._get_default_price_currency()

    def _get_default_price_currency(self):
        raise NotImplementedError
