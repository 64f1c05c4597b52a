"""The tier of a customer moves from the partner to its metrics, as one set by hand."""


def migrate(cr, version):
    """In the customer's company, or in every company where it belongs to none."""
    cr.execute(
        "SELECT FROM information_schema.columns WHERE table_schema = current_schema"
        " AND table_name = 'res_partner' AND column_name = 'customer_tier'"
    )
    if not cr.rowcount:
        return
    cr.execute(
        """
        INSERT INTO foreign_trade_tier_override (
                    partner_id, company_id, tier, reason, active, create_uid, write_uid,
                    create_date, write_date)
        SELECT partner.id, company.id, partner.customer_tier, 'Set on the customer', TRUE, 1, 1,
               now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
          FROM res_partner partner
          JOIN res_company company ON company.id = COALESCE(partner.company_id, company.id)
         WHERE partner.customer_tier IS NOT NULL AND partner.commercial_partner_id = partner.id
   ON CONFLICT DO NOTHING
        """
    )
    cr.execute(
        """
        INSERT INTO foreign_trade_customer_metrics (partner_id, company_id, tier)
        SELECT partner_id, company_id, tier FROM foreign_trade_tier_override WHERE active
   ON CONFLICT DO NOTHING
        """
    )
    cr.execute("ALTER TABLE res_partner DROP COLUMN customer_tier")
