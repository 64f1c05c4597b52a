from odoo import fields, models
from odoo.tools import SQL


class ForeignTradeExchangeReport(models.Model):
    """Confirmed deals in foreign currency: what price and exchange gained beside the quotation.

    One row for each order, figures as on the order itself (``sale_order_exchange.py``).
    """

    _name = "foreign.trade.exchange.report"
    _description = "Gain and Loss by Exchange"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date("Confirmed On", readonly=True)
    quoted_amount = fields.Monetary("Quoted", readonly=True, aggregator=None)
    ordered_amount = fields.Monetary("Ordered", readonly=True, aggregator=None)
    received_amount = fields.Monetary("Received", readonly=True, aggregator=None)
    quotation_rate = fields.Float("Rate at Quotation", digits=0, readonly=True, aggregator=None)
    order_rate = fields.Float("Rate at Order", digits=0, readonly=True, aggregator=None)
    receipt_rate = fields.Float("Rate at Receipt", digits=0, readonly=True, aggregator=None)
    received_home_amount = fields.Monetary(
        "Received in Company Currency", currency_field="company_currency_id", readonly=True
    )
    price_gain = fields.Monetary(
        "Gain by Price", currency_field="company_currency_id", readonly=True
    )
    charges_gain = fields.Monetary(
        "Bank Charges", currency_field="company_currency_id", readonly=True
    )
    exchange_gain = fields.Monetary(
        "Gain by Exchange", currency_field="company_currency_id", readonly=True
    )

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    def _select(self):
        return SQL(
            """
            SELECT sale.id AS id,
                   sale.id AS order_id,
                   sale.partner_id,
                   sale.user_id,
                   sale.team_id,
                   sale.company_id,
                   company.currency_id AS company_currency_id,
                   sale.currency_id,
                   sale.order_rate_date AS date,
                   version.amount_total AS quoted_amount,
                   sale.amount_total AS ordered_amount,
                   COALESCE(sale.trade_paid_amount, 0) AS received_amount,
                   version.rate AS quotation_rate,
                   sale.order_rate,
                   sale.trade_paid_home_amount / NULLIF(sale.trade_paid_amount, 0) AS receipt_rate,
                   COALESCE(sale.trade_paid_home_amount, 0) AS received_home_amount,
                   ROUND((sale.amount_total - version.amount_total) * version.rate, 2)
                       AS price_gain,
                   CASE WHEN sale.trade_payment_state = 'paid'
                        THEN ROUND((sale.trade_paid_amount - sale.amount_total) * version.rate, 2)
                        ELSE 0 END AS charges_gain,
                   COALESCE(sale.trade_paid_home_amount, 0)
                       - ROUND(COALESCE(sale.trade_paid_amount, 0) * version.rate, 2)
                       AS exchange_gain
            """
        )

    def _from(self):
        return SQL(
            """
              FROM sale_order AS sale
              JOIN res_company AS company ON company.id = sale.company_id
              JOIN foreign_trade_quotation_version AS version
                ON version.id = COALESCE(sale.accepted_version_id, sale.last_version_id)
            """
        )

    def _where(self):
        return SQL(
            "WHERE sale.state = 'sale' AND sale.currency_id != company.currency_id"
            " AND version.rate > 0"
        )

    def action_open_order(self):
        self.ensure_one()
        return self.order_id._get_records_action()
