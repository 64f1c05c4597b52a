"""Deals in a currency without any rate were counted one to one; they count nothing by now."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE crm_lead AS lead
           SET deal_rate = 0, expected_revenue = 0, prorated_revenue = 0
          FROM crm_lead AS known
          LEFT JOIN crm_team AS team ON team.id = known.team_id
          LEFT JOIN res_users AS owner ON owner.id = known.user_id
          JOIN res_company AS company ON company.id = COALESCE(
               known.company_id, team.company_id, owner.company_id,
               (SELECT min(id) FROM res_company))
         WHERE known.id = lead.id AND lead.deal_rate = 1 AND lead.deal_amount != 0
           AND lead.deal_currency_id != company.currency_id
           AND NOT EXISTS (
               SELECT FROM res_currency_rate AS rate
                WHERE rate.currency_id = lead.deal_currency_id
                  AND (rate.company_id IS NULL
                       OR rate.company_id = split_part(company.parent_path, '/', 1)::int))
        """
    )
