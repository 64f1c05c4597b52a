from odoo import models
from odoo.tools import SQL

EXPOSURE_QUERY = """
    SELECT customer, SUM(amount), MAX(credit_limit)
      FROM (
            SELECT id AS customer, 0 AS amount, (credit_limit ->> %(key)s)::float AS credit_limit
              FROM res_partner
             WHERE id IN %(customers)s
         UNION ALL
            SELECT partner.commercial_partner_id, line.amount_residual, NULL
              FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id
              JOIN res_partner partner ON partner.id = line.partner_id
             WHERE partner.commercial_partner_id IN %(customers)s
               AND account.account_type = 'asset_receivable'
               AND line.parent_state = 'posted'
               AND line.company_id = %(company)s
               AND line.amount_residual != 0
         UNION ALL
            SELECT partner.commercial_partner_id,
                   line.price_total * (1 - line.qty_invoiced / line.product_uom_qty)
                   / COALESCE(NULLIF(sale.currency_rate, 0), 1),
                   NULL
              FROM sale_order_line line
              JOIN sale_order sale ON sale.id = line.order_id
              JOIN res_partner partner ON partner.id = sale.partner_id
             WHERE partner.commercial_partner_id IN %(customers)s
               AND sale.state = 'sale'
               AND sale.company_id = %(company)s
               AND sale.id NOT IN %(excluded)s
               AND line.product_uom_qty > GREATEST(line.qty_invoiced, 0)
               AND line.is_downpayment IS NOT TRUE
           ) AS open
  GROUP BY customer
"""


class ResPartnerCredit(models.Model):
    _inherit = "res.partner"

    def _get_trade_exposure(self, company, excluded_orders=()):
        """``{id of the commercial partner: (what it owes us or will, its own credit limit)}``.

        Amounts in company currency; the limit is None where the company's default counts.

        Unpaid invoices of the whole commercial partner, less advances, and what of its
        confirmed orders is not invoiced; one query for any number of partners.

        :param excluded_orders: ids of orders that do not count, as they are being judged
        """
        customers = self.commercial_partner_id.ids
        if not customers:
            return {}
        self.env["account.move.line"].flush_model(
            ["account_id", "partner_id", "parent_state", "company_id", "amount_residual"]
        )
        self.env["sale.order"].flush_model(["state", "company_id", "partner_id", "currency_rate"])
        self.env["sale.order.line"].flush_model(
            ["order_id", "price_total", "qty_invoiced", "product_uom_qty", "is_downpayment"]
        )
        self.flush_model(["commercial_partner_id", "credit_limit"])
        query = SQL(
            EXPOSURE_QUERY,
            customers=tuple(customers),
            company=company.id,
            key=str(company.id),
            excluded=tuple(excluded_orders) or (0,),
        )
        rows = self.env.execute_query(query)
        return {
            customer: (company.currency_id.round(float(amount)), limit)
            for customer, amount, limit in rows
        }

    def _get_credit_over(self, company, amount, excluded_orders=()):
        """By how much ``amount`` on top of what is open exceeds the credit limit.

        :param amount: in company currency, as the result is
        :return: None for a customer without a limit, and nothing below zero
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        open_amount, limit = self._get_trade_exposure(company, excluded_orders).get(
            customer.id, (0.0, None)
        )
        if limit is None:
            partners = self.env["res.partner"].with_company(company)
            field = partners._fields["credit_limit"]
            limit = field.get_company_dependent_fallback(partners) or 0.0
        if limit <= 0:
            return None
        return max(company.currency_id.round(open_amount + amount - limit), 0.0)
