"""The one competitor of a deal becomes the first line of its competitors."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists

COLUMNS = ("competitor_name", "competitor_price", "competitor_currency_id")
#: each name once, however it is written
NEW_COMPETITORS = """
    INSERT INTO foreign_trade_competitor
                (name, active, create_uid, create_date, write_uid, write_date)
         SELECT DISTINCT ON (lower(btrim(lead.competitor_name)))
                btrim(lead.competitor_name), TRUE, 1, now(), 1, now()
           FROM crm_lead AS lead
          WHERE btrim(lead.competitor_name) <> ''
            AND NOT EXISTS (
                SELECT 1 FROM foreign_trade_competitor AS known
                 WHERE lower(known.name) = lower(btrim(lead.competitor_name)))
       ORDER BY lower(btrim(lead.competitor_name)), lead.id
"""
#: of each deal that named one or knew a price
NEW_LINES = """
    INSERT INTO foreign_trade_deal_competitor
                (lead_id, sequence, competitor_id, price, currency_id, price_basis,
                 noted_on, create_uid, create_date, write_uid, write_date)
         SELECT lead.id, 10, competitor.id, GREATEST(lead.competitor_price, 0),
                CASE WHEN lead.competitor_price > 0 THEN COALESCE(
                    lead.competitor_currency_id, lead.deal_currency_id, company.currency_id)
                END,
                'unit', lead.write_date::date, 1, now(), 1, now()
           FROM crm_lead AS lead
           LEFT JOIN foreign_trade_competitor AS competitor
             ON lower(competitor.name) = lower(btrim(lead.competitor_name))
           LEFT JOIN res_company AS company
             ON company.id = COALESCE(
                lead.company_id, (SELECT min(id) FROM res_company))
          WHERE (btrim(lead.competitor_name) <> '' OR lead.competitor_price > 0)
            AND NOT EXISTS (
                SELECT 1 FROM foreign_trade_deal_competitor AS line
                 WHERE line.lead_id = lead.id)
"""


def migrate(cr, version):
    """Nothing is left behind in the old columns, so they go."""
    if not all(column_exists(cr, "crm_lead", column) for column in COLUMNS):
        return
    cr.execute(NEW_COMPETITORS)
    cr.execute(NEW_LINES)
    for column in COLUMNS:
        cr.execute(SQL("ALTER TABLE crm_lead DROP COLUMN %s", SQL.identifier(column)))
