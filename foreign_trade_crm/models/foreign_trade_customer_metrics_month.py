from odoo import fields, models

from ..tools.plain_many2one import PlainMany2one
from .foreign_trade_customer_metrics import LIFECYCLES, SEGMENTS, TIERS


class ForeignTradeCustomerMetricsMonth(models.Model):
    """How a customer stood in a month: as it is now, or as it was when the month ended."""

    _name = "foreign.trade.customer.metrics.month"
    _description = "Customer Metrics of a Month"
    _log_access = False
    _rec_name = "partner_id"
    _order = "month desc, id"

    partner_id = PlainMany2one("res.partner", "Customer", required=True, readonly=True)
    company_id = PlainMany2one("res.company", required=True, readonly=True)
    month = fields.Date(required=True, readonly=True, help="Its first day.")
    lifecycle = fields.Selection(LIFECYCLES, readonly=True)
    tier = fields.Selection(TIERS, readonly=True)
    segment = fields.Selection(SEGMENTS, readonly=True)
    r_score = fields.Integer("Recency", readonly=True, aggregator="avg")
    f_score = fields.Integer("Frequency", readonly=True, aggregator="avg")
    m_score = fields.Integer("Monetary", readonly=True, aggregator="avg")

    _partner_month_uniq = models.UniqueIndex("(partner_id, company_id, month)")
