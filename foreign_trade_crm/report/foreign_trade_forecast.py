from odoo import fields, models
from odoo.tools import SQL

#: today's rate and the planning rate, of each company and currency
RATES = """
    WITH house AS (
        SELECT company.id, company.currency_id, company.foreign_trade_forecast_rate AS mode,
               split_part(company.parent_path, '/', 1)::int AS root_id
          FROM res_company AS company
    ), quoted AS (
        SELECT house.id AS company_id, currency.id AS currency_id, known.name AS date,
               CASE WHEN currency.id = house.currency_id THEN COALESCE(known.rate, 1)
                    ELSE known.rate END AS rate
          FROM house
          CROSS JOIN res_currency AS currency
          LEFT JOIN LATERAL (
                SELECT one.rate, one.name
                  FROM res_currency_rate AS one
                 WHERE one.currency_id = currency.id
                   AND (one.company_id IS NULL OR one.company_id = house.root_id)
              ORDER BY one.name > %(today)s, one.company_id,
                       CASE WHEN one.name > %(today)s THEN one.name END,
                       one.name DESC
                 LIMIT 1) AS known ON TRUE
         WHERE currency.active OR known.rate IS NOT NULL
    ), current_rate AS (
        SELECT house.id AS company_id, theirs.currency_id,
               ours.rate / NULLIF(theirs.rate, 0) AS rate,
               CASE WHEN theirs.rate IS NOT NULL
                    THEN COALESCE(theirs.date, ours.date, %(today)s) END AS date
          FROM house
          JOIN quoted AS theirs ON theirs.company_id = house.id
          JOIN quoted AS ours
            ON ours.company_id = house.id AND ours.currency_id = house.currency_id
    ), planned_rate AS (
        SELECT DISTINCT ON (company_id, currency_id)
               company_id, currency_id, rate, date_from AS date
          FROM foreign_trade_forecast_rate
         WHERE date_from <= %(today)s
      ORDER BY company_id, currency_id, date_from DESC
    )
"""


