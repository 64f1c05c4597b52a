from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from .foreign_trade_metrics_query import NEW

#: a company that begins to measure gets so many months of its past
PAST_MONTHS = 12
#: rows of the month that say something else by now
RENEW_MONTH = """
    UPDATE foreign_trade_customer_metrics_month AS past
       SET (%(kept)s) = ROW(%(now)s)
      FROM foreign_trade_customer_metrics AS now
     WHERE past.partner_id = now.partner_id AND past.company_id = now.company_id
       AND past.month = %(month)s AND now.company_id = %(company)s
       AND (%(past)s) IS DISTINCT FROM (%(now)s)
"""
#: rows of customers that had none this month
ADD_MONTH = """
    INSERT INTO foreign_trade_customer_metrics_month (
                partner_id, company_id, month, %(kept)s)
    SELECT partner_id, company_id, %(month)s, %(kept)s
      FROM foreign_trade_customer_metrics now
     WHERE company_id = %(company)s AND NOT EXISTS (
           SELECT FROM foreign_trade_customer_metrics_month past
            WHERE past.partner_id = now.partner_id
              AND past.company_id = now.company_id AND past.month = %(month)s)
    ON CONFLICT (partner_id, company_id, month) DO NOTHING
"""


class ForeignTradeMetricsHistory(models.Model):
    """What is kept of each month, so that movement between segments can be shown."""

    _inherit = "foreign.trade.metrics.policy"

    @api.model
    def _forget(self, column, ids):
        """Remove all that was measured of these customers, or by these companies."""
        for model in ("foreign.trade.customer.metrics", "foreign.trade.customer.metrics.month"):
            # sudo: nobody writes these tables
            self.env[model].sudo().search([(column, "in", ids)]).unlink()

    def _write_month(self, today):
        """The month's row of each customer says how it stands now; earlier months stay."""
        names = ("lifecycle", "tier", "segment", "r_score", "f_score", "m_score")
        values = {
            "company": self.company_id.id,
            "month": today.replace(day=1),
            "kept": SQL(", ").join(map(SQL.identifier, names)),
            "now": SQL(", ").join(SQL.identifier("now", name) for name in names),
            "past": SQL(", ").join(SQL.identifier("past", name) for name in names),
        }
        # rows just written have no figures the planner could go by, and loops would be endless
        self.env.cr.execute("SET LOCAL enable_nestloop = off")
        self.env.cr.execute(SQL(RENEW_MONTH, **values))
        self.env.cr.execute(SQL(ADD_MONTH, **values))
        self.env.cr.execute("SET LOCAL enable_nestloop = on")

    def _write_past_months(self, commit=None):
        """Months before the first that was kept, reckoned from the orders there were by then.

        Prospects are left out: nobody knows who was one.
        """
        self.ensure_one()
        months = self.env["foreign.trade.customer.metrics.month"]
        begin = self._today().replace(day=1)
        kept = months._read_group(
            [("company_id", "=", self.company_id.id)], aggregates=["month:min"]
        )[0][0]
        if kept != begin:
            return  # they are there, or nothing is
        for back in range(1, PAST_MONTHS + 1):
            month = begin - relativedelta(months=back)
            self._measure(month + relativedelta(months=1, days=-1))
            if not self._write_past_month(month):
                break
            if commit:
                commit(1, remaining=PAST_MONTHS - back)
        self._drop_temporary()

    def _write_past_month(self, month):
        """:return: how many customers there were"""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO foreign_trade_customer_metrics_month (
                            partner_id, company_id, month, lifecycle, tier, segment,
                            r_score, f_score, m_score)
                SELECT new.partner_id, %s, %s, new.lifecycle, new.tier_computed, new.segment,
                       new.r_score, new.f_score, new.m_score
                  FROM %s new JOIN res_partner customer ON customer.id = new.partner_id
                 WHERE new.order_count > 0
           ON CONFLICT (partner_id, company_id, month) DO NOTHING
                """,
                self.company_id.id,
                month,
                NEW,
            )
        )
        return self.env.cr.rowcount
