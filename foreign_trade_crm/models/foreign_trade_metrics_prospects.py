import json

from odoo import models
from odoo.tools import SQL

from ..tools.customer_metrics import MARKET_INFLUENCE, PROSPECT
from .foreign_trade_metrics_query import NEW


class ForeignTradeMetricsProspects(models.Model):
    """Prospects among those who are measured: whoever has not ordered yet."""

    _inherit = "foreign.trade.metrics.policy"

    def _prospects_query(self):
        """SQL for the rows of those who are not measured as customers.

        Their potential is the weighted mean of what is known of them.
        """
        return SQL(
            """
            WITH prospect AS (%(facts)s)
            SELECT partner_id, %(prospect)s,
                   CASE WHEN potential >= %(a)s THEN 'a' WHEN potential >= %(b)s THEN 'b'
                        WHEN potential IS NOT NULL THEN 'c' END,
                   round(potential::numeric, 4), 0, NULL::date, NULL::date, 0, 0, 0,
                   NULL::numeric, NULL::date, NULL::int, NULL::int, NULL::int, NULL::varchar,
                   0, NULL::int
              FROM prospect
        CROSS JOIN LATERAL (
                   SELECT sum(value * weight) / NULLIF(sum(weight), 0) AS potential
                     FROM (VALUES ((COALESCE(size, frequency) + COALESCE(frequency, size)) / 2,
                                   %(power)s::float8),
                                  (influence, %(market)s::float8),
                                  (fit, %(fit)s::float8)) part(value, weight)
                    WHERE value IS NOT NULL) known
            """,
            facts=self._prospect_facts_query(),
            prospect=PROSPECT,
            a=self.potential_a,
            b=self.potential_b,
            power=self.weight_power,
            market=self.weight_influence,
            fit=self.weight_fit,
        )

    def _prospect_facts_query(self):
        """Customers to be: they have an owner here, asked for something, or got a tier by hand."""
        return SQL(
            """
            SELECT customer.id AS partner_id,
                   ((customer.company_size::int - 1) * 20)::float8 AS size,
                   ((customer.purchase_frequency::int - 1) * 20)::float8 AS frequency,
                   (%(influence)s::jsonb ->> customer.business_type)::float8 AS influence,
                   asked.fit::float8 AS fit
              FROM res_partner customer
         LEFT JOIN res_users owner ON owner.id = customer.user_id
         LEFT JOIN (%(asked)s) asked ON asked.partner_id = customer.id
             WHERE customer.commercial_partner_id = customer.id
               AND customer.active IS TRUE AND customer.partner_share IS TRUE
               AND (customer.company_id IS NULL OR customer.company_id = %(company)s)
               AND NOT (COALESCE(customer.supplier_rank, 0) > 0
                        AND COALESCE(customer.customer_rank, 0) = 0)
               AND NOT EXISTS (SELECT FROM res_company ours WHERE ours.partner_id = customer.id)
               AND NOT EXISTS (SELECT FROM %(new)s known WHERE known.partner_id = customer.id)
               AND (owner.company_id = %(company)s
                    OR customer.company_id = %(company)s AND customer.user_id IS NOT NULL
                    OR asked.partner_id IS NOT NULL)
            """,
            company=self.company_id.id,
            influence=json.dumps(MARKET_INFLUENCE),
            asked=self._asked_query(),
            new=NEW,
        )

    def _asked_query(self):
        """Whoever has a lead, a quotation or a tier set by hand, with the best match of leads."""
        return SQL(
            """
            SELECT buyer.commercial_partner_id AS partner_id, max(source.fit) AS fit FROM (
                SELECT lead.partner_id,
                       CASE WHEN lead.match_profile_id IS NOT NULL THEN lead.match_score END AS fit
                  FROM crm_lead lead LEFT JOIN res_users owner ON owner.id = lead.user_id
                 WHERE lead.partner_id IS NOT NULL
                   AND COALESCE(lead.company_id, owner.company_id, %(company)s) = %(company)s
             UNION ALL
                SELECT partner_id, NULL FROM sale_order
                 WHERE company_id = %(company)s AND state <> 'sale'
             UNION ALL
                SELECT partner_id, NULL FROM foreign_trade_tier_override
                 WHERE company_id = %(company)s AND active IS TRUE) source
              JOIN res_partner buyer ON buyer.id = source.partner_id
          GROUP BY 1
            """,
            company=self.company_id.id,
        )
