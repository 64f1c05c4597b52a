import json

from odoo import models
from odoo.tools import SQL

from ..tools.customer_metrics import MARKET_INFLUENCE, PROSPECT


class ForeignTradeMetricsProspects(models.Model):
    """Prospects in the query that measures all customers: whoever has not ordered yet."""

    _inherit = "foreign.trade.metrics.policy"

    def _prospects_query(self):
        """Customers to be: they have an owner here, asked for something, or got a tier by hand."""
        return SQL(
            """
            WITH asked AS (
                SELECT buyer.commercial_partner_id AS partner_id,
                       max(lead.match_score) FILTER (WHERE lead.match_profile_id IS NOT NULL) AS fit
                  FROM crm_lead lead
                  JOIN res_partner buyer ON buyer.id = lead.partner_id
             LEFT JOIN res_users owner ON owner.id = lead.user_id
                 WHERE COALESCE(lead.company_id, owner.company_id, %(company)s) = %(company)s
              GROUP BY 1),
            quoted AS (
                SELECT DISTINCT buyer.commercial_partner_id AS partner_id
                  FROM sale_order quotation
                  JOIN res_partner buyer ON buyer.id = quotation.partner_id
                 WHERE quotation.company_id = %(company)s AND quotation.state <> 'sale')
            SELECT customer.id AS partner_id,
                   ((customer.company_size::int - 1) * 20)::float8 AS size,
                   ((customer.purchase_frequency::int - 1) * 20)::float8 AS frequency,
                   (%(influence)s::jsonb ->> customer.business_type)::float8 AS influence,
                   asked.fit::float8 AS fit
              FROM res_partner customer
         LEFT JOIN res_users owner ON owner.id = customer.user_id
         LEFT JOIN asked ON asked.partner_id = customer.id
             WHERE customer.commercial_partner_id = customer.id
               AND customer.active IS TRUE AND customer.partner_share IS TRUE
               AND COALESCE(customer.company_id, %(company)s) = %(company)s
               AND NOT (COALESCE(customer.supplier_rank, 0) > 0
                        AND COALESCE(customer.customer_rank, 0) = 0)
               AND NOT EXISTS (SELECT FROM res_company ours WHERE ours.partner_id = customer.id)
               AND NOT EXISTS (SELECT FROM total WHERE total.partner_id = customer.id)
               AND (owner.company_id = %(company)s
                    OR customer.company_id = %(company)s AND customer.user_id IS NOT NULL
                    OR asked.partner_id IS NOT NULL
                    OR EXISTS (SELECT FROM quoted WHERE quoted.partner_id = customer.id)
                    OR EXISTS (SELECT FROM foreign_trade_tier_override given
                                WHERE given.partner_id = customer.id
                                  AND given.company_id = %(company)s AND given.active IS TRUE))
            """,
            company=self.company_id.id,
            influence=json.dumps(MARKET_INFLUENCE),
        )

    def _others_query(self):
        """Prospects: their potential is the weighted mean of what is known of them."""
        return SQL(
            """
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
            prospect=PROSPECT,
            a=self.potential_a,
            b=self.potential_b,
            power=self.weight_power,
            market=self.weight_influence,
            fit=self.weight_fit,
        )
