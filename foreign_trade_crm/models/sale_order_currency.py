from odoo import models


class SaleOrderCurrency(models.Model):
    """A quotation is made in the customer's currency, else in the usual one of its country."""

    _inherit = "sale.order"

    def _get_customer_currency(self):
        """Currency to quote in, empty for the one Odoo takes.

        What the customer's trade profile says, then the currency in which the deal is talked
        about, then the usual one of the country, unless a price list was made for that country.
        """
        currency = super()._get_customer_currency()
        if currency:
            return currency
        # sudo: the currency of a deal is no secret to who quotes for it
        deal = self.sudo().opportunity_id
        if deal.deal_is_foreign and deal.deal_amount:
            return deal.deal_currency_id
        usual = self.env["foreign.trade.quoting.currency"]
        country = self.partner_id.commercial_partner_id.country_id
        currency = usual._get_currency(country, self.company_id)
        if currency and self.pricelist_id.country_group_ids.country_ids & country:
            return currency.browse()
        return currency
