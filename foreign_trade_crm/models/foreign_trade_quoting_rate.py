from decimal import Decimal

from odoo import api, fields, models, tools
from odoo.fields import Domain


class ForeignTradeQuotingRate(models.Model):
    """What one unit of a currency counts when a company quotes in it, from a day on.

    Fixed by the company where there is no provider, else as the provider published it. Odoo's own
    rates, by which invoices are booked, are another table and stay what they are.
    """

    _name = "foreign.trade.quoting.rate"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Quoting Rate"
    _order = "date desc, currency_id, id desc"
    _rec_name = "currency_id"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company.root_id,
        ondelete="cascade",
    )
    home_currency_id = fields.Many2one(related="company_id.currency_id", string="Home Currency")
    currency_id = fields.Many2one("res.currency", required=True, index=True, ondelete="cascade")
    date = fields.Date(required=True, default=fields.Date.context_today)
    rate = fields.Float(
        digits=(20, 12),
        required=True,
        aggregator=None,
        help="Home currency for one unit: as fixed, or the provider's middle rate.",
    )
    buying_rate = fields.Float(
        digits=(20, 12),
        aggregator=None,
        readonly=True,
        help="What the bank pays for one unit, in home currency, where it publishes that.",
    )
    selling_rate = fields.Float(digits=(20, 12), aggregator=None, readonly=True)
    provider_id = fields.Many2one(
        "foreign.trade.rate.provider", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    quoting_rate = fields.Float(
        digits=(20, 12),
        aggregator=None,
        compute="_compute_quoting_rate",
        help="What quotations are calculated with: the fixed rate, or the published one of the "
        "side the company chose, less its spread.",
    )

    _day_uniq = models.UniqueIndex(
        "(company_id, currency_id, COALESCE(provider_id, 0), date)",
        "There is a quoting rate of this currency for that day already.",
    )
    _rate_positive = models.Constraint("CHECK(rate > 0)", "A quoting rate is above zero.")

    @api.depends("rate", "buying_rate", "provider_id", "company_id")
    def _compute_quoting_rate(self):
        for record in self:
            company = record.company_id
            record.quoting_rate = float(
                company._get_quoting_figure(record.rate, record.buying_rate, record.provider_id)
            )

    @api.model
    def _get_latest(self, company, currencies, date):
        """``{currency id: (Decimal rate, date)}`` by the company's own choice; no query for rates
        that were asked for before.

        Currencies without a quoting rate up to that day are left out.
        """
        # sudo: by which rate the company quotes is no secret
        company = company.sudo().root_id
        source = company.foreign_trade_rate_source
        provider = company.foreign_trade_rate_provider_id
        if source == "odoo" or (source == "fetched" and not provider):
            return {}
        provider = provider if source == "fetched" else provider.browse()
        found = {}
        for currency_id in currencies.ids:
            row = self._get_row(company.id, provider.id, currency_id, date)
            if row:
                rate, buying, day = row
                found[currency_id] = company._get_quoting_figure(rate, buying, provider), day
        return found

    @api.model
    def _get_published(self, company, currency, date):
        """``(Decimal rate, date)`` as published for the company, or None."""
        # sudo: what a bank publishes is no secret
        company = company.sudo().root_id
        provider = company.foreign_trade_rate_provider_id
        if company.foreign_trade_rate_source != "fetched" or not provider:
            return None
        row = self._get_row(company.id, provider.id, currency.id, date)
        if not row:
            return None
        rate, buying, day = row
        side = buying if company.foreign_trade_rate_side == "buying" else 0.0
        return self._to_decimal(side or rate), day

    @api.model
    @tools.ormcache("company_id", "provider_id", "currency_id", "date")
    def _get_row(self, company_id, provider_id, currency_id, date):
        """``(rate, buying rate, day)`` in force on a day, or None."""
        domain = Domain("company_id", "=", company_id) & Domain("provider_id", "=", provider_id)
        domain &= Domain("currency_id", "=", currency_id) & Domain("date", "<=", date)
        row = self.sudo().search(domain, order="date desc", limit=1)  # sudo: as above
        return (row.rate, row.buying_rate, row.date) if row else None

    @api.model
    def _store_table(self, company, provider, table):
        """Keep what a provider published for the currencies in use; a second reading of the day
        replaces the first."""
        home = company.currency_id
        currencies = self.env["res.currency"].search([("id", "!=", home.id)])
        known = self.search(
            [
                ("company_id", "=", company.id),
                ("provider_id", "=", provider.id),
                ("date", "=", table.date),
            ]
        )
        known = known.grouped("currency_id")
        new = []
        for currency in currencies:
            values = self._prepare_published_values(table, currency, home)
            if values and currency in known:
                known[currency].write(values)
            elif values:
                new.append(
                    {
                        "company_id": company.id,
                        "provider_id": provider.id,
                        "currency_id": currency.id,
                        "date": table.date,
                        **values,
                    }
                )
        return self.create(new)

    @api.model
    def _prepare_published_values(self, table, currency, home):
        middle = table.rate(currency.name, home.name)
        if not middle:
            return {}
        return {
            "rate": float(middle),
            "buying_rate": float(table.rate(currency.name, home.name, "buying")),
            "selling_rate": float(table.rate(currency.name, home.name, "selling")),
        }

    @staticmethod
    def _to_decimal(rate):
        """A rate from the database as Decimal, without the noise of a float."""
        return Decimal(repr(round(rate or 0.0, 12)))
