from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

RATE_SOURCES = [
    ("odoo", "Rates of the accounts"),
    ("fixed", "Fixed by the company"),
    ("fetched", "Fetched every day"),
]


class ResCompanyQuotingRate(models.Model):
    """By which rates a company quotes in foreign currency."""

    _inherit = "res.company"

    foreign_trade_rate_source = fields.Selection(
        RATE_SOURCES, "Quoting Rates", default="odoo", required=True
    )
    foreign_trade_rate_provider_id = fields.Many2one(
        "foreign.trade.rate.provider",
        "Provider of Rates",
        ondelete="restrict",
        prefetch="trade_settings",
    )
    foreign_trade_rate_side = fields.Selection(
        [("middle", "Middle rate"), ("buying", "Buying rate of the bank")],
        "Published Rate",
        default="buying",
        required=True,
        help="What the bank pays for the currency is what reaches an exporter's account. "
        "Providers that publish one rate only are taken by that.",
        prefetch="trade_settings",
    )
    foreign_trade_rate_spread = fields.Float(
        "Spread (%)",
        digits=(5, 2),
        help="By so much a fetched rate is lowered before anything is quoted by it.",
        prefetch="trade_settings",
    )
    foreign_trade_rate_max_age = fields.Integer(
        "Warn of Rates Older Than",
        help="Days after which a quotation warns that its rate is old; 0 for no warning.",
        prefetch="trade_settings",
    )
    foreign_trade_rate_feed = fields.Boolean(
        "Fetched Rates Into the Accounts",
        help="The middle rate is written to Odoo's own rates as well.",
        prefetch="trade_settings",
    )

    @api.constrains("foreign_trade_rate_spread", "foreign_trade_rate_max_age")
    def _check_foreign_trade_rate(self):
        for company in self:
            if not 0 <= company.foreign_trade_rate_spread < 100:
                raise ValidationError(self.env._("The spread is at least 0 % and below 100 %."))
            if company.foreign_trade_rate_max_age < 0:
                raise ValidationError(self.env._("The age of a rate is not negative."))

    def _get_quoting_figure(self, rate, buying_rate, provider):
        """What the company quotes by, Decimal, of a rate fixed (no provider) or published."""
        as_decimal = self.env["foreign.trade.quoting.rate"]._to_decimal
        if not provider:
            return as_decimal(rate)
        buying = self.foreign_trade_rate_side == "buying" and buying_rate
        figure = as_decimal(buying or rate)
        spread = Decimal(str(round(self.foreign_trade_rate_spread, 2)))
        return (figure * (100 - spread) / 100).quantize(Decimal(1).scaleb(-12))

    def _feed_currency_rates(self, table):
        """Write a published table to Odoo's own rates; those of that day are replaced."""
        self.ensure_one()
        home = self.currency_id
        rates = self.env["res.currency.rate"].with_company(self)
        currencies = self.env["res.currency"].search([("id", "!=", home.id)])
        known = rates.search([("company_id", "=", self.id), ("name", "=", table.date)])
        known = known.grouped("currency_id")
        for currency in currencies:
            figure = table.rate(currency.name, home.name)
            if not figure:
                continue
            if currency in known:
                known[currency].inverse_company_rate = float(figure)
            else:
                rates.create(
                    {
                        "name": table.date,
                        "currency_id": currency.id,
                        "company_id": self.id,
                        "inverse_company_rate": float(figure),
                    }
                )
