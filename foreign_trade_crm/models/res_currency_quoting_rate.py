from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain


class ResCurrencyQuotingRate(models.Model):
    _inherit = "res.currency"

    @api.model
    def _quoting_rate(self, from_currency, to_currency, company=None, date=None):
        """By which rate a company quotes on a day.

        :return: ``(rate, date, source)``: Decimal units of ``to_currency`` for one unit of
            ``from_currency``, the day the rate is of (False where there is none), and ``same``,
            ``fixed``, ``fetched``, ``odoo`` (the rates of the accounts) or ``none`` (Odoo knows
            no rate either and counts 1). Of two rates on the way, the older one gives both.
        """
        company = company or self.env.company
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        if from_currency == to_currency:
            return Decimal(1), date, "same"
        rates = (from_currency | to_currency)._quoting_rates(company, date)
        one, other = rates[from_currency.id], rates[to_currency.id]
        home = company.currency_id
        legs = [
            leg
            for leg, currency in ((one, from_currency), (other, to_currency))
            if currency != home
        ]
        oldest = min(legs, key=lambda leg: leg[1] or fields.Date.to_date("1900-01-01"))
        return one[0] / other[0], oldest[1], oldest[2]

    def _quoting_rates(self, company, date):
        """``{currency id: (Decimal company currency for one unit, date, source)}`` of these
        currencies, in a constant number of queries."""
        home = company.currency_id
        rates = {home.id: (Decimal(1), date, "same")}
        foreign = self - home
        # sudo: by which rates the company quotes is no secret
        source = company.sudo().root_id.foreign_trade_rate_source
        own = self.env["foreign.trade.quoting.rate"]._get_latest(company, foreign, date)
        for currency_id, (figure, day) in own.items():
            rates[currency_id] = figure, day, source
        rest = foreign.filtered(lambda currency: currency.id not in own)
        days = rest._get_rate_days(company, date)
        for currency in rest:
            figure = self._get_conversion_rate(currency, home, company, date)
            day = days.get(currency.id)
            # as accounts keep them: the digits beyond are noise of dividing two floats
            exact = Decimal(repr(float(f"{figure:.12g}")))
            rates[currency.id] = exact, day or False, "odoo" if day else "none"
        return rates

    def _get_rate_days(self, company, date):
        """``{currency id: day}`` of Odoo's own rates that are in force on a day."""
        if not self:
            return {}
        domain = Domain("currency_id", "in", self.ids) & Domain("name", "<=", date)
        domain &= Domain("company_id", "in", (False, company.sudo().root_id.id))
        # sudo: every user converts by these rates
        rates = self.env["res.currency.rate"].sudo()
        rows = rates._read_group(domain, ["currency_id"], ["name:max"])
        return {currency.id: day for currency, day in rows}

    def _get_rate_warning(self, company, today, max_age):
        """What is wrong with the rate a quotation in this currency has, or False."""
        self.ensure_one()
        home = company.currency_id
        _rate, day, _source = self._quoting_rate(self, home, company, today)
        if not day:
            return self.env._(
                "There is no exchange rate from %(currency)s to %(home)s.",
                currency=self.name,
                home=home.name,
            )
        age = (today - day).days
        if age <= max_age:
            return False
        # sudo: everybody who quotes is told why the rate is old
        provider = company.sudo().root_id.foreign_trade_rate_provider_id
        warning = self.env._(
            "The exchange rate of %(currency)s is %(days)s days old.",
            currency=self.name,
            days=age,
        )
        return " ".join(filter(None, (warning, provider.failure)))
