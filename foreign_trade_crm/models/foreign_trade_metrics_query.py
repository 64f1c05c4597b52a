from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..tools.customer_metrics import DORMANT, WON, segment_cells

#: temporary tables of a run: what is measured, and credit notes by customer
NEW = SQL.identifier("foreign_trade_metrics_new")
CREDITS = SQL.identifier("foreign_trade_metrics_credit")
#: cycles after which a customer is lost for certain; PostgreSQL refuses powers too small to tell
CERTAINLY_LATE = 20


class ForeignTradeMetricsQuery(models.Model):
    """The query that measures all customers of a company; it locks nothing that anybody writes.

    Its parts can be extended one by one. The arithmetic is that of ``tools/customer_metrics.py``.
    """

    _inherit = "foreign.trade.metrics.policy"

    def _metrics_query(self, today):
        """SQL for the customers' rows of ``foreign.trade.customer.metrics``, without the tier that
        somebody may have set by hand. Credit notes are in their temporary table by then.

        :param date today: where the company is
        """
        self.ensure_one()
        return SQL(
            """
            WITH ordered AS (%(orders)s),
                 order_gap AS (
                     SELECT *, NULLIF(day - lag(day) OVER (PARTITION BY partner_id ORDER BY day), 0)
                            AS gap
                       FROM ordered),
                 total AS (%(totals)s),
                 measured AS (%(measured)s),
                 scored AS (%(scored)s),
                 ranked AS (%(ranked)s)
          %(customers)s
            """,
            orders=self._orders_query(today),
            totals=self._totals_query(today),
            measured=self._measured_query(today),
            scored=self._scored_query(),
            ranked=self._ranked_query(),
            customers=self._customers_query(),
        )

    def _cents(self):
        """How many of the smallest unit make one of the company's currency."""
        return 10**self.company_id.currency_id.decimal_places

    def _dates(self, today):
        """Beginnings of the year up to today and of the period; both exclusive."""
        period = SQL("'-infinity'::date")
        if self.period_months:
            period = SQL(
                "(%s::date - make_interval(months => %s))::date", today, self.period_months
            )
        return {"year": SQL("(%s::date - interval '1 year')::date", today), "period": period}

    def _orders_query(self, today):
        """Confirmed orders, at each order's own rate; cancelled ones count not.

        Days are those where the company is. Amounts are counted in the smallest unit of the
        company's currency: equal sums are equal, and whole numbers are quickly sorted and added.
        """
        return SQL(
            """
            SELECT buyer.commercial_partner_id AS partner_id,
                   (ordered.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day,
                   round(ordered.amount_untaxed / rate.rate * %(cents)s)::bigint AS amount,
                   round(ordered.margin / rate.rate * %(cents)s)::bigint AS profit
              FROM sale_order ordered
              JOIN res_partner buyer ON buyer.id = ordered.partner_id
        CROSS JOIN LATERAL (
                   SELECT COALESCE(NULLIF(ordered.currency_rate, 0), 1) AS rate) rate
             WHERE ordered.company_id = %(company)s AND ordered.state = 'sale'
               AND ordered.date_order
                   < (%(today)s::date + 1)::timestamp AT TIME ZONE %(zone)s AT TIME ZONE 'UTC'
            """,
            today=today,
            zone=self._zone(),
            cents=self._cents(),
            company=self.company_id.id,
        )

    def _totals_query(self, today):
        return SQL(
            """
            SELECT partner_id,
                   min(day) AS first_day,
                   max(day) AS last_day,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS cycle,
                   count(*) AS orders,
                   sum(amount)::bigint AS amount,
                   (sum(amount) FILTER (WHERE day > %(year)s))::bigint AS amount_year,
                   sum(profit)::bigint AS profit,
                   count(*) FILTER (WHERE day > %(period)s) AS period_orders,
                   (sum(amount) FILTER (WHERE day > %(period)s))::bigint AS period_amount,
                   (sum(profit) FILTER (WHERE day > %(period)s))::bigint AS period_profit
              FROM order_gap
          GROUP BY partner_id
            """,
            **self._dates(today),
        )

    def _credits_query(self, today):
        """Posted credit notes, in the smallest unit of company currency at their own rate.

        Left out is what gives back a deposit, and what undoes an order that does not count.
        """
        return SQL(
            """
            SELECT move.commercial_partner_id AS partner_id,
                   round(sum(line.balance) * %(cents)s)::bigint AS amount,
                   round(%(cents)s * sum(line.balance)
                         FILTER (WHERE move.invoice_date > %(year)s))::bigint AS amount_year,
                   round(%(cents)s * sum(line.balance)
                         FILTER (WHERE move.invoice_date > %(period)s))::bigint AS period_amount
              FROM account_move move
              JOIN account_move_line line ON line.move_id = move.id
             WHERE move.company_id = %(company)s
               AND move.move_type = 'out_refund' AND move.state = 'posted'
               AND move.invoice_date <= %(today)s
               AND line.display_type = 'product' AND line.is_downpayment IS NOT TRUE
               AND NOT EXISTS (
                   SELECT FROM sale_order_line_invoice_rel link
                     JOIN sale_order_line sold ON sold.id = link.order_line_id
                     JOIN sale_order ordered ON ordered.id = sold.order_id
                    WHERE link.invoice_line_id = line.id AND ordered.state <> 'sale')
          GROUP BY 1
            """,
            cents=self._cents(),
            company=self.company_id.id,
            today=today,
            **self._dates(today),
        )

    def _measured_query(self, today):
        return SQL(
            """
            SELECT total.partner_id, first_day, last_day, orders, cycle,
                   period_orders,
                   total.amount - COALESCE(credit.amount, 0) AS amount_total,
                   COALESCE(total.amount_year, 0) - COALESCE(credit.amount_year, 0) AS amount_year,
                   COALESCE(profit, 0) - COALESCE(credit.amount, 0) AS profit,
                   COALESCE(total.period_amount, 0) - COALESCE(credit.period_amount, 0)
                       AS period_amount,
                   COALESCE(period_profit, 0) - COALESCE(credit.period_amount, 0) AS period_profit,
                   %(today)s::date - last_day AS days,
                   (date_part('year', age(%(today)s::date, first_day)) * 12
                    + date_part('month', age(%(today)s::date, first_day)))::int AS months,
                   GREATEST(COALESCE(cycle, %(dormant)s), 1) AS rhythm
              FROM total LEFT JOIN %(credits)s credit ON credit.partner_id = total.partner_id
            """,
            credits=CREDITS,
            today=today,
            dormant=self.dormant_days,
        )

    def _scored_query(self):
        """Scores 1 to 5 by ``rank()``, and the weighted share of the company's totals."""
        return SQL(
            """
            SELECT *,
                   (1 + 5 * (rank() OVER (ORDER BY last_day) - 1) / count(*) OVER ())::int AS r,
                   (1 + 5 * (rank() OVER (ORDER BY period_orders) - 1) / count(*) OVER ())::int
                       AS f,
                   (1 + 5 * (rank() OVER (ORDER BY period_amount) - 1) / count(*) OVER ())::int
                       AS m,
                   %(amount)s + %(orders)s + %(profit)s + %(years)s AS score
              FROM measured
            """,
            amount=self._share("period_amount", self.weight_amount),
            orders=self._share("period_orders", self.weight_orders),
            profit=self._share("period_profit", self.weight_profit),
            years=self._share("months", self.weight_years),
        )

    def _share(self, column, weight):
        """Weighted share of the sum of a column; who is below zero has no share."""
        if not weight:
            return SQL("0::float8")
        return SQL(
            # whole numbers, so that the sum is the same in whatever order
            "%(weight)s::float8 * COALESCE(GREATEST(%(value)s, 0)::float8"
            " / NULLIF(sum(GREATEST(%(value)s, 0)::float8) OVER (), 0), 0)",
            weight=weight,
            value=SQL.identifier(column),
        )

    def _ranked_query(self):
        """The share of the total before each customer: of all that have a higher score."""
        return SQL(
            """
            SELECT *,
                   100 * score / NULLIF(sum(score) OVER (), 0) AS share,
                   round(1e11::float8 * COALESCE(sum(score) OVER (
                              ORDER BY score DESC
                              GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                         / NULLIF(sum(score) OVER (), 0)) / 1e9::float8 AS before
              FROM scored
            """
        )

    def _customers_query(self):
        return SQL(
            """
            SELECT partner_id,
                   CASE WHEN days > GREATEST(%(dormant)s, %(cycles)s * COALESCE(cycle, 0))
                        THEN %(over)s ELSE %(won)s END AS lifecycle,
                   CASE WHEN before < %(a)s THEN 'a' WHEN before < %(b)s THEN 'b' ELSE 'c' END
                       AS tier_computed,
                   round(share * 10000)::bigint * 0.0001 AS tier_score,
                   orders::int AS order_count,
                   first_day AS first_order_date,
                   last_day AS last_order_date,
                   amount_total * %(unit)s AS amount_total,
                   amount_year * %(unit)s AS amount_year,
                   profit * %(unit)s AS profit,
                   round(cycle * 10)::bigint * 0.1 AS cycle_days,
                   last_day + cycle::int AS next_order_date,
                   r AS r_score, f AS f_score, m AS m_score,
                   (%(segments)s::varchar[])[(r - 1) * 25 + (f - 1) * 5 + m] AS segment,
                   floor(0.5 + amount_total + %(ahead)s * GREATEST(amount_total, 0)
                         * 12 / GREATEST(months, 12) * (1 - churn / 100.0::float8))::bigint
                       * %(unit)s AS lifetime_value,
                   churn AS churn_risk
              FROM ranked
        CROSS JOIN LATERAL (
                   SELECT CASE WHEN days <= rhythm THEN 0
                          ELSE round(100 * (1 - 0.5 ^ LEAST((days - rhythm) / rhythm, %(sure)s)))
                          END::int AS churn) risk
            """,
            sure=CERTAINLY_LATE,
            dormant=self.dormant_days,
            cycles=self.dormant_cycles,
            over=DORMANT,
            won=WON,
            a=self.threshold_a,
            b=self.threshold_b,
            segments=[segment for *_scores, segment in segment_cells()],
            unit=Decimal(1) / self._cents(),
            ahead=SQL("%s::float8", self.lifetime_years),
        )