class ForeignTradeForecast(models.Model):
    """What will come in, month by month: open deals by their win rate, and deals won.

    Each row is a deal. Amounts are in the deal's currency and, converted at the rate that the
    company chose and that stands on the row, in the company's. Nobody sees a deal here that
    they may not open.
    """

    _name = "foreign.trade.forecast"
    _inherit = ["foreign.trade.child.access.mixin"]
    _description = "Sales Forecast"
    _auto = False
    _order = "date, id"
    _rec_name = "name"
    _access_parents = ("lead_id",)
    _depends = {
        "crm.lead": [
            "active",
            "company_id",
            "country_id",
            "date_closed",
            "date_deadline",
            "deal_amount",
            "deal_currency_id",
            "deal_rate",
            "deal_rate_date",
            "expected_revenue",
            "name",
            "partner_id",
            "probability",
            "stage_id",
            "team_id",
            "type",
            "user_id",
            "won_status",
        ],
        "crm.team": ["company_id"],
        "foreign.trade.forecast.rate": ["company_id", "currency_id", "date_from", "rate"],
        "res.company": ["currency_id", "foreign_trade_forecast_rate", "parent_path"],
        "res.currency": ["active", "name"],
        "res.currency.rate": ["company_id", "currency_id", "name", "rate"],
        "res.users": ["company_id"],
    }

    lead_id = fields.Many2one("crm.lead", "Deal", readonly=True)
    name = fields.Char("Deal Name", readonly=True)
    state = fields.Selection([("pending", "Open"), ("won", "Won")], string="Status", readonly=True)
    date = fields.Date(
        "Expected Closing", readonly=True, help="When the deal is expected to be won, or was won."
    )
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    stage_id = fields.Many2one("crm.stage", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    probability = fields.Float("Win Rate (%)", readonly=True, aggregator="avg")
    amount = fields.Monetary("Deal Amount", readonly=True)
    weighted_amount = fields.Monetary(
        "Forecast", readonly=True, help="Deal amount times win rate, in the deal's currency."
    )
    rate = fields.Float(
        digits=(16, 6),
        readonly=True,
        aggregator=None,
        help="Company currency for one unit of the deal's currency.",
    )
    rate_date = fields.Date("Rate of", readonly=True)
    rate_label = fields.Char("Currency and Rate", readonly=True)
    amount_company = fields.Monetary(
        "Deal Amount, Converted",
        currency_field="company_currency_id",
        readonly=True,
        help="In company currency at the rate that is stated; nothing where there is no rate.",
    )
    weighted_company = fields.Monetary(
        "Forecast, Converted",
        currency_field="company_currency_id",
        readonly=True,
        help="Deal amount times win rate, in company currency at the rate that is stated.",
    )

    @property
    def _table_query(self):
        return SQL("%s %s %s %s", self._with(), self._select(), self._from(), self._where())

    def _with(self):
        """Per company and currency: today's rate and the planning rate, with their dates.

        Companies below a company use the rates of the one at the top, as Odoo does. A currency
        without any rate has none here either: Odoo would count 1.
        """
        return SQL(RATES, today=fields.Date.context_today(self))

    def _select(self):
        amount = SQL("COALESCE(NULLIF(lead.deal_amount, 0), lead.expected_revenue, 0)")
        rate = self._rate(SQL("rate"), SQL("lead.deal_rate"), SQL("1"))
        # a numeric of its own: the rate's float would round amounts at random
        probability = SQL("COALESCE(lead.probability, 0)::numeric / 100")
        return SQL(
            """
            SELECT lead.id, lead.id AS lead_id, lead.name, lead.won_status AS state,
                   CASE WHEN lead.won_status = 'won'
                        THEN (lead.date_closed AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
                        ELSE lead.date_deadline END AS date,
                   house.id AS company_id, lead.user_id, lead.team_id, lead.stage_id,
                   lead.partner_id, lead.country_id, lead.probability,
                   %(currency)s AS currency_id, house.currency_id AS company_currency_id,
                   %(amount)s AS amount,
                   %(amount)s * %(probability)s AS weighted_amount,
                   %(rate)s AS rate, %(rate_date)s AS rate_date, %(label)s AS rate_label,
                   %(amount)s * %(rate)s::numeric AS amount_company,
                   %(amount)s * %(rate)s::numeric * %(probability)s AS weighted_company
            """,
            tz=str(self.env.tz),
            currency=SQL("COALESCE(lead.deal_currency_id, house.currency_id)"),
            amount=amount,
            probability=probability,
            rate=rate,
            rate_date=self._rate(SQL("date"), SQL("lead.deal_rate_date"), SQL("NULL::date")),
            label=self._label(rate),
        )

    def _rate(self, column, of_deal, same):
        """Rate or date, by the company's choice; 1 where there is nothing to convert."""
        return SQL(
            """
            CASE WHEN COALESCE(lead.deal_currency_id, house.currency_id) = house.currency_id
                 THEN %(same)s
                 WHEN house.mode = 'deal' AND lead.deal_rate > 0 THEN %(of_deal)s
                 WHEN house.mode = 'planned' AND planned.rate IS NOT NULL THEN planned.%(column)s
                 ELSE today.%(column)s END
            """,
            same=same,
            of_deal=of_deal,
            column=column,
        )

    def _label(self, rate):
        """Such as "USD · 7.2", to group by: each currency with the rate it is converted at."""
        return SQL(
            """
            CASE WHEN currency.id = house.currency_id THEN currency.name
                 WHEN house.mode = 'deal' AND lead.deal_rate > 0 THEN currency.name || ' · ' || %s
                 ELSE currency.name || ' · '
                      || COALESCE(trim_scale(ROUND((%s)::numeric, 6))::text, %s) END
            """,
            self.env._("rates of the deals"),
            rate,
            self.env._("no rate"),
        )

    def _from(self):
        return SQL(
            """
              FROM crm_lead AS lead
              LEFT JOIN crm_team AS team ON team.id = lead.team_id
              LEFT JOIN res_users AS owner ON owner.id = lead.user_id
              JOIN house ON house.id = COALESCE(
                   lead.company_id, team.company_id, owner.company_id, %(company)s)
              JOIN res_currency AS currency
                ON currency.id = COALESCE(lead.deal_currency_id, house.currency_id)
              LEFT JOIN current_rate AS today
                ON today.company_id = house.id AND today.currency_id = currency.id
              LEFT JOIN planned_rate AS planned
                ON planned.company_id = house.id AND planned.currency_id = currency.id
            """,
            company=self.env.company.id,
        )

    def _where(self):
        return SQL(
            """
             WHERE lead.type = 'opportunity' AND lead.active
               AND lead.won_status IN ('pending', 'won')
            """
        )

    def action_open_deal(self):
        self.ensure_one()
        return self.lead_id.get_formview_action()
