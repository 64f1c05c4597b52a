from odoo import api, fields, models
from odoo.tools import SQL


class ForeignTradePoolLead(models.Model):
    """The lead pool: leads that nobody has, for anybody of their team.

    Leads of a pooled customer are not among them: they come with the customer.
    """

    _name = "foreign.trade.pool.lead"
    _inherit = ["foreign.trade.pool.teaser"]
    _description = "Lead in the Pool"
    _auto = False
    _order = "since desc, id desc"
    _depends = {
        "crm.lead": [
            "active",
            "channel_id",
            "company_id",
            "contact_last_at",
            "contact_name",
            "country_id",
            "partner_id",
            "partner_name",
            "pool_reason_id",
            "pool_since",
            "team_id",
            "type",
            "user_id",
            "won_status",
        ],
        "foreign.trade.customer.metrics": ["company_id", "partner_id", "tier"],
        "res.partner": ["commercial_partner_id", "pool_member"],
    }

    _pool_model = "crm.lead"

    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    channel_id = fields.Many2one("foreign.trade.channel", readonly=True)
    type = fields.Selection(
        [("lead", "Lead"), ("opportunity", "Opportunity")], string="Kind", readonly=True
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT crm_lead.id, crm_lead.company_id, crm_lead.team_id, crm_lead.channel_id,
                   crm_lead.type,
                   COALESCE(crm_lead.country_id, customer.country_id) AS country_id,
                   %s AS customer_tier,
                   COALESCE(%s, '•••') AS name,
                   COALESCE(crm_lead.pool_since, crm_lead.create_date) AS since,
                   crm_lead.pool_reason_id AS reason_id,
                   COALESCE(crm_lead.contact_last_at, crm_lead.create_date) AS last_activity_at
              FROM crm_lead
         LEFT JOIN res_partner customer ON customer.id = crm_lead.partner_id
             WHERE crm_lead.user_id IS NULL
               AND crm_lead.active IS TRUE
               AND crm_lead.won_status = 'pending'
               AND customer.pool_member IS NOT TRUE
            """,
            self._tier(SQL("customer.commercial_partner_id"), SQL("crm_lead.company_id")),
            self._mask(
                SQL(
                    "COALESCE(NULLIF(crm_lead.partner_name, ''), NULLIF(crm_lead.contact_name, ''))"
                )
            ),
        )

    @api.model
    def _product_category_query(self):
        return SQL(
            """
            SELECT crm_lead.id, line.product_category_id
              FROM crm_lead
              JOIN crm_lead_product_category_rel line ON line.crm_lead_id = crm_lead.id
             WHERE crm_lead.user_id IS NULL
            """
        )
