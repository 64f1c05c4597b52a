import logging

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .foreign_trade_metrics_query import CREDITS, NEW

_logger = logging.getLogger(__name__)

CHUNK = 5_000
#: what the query computes, in its order
COLUMNS = (
    "lifecycle",
    "tier_computed",
    "tier_score",
    "order_count",
    "first_order_date",
    "last_order_date",
    "amount_total",
    "amount_year",
    "profit",
    "cycle_days",
    "next_order_date",
    "r_score",
    "f_score",
    "m_score",
    "segment",
    "lifetime_value",
    "churn_risk",
)


class ForeignTradeMetricsPass(models.Model):
    """The scheduled pass over all customers: measured by one query, written in small steps.

    Measuring reads. What changed is then written to the metrics, a few thousand rows to a
    transaction, so that not even whoever sets a tier by hand waits; nobody else writes there.
    """

    _inherit = "foreign.trade.metrics.policy"

    @api.model
    def _cron_compute(self):
        """Measure the customers of each company; plan the calls and visits that follow.

        The ten seconds that Odoo grants are no reason to stop: what was measured would have to be
        measured again, and a large company never came to an end. Each step is committed; whoever
        was measured longest ago comes first, so that a run that is cut off starves nobody. Where
        it fails for one company, it is logged, and the others have their figures.
        """
        commit = self.env["ir.cron"]._commit_progress
        self.env["foreign.trade.tier.override"]._end_expired()
        commit(0)
        for policy in self.search(Domain.TRUE, order="computed_at asc nulls first, id"):
            try:
                policy._compute_metrics(commit)
                policy._write_past_months(commit)
                policy._plan_service(commit)
            except Exception:
                self.env.cr.rollback()
                _logger.exception("Customer metrics policy %s failed", policy.id)
        commit(remaining=0)

    def _compute_metrics(self, commit=None):
        """Bring the table up to date.

        :param commit: called after each step as ``ir.cron._commit_progress`` is; without it all is
            one transaction
        """
        self.ensure_one()
        self.env.flush_all()
        today = self._today()
        self._measure(today)
        self._delete_rows()
        bounds = self._keep_changed(today)
        for left, (low, high) in enumerate(reversed(list(zip(bounds, bounds[1:], strict=False)))):
            self._write_rows(low, high, today)
            if commit:
                commit(CHUNK, remaining=CHUNK * (len(bounds) - 1 - left))
        self._write_month(today)
        self.env.cr.execute(
            SQL(
                "UPDATE foreign_trade_metrics_policy SET computed_at = %s WHERE id = %s",
                fields.Datetime.now(),
                self.id,
            )
        )
        self._drop_temporary()
        self.env.invalidate_all(flush=False)
        if commit:
            commit(0, remaining=0)

    def _measure(self, today):
        """Fill the temporary table with everybody; nothing else is written.

        The planner takes thousands of computed rows for a handful, and loops over them would be
        endless: so none is allowed where such rows are joined.
        """
        execute = self.env.cr.execute
        self._drop_temporary()
        execute("SET LOCAL work_mem = '128MB'")
        execute(SQL("CREATE TEMPORARY TABLE %s AS %s", CREDITS, self._credits_query(today)))
        execute("SET LOCAL enable_nestloop = off")
        execute(
            SQL(
                "CREATE TEMPORARY TABLE %s AS SELECT * FROM (%s) AS row(partner_id, %s)",
                NEW,
                self._metrics_query(today),
                self._columns(),
            )
        )
        execute(SQL("INSERT INTO %s %s", NEW, self._prospects_query()))
        execute("SET LOCAL enable_nestloop = on")

    def _keep_changed(self, today):
        """Leave in the temporary table what differs from the metrics, usually little.

        :return: customer IDs that part it into steps
        """
        execute = self.env.cr.execute
        execute("SET LOCAL enable_nestloop = off")
        execute(
            SQL(
                """
                DELETE FROM %(table)s AS measured
                 USING %(table)s AS new %(given)s, foreign_trade_customer_metrics AS old
                 WHERE measured.ctid = new.ctid
                   AND old.partner_id = new.partner_id AND old.company_id = %(company)s
                   AND (%(old)s, old.tier)
                       IS NOT DISTINCT FROM (%(new)s, COALESCE(given.tier, new.tier_computed))
                """,
                table=NEW,
                given=self._set_by_hand(today),
                company=self.company_id.id,
                old=self._columns("old"),
                new=self._columns("new"),
            )
        )
        execute("SET LOCAL enable_nestloop = on")
        execute(SQL("CREATE UNIQUE INDEX ON %s (partner_id)", NEW))
        execute(
            SQL(
                """SELECT partner_id FROM (
                       SELECT partner_id, row_number() OVER (ORDER BY partner_id) AS number
                         FROM %s) numbered
                    WHERE number %% %s = 0 ORDER BY partner_id""",
                NEW,
                CHUNK,
            )
        )
        return [0, *(row[0] for row in self.env.cr.fetchall()), 2**31 - 1]

    def _drop_temporary(self):
        self.env.cr.execute(SQL("DROP TABLE IF EXISTS %s, %s", NEW, CREDITS))

    def _columns(self, alias=None):
        names = (SQL.identifier(alias, name) if alias else SQL.identifier(name) for name in COLUMNS)
        return SQL(", ").join(names)

    def _set_by_hand(self, today):
        """Join with the tiers that somebody set and that are still valid."""
        return SQL(
            """LEFT JOIN foreign_trade_tier_override given
                      ON given.partner_id = new.partner_id AND given.company_id = %s
                     AND given.active IS TRUE
                     AND (given.valid_until IS NULL OR given.valid_until >= %s)""",
            self.company_id.id,
            today,
        )

    def _write_rows(self, low, high, today):
        """Rows of customers in this range, whether they are there already or not.

        Whoever was deleted since they were measured gets none: no foreign key refuses it, and
        a list with a row of nobody could not be read.
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO foreign_trade_customer_metrics (
                            company_id, partner_id, %(columns)s, tier)
                SELECT %(company)s, new.partner_id, %(new)s,
                       COALESCE(given.tier, new.tier_computed)
                  FROM %(table)s AS new
                  JOIN res_partner AS customer ON customer.id = new.partner_id
                   AND customer.id > %(low)s AND customer.id <= %(high)s %(given)s
                 WHERE new.partner_id > %(low)s AND new.partner_id <= %(high)s
           ON CONFLICT (partner_id, company_id) DO UPDATE
                   SET (%(columns)s, tier) = ROW(%(excluded)s, EXCLUDED.tier)
                """,
                columns=self._columns(),
                new=self._columns("new"),
                excluded=self._columns("excluded"),
                table=NEW,
                given=self._set_by_hand(today),
                company=self.company_id.id,
                low=low,
                high=high,
            )
        )

    def _delete_rows(self):
        """Whoever is no customer any more, or belongs to another by now."""
        self.env.cr.execute(
            SQL(
                """
                WITH left_out AS (
                    DELETE FROM foreign_trade_customer_metrics old
                     WHERE old.company_id = %s
                       AND NOT EXISTS (SELECT FROM %s new WHERE new.partner_id = old.partner_id)
                       AND NOT EXISTS (
                           SELECT FROM foreign_trade_tier_override given
                            WHERE given.partner_id = old.partner_id AND given.active IS TRUE
                              AND given.company_id = old.company_id)
                 RETURNING old.partner_id)
                DELETE FROM foreign_trade_customer_metrics_month past
                 USING left_out
                 WHERE past.partner_id = left_out.partner_id
                   AND NOT EXISTS (
                       SELECT FROM res_partner known WHERE known.id = left_out.partner_id)
                """,
                self.company_id.id,
                NEW,
            )
        )
