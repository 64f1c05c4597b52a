from decimal import Decimal

from odoo import fields, models


class ResCurrencyMarketRate(models.Model):
    _inherit = "res.currency"

    def _market_rate(self, company, date):
        """``(Decimal company currency for one unit, day it is of)`` as money was worth on a day.

        What the company's provider published where it has one, without the spread that
        quotations keep; else the rate of the accounts.
        """
        self.ensure_one()
        home, date = company.currency_id, fields.Date.to_date(date)
        if self == home:
            return Decimal(1), date
        published = self.env["foreign.trade.quoting.rate"]._get_published(company, self, date)
        if published:
            return published
        figure = self._get_conversion_rate(self, home, company, date)
        return Decimal(repr(float(f"{figure:.12g}"))), date
