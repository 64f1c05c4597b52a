from odoo import fields, models


class ForeignTradeForecastRate(models.Model):
    """The rate a company plans with; a forecast is converted at it, whatever the bank says."""

    _name = "foreign.trade.forecast.rate"
    _description = "Planning Rate"
    _order = "currency_id, date_from desc, id desc"

    currency_id = fields.Many2one("res.currency", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    rate = fields.Float(
        digits=(16, 6), required=True, help="Company currency for one unit of the currency."
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=fields.Date.context_today,
        help="The latest planning rate that has begun counts.",
    )

    _rate_positive = models.Constraint("CHECK(rate > 0)", "A planning rate is above zero.")
    _currency_date_uniq = models.Constraint(
        "UNIQUE(company_id, currency_id, date_from)",
        "There is one planning rate for a currency from one date on.",
    )
