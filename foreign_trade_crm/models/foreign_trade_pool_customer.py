from odoo import api, fields, models
from odoo.tools import SQL


class ForeignTradePoolCustomer(models.Model):
    """The customer pool, as anybody who may claim sees it."""

    _name = "foreign.trade.pool.customer"
    _inherit = ["foreign.trade.pool.teaser"]
    _description = "Customer in the Pool"
    _auto = False
    _order = "since desc, id desc"
    _depends = {
        "res.partner": [
            "active",
            "company_id",
            "country_id",
            "name",
            "pool_counted_from",
            "pool_reason_id",
            "pool_since",
        ],
        "foreign.trade.customer.metrics": ["company_id", "partner_id", "tier"],
        "foreign.trade.partner.contact": ["contact_last_at", "partner_id"],
    }

    _pool_model = "res.partner"

    lead_count = fields.Integer(
        "Open Leads", compute="_compute_lead_count", compute_sudo=True, help="They come with it."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT id, company_id, country_id,
                   %s AS customer_tier,
                   %s AS name,
                   pool_since AS since,
                   pool_reason_id AS reason_id,
                   COALESCE(contact_last_at, pool_counted_from, create_date) AS last_activity_at
              FROM %s
             WHERE pool_since IS NOT NULL AND active IS TRUE
            """,
            self._tier(SQL("res_partner.id"), SQL("res_partner.company_id")),
            self._mask(SQL("res_partner.name")),
            self.env["res.partner"]._pool_source(),
        )

    def _compute_lead_count(self):
        rows = self.env["crm.lead"]._read_group(
            [
                ("partner_id.commercial_partner_id", "in", self.ids),
                ("won_status", "=", "pending"),
            ],
            ["partner_id"],
            ["__count"],
        )
        counts = dict.fromkeys(self.ids, 0)
        for partner, count in rows:
            counts[partner.commercial_partner_id.id] += count
        for teaser in self:
            teaser.lead_count = counts[teaser.id]

    @api.model
    def _product_category_query(self):
        """What their leads ask for, and what they have ordered."""
        return SQL(
            """
            SELECT member.commercial_partner_id, line.product_category_id
              FROM res_partner customer
              JOIN res_partner member ON member.commercial_partner_id = customer.id
              JOIN crm_lead lead ON lead.partner_id = member.id
              JOIN crm_lead_product_category_rel line ON line.crm_lead_id = lead.id
             WHERE customer.pool_since IS NOT NULL
         UNION ALL
            SELECT member.commercial_partner_id, template.categ_id
              FROM res_partner customer
              JOIN res_partner member ON member.commercial_partner_id = customer.id
              JOIN sale_order ordered ON ordered.partner_id = member.id
              JOIN sale_order_line line ON line.order_id = ordered.id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE customer.pool_since IS NOT NULL AND ordered.state = 'sale'
            """
        )
