"""Scoring every customer: our pass against the bare SQL that computes the same scores."""

import population
from ft.bench_case import Case, register

ZONE = "Asia/Shanghai"

#: The same scores in one statement, as somebody writes it who keeps nothing: no prospects, no
#: settings, no credit notes, no history. Recency, frequency, monetary, cycle, ABC by amount.
BARE = """
    CREATE TEMPORARY TABLE bench_metrics ON COMMIT DROP AS
    WITH ordered AS (
        SELECT buyer.commercial_partner_id AS partner_id,
               (ordered.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day,
               round(ordered.amount_untaxed / ordered.currency_rate, 2) AS amount,
               round(ordered.margin / ordered.currency_rate, 2) AS profit
          FROM sale_order ordered JOIN res_partner buyer ON buyer.id = ordered.partner_id
         WHERE ordered.state = 'sale' AND ordered.company_id = %(company)s),
    gap AS (
        SELECT *, NULLIF(day - lag(day) OVER (PARTITION BY partner_id ORDER BY day), 0) AS gap
          FROM ordered),
    total AS (
        SELECT partner_id, count(*) AS orders, min(day) AS first_day, max(day) AS last_day,
               sum(amount) AS amount, sum(profit) AS profit,
               sum(amount) FILTER (WHERE day > now()::date - interval '1 year') AS amount_year,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS cycle
          FROM gap GROUP BY partner_id),
    scored AS (
        SELECT *,
               1 + 5 * (rank() OVER (ORDER BY last_day) - 1) / count(*) OVER () AS r,
               1 + 5 * (rank() OVER (ORDER BY orders) - 1) / count(*) OVER () AS f,
               1 + 5 * (rank() OVER (ORDER BY amount) - 1) / count(*) OVER () AS m,
               amount::float8 / sum(amount) OVER ()::float8
               + orders::float8 / sum(orders) OVER ()::float8
               + profit::float8 / NULLIF(sum(profit) OVER (), 0)::float8 AS score
          FROM total)
    SELECT *, (sum(score) OVER (ORDER BY score DESC) - score) / sum(score) OVER () AS before
      FROM scored
"""


@register
class CustomerMetrics(Case):
    """Every customer with orders is scored; the loaded side writes its table and the month."""

    name = "customer_metrics"
    runs = 5
    records = 200
    limits = {"suite": 1.2, "loaded": 2.0}
    first = False

    def setup(self, world):
        if getattr(world, "ordered", None) is None:
            world.scored = self._seed_customers(world, world.number(6_000, 100_000, 30_000))
            world.ordered = self._seed_orders(world, world.scored[0], len(world.scored))
        # other cases have customers of their own
        data = {"company": world.env.company.id, "policy": None}
        data["first"], data["last"] = world.scored[0], world.scored[-1]
        if world.side == "loaded":
            policies = world.env["foreign.trade.metrics.policy"]
            policy = policies.search([("company_id", "=", data["company"])]).sudo()
            data["policy"] = policy.id
            if not self.first:
                policy._compute_metrics()
        return data

    def _seed_customers(self, world, count):
        """Customers of their own: a million leads are not needed here."""
        env = world.env
        prototype = env["res.partner"].create(
            {"name": "Prototype", "is_company": True, "user_id": world.user_id}
        )
        env.flush_all()
        env.cr.execute("SELECT max(id) FROM res_partner")
        own_id = f"{env.cr.fetchone()[0]} + n"
        ids = population._Seed(world, 0, 0)._seed(
            prototype,
            count,
            {
                "name": "'Scored ' || n",
                "complete_name": "'Scored ' || n",
                "commercial_partner_id": own_id,
            },
        )
        env.invalidate_all()
        prototype.unlink()
        return ids

    def _seed_orders(self, world, first_partner, customers):
        """Ten confirmed orders of each, over up to four years, in the customers' own rhythms."""
        env = world.env
        # a draft: confirming one would ask for approvals on the loaded side
        prototype = env["sale.order"].create({"partner_id": first_partner, "name": "Prototype"})
        env.flush_all()
        customer = f"(n %% {customers})".replace("%%", "%")
        ids = population._Seed(world, 0, 0)._seed(
            prototype,
            customers * 10,
            {
                "name": "'B' || n",
                "state": "'sale'",
                "partner_id": f"{first_partner} + {customer}",
                "partner_invoice_id": f"{first_partner} + {customer}",
                "partner_shipping_id": f"{first_partner} + {customer}",
                "date_order": f"now() AT TIME ZONE 'UTC' - ((n / {customers}) * (30 + {customer}"
                f" % 90) + {customer} % 60) * interval '1 day'",
                "amount_untaxed": f"({customer} % 1000) * 7 + n % 13",
                "amount_total": f"({customer} % 1000) * 7 + n % 13",
                "margin": f"({customer} % 1000) + n % 5",
                "currency_rate": "CASE WHEN n % 3 = 0 THEN 1 ELSE 0.14 END",
                "access_token": "NULL",
            },
        )
        env.invalidate_all()
        return ids

    def run(self, env, data):
        if data["policy"]:
            policy = env["foreign.trade.metrics.policy"].sudo().browse(data["policy"])
            policy._compute_metrics()
            env.cr.execute(
                "SELECT count(*) FROM foreign_trade_customer_metrics"
                " WHERE company_id = %s AND order_count > 0 AND partner_id BETWEEN %s AND %s",
                [data["company"], data["first"], data["last"]],
            )
        else:
            env.cr.execute("SET LOCAL work_mem = '128MB'")
            env.cr.execute(BARE, {"zone": ZONE, "company": data["company"]})
            env.cr.execute(
                "SELECT count(*) FROM bench_metrics WHERE partner_id BETWEEN %s AND %s",
                [data["first"], data["last"]],
            )
        return [env.cr.fetchone()[0]]


@register
class FirstCustomerMetrics(CustomerMetrics):
    """The same into an empty table, as the first time and with the first row of each month."""

    name = "customer_metrics_first"
    runs = 3
    first = True

    def run(self, env, data):
        if data["policy"]:
            env.cr.execute(
                "TRUNCATE foreign_trade_customer_metrics, foreign_trade_customer_metrics_month"
            )
        return super().run(env, data)
