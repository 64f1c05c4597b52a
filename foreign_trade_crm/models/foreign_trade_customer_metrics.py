from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.plain_many2one import PlainMany2one

TIERS = [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]
LIFECYCLES = [("prospect", "Prospect"), ("won", "Won"), ("dormant", "Dormant")]
SEGMENTS = [
    ("champions", "Champions"),
    ("loyal", "Loyal"),
    ("potential", "Potential Loyalist"),
    ("new", "New Customer"),
    ("promising", "Promising"),
    ("attention", "Need Attention"),
    ("about_to_sleep", "About to Sleep"),
    ("at_risk", "At Risk"),
    ("cant_lose", "Can't Lose"),
    ("lost", "Lost"),
]
#: more days ago is an earlier date
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class ForeignTradeCustomerMetrics(models.Model):
    """What a customer is worth to a company: one row for each commercial partner and company.

    A scheduled action writes the rows, see ``foreign_trade_customer_metrics_pass.py``; nobody
    else does. Amounts are in the company's currency, each order at the rate of its date, less
    what was credited. Days that pass are counted when somebody looks.
    """

    _name = "foreign.trade.customer.metrics"
    _description = "Customer Metrics"
    _log_access = False
    _rec_name = "partner_id"
    _order = "amount_year desc, amount_total desc, id"

    partner_id = PlainMany2one("res.partner", "Customer", required=True, readonly=True)
    company_id = PlainMany2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    country_id = fields.Many2one(related="partner_id.country_id")
    contact_last_at = fields.Datetime(related="partner_id.contact_last_at")
    lifecycle = fields.Selection(
        LIFECYCLES,
        readonly=True,
        help="Prospect: has not ordered yet. Dormant: has not ordered for longer than your "
        "settings say. Empty: not measured yet.",
    )
    tier = fields.Selection(
        TIERS, readonly=True, help="Set by hand while that is valid, computed otherwise."
    )
    tier_computed = fields.Selection(TIERS, "Computed Tier", readonly=True)
    tier_score = fields.Float(
        readonly=True,
        digits=(16, 6),
        aggregator="avg",
        groups="foreign_trade_crm.group_cost",
        help="Customers: per cent of the company's total of amount, orders, profit and years, as "
        "weighted in the settings. Prospects: potential, 0 to 100.",
    )
    order_count = fields.Integer("Orders", readonly=True)
    first_order_date = fields.Date("First Order", readonly=True)
    last_order_date = fields.Date("Last Order", readonly=True)
    amount_total = fields.Monetary(
        "Turnover",
        readonly=True,
        help="Confirmed orders without tax at the rates of their dates, less credit notes.",
    )
    amount_year = fields.Monetary("Turnover of 12 Months", readonly=True)
    profit = fields.Monetary(
        readonly=True,
        groups="foreign_trade_crm.group_cost",
        help="Margin of the confirmed orders, less credit notes.",
    )
    cycle_days = fields.Float(
        "Order Cycle (days)",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="Median number of days from one order to the next; needs two days with orders.",
    )
    next_order_date = fields.Date("Next Order Expected", readonly=True)
    recency_days = fields.Integer(
        "Days Since Last Order",
        compute="_compute_days",
        search="_search_recency_days",
        aggregator="avg",
    )
    overdue_days = fields.Integer(
        "Days Overdue",
        compute="_compute_days",
        search="_search_overdue_days",
        aggregator="avg",
        help="Days since the next order was to be expected.",
    )
    r_score = fields.Integer("Recency", readonly=True, aggregator="avg")
    f_score = fields.Integer("Frequency", readonly=True, aggregator="avg")
    m_score = fields.Integer("Monetary", readonly=True, aggregator="avg")
    segment = fields.Selection(SEGMENTS, readonly=True, group_expand=True)
    lifetime_value = fields.Monetary(
        readonly=True,
        help="Turnover so far, and what the yearly average promises for the years that the "
        "settings look ahead, less the churn risk.",
    )
    churn_risk = fields.Integer(
        "Churn Risk (%)",
        readonly=True,
        aggregator="avg",
        help="0 until the next order is due, 50 when it is a whole cycle late, 75 at two.",
    )

    _partner_company_uniq = models.UniqueIndex("(partner_id, company_id)")
    _company_segment_idx = models.Index("(company_id, segment)")
    _company_next_idx = models.Index("(company_id, next_order_date) WHERE lifecycle = 'won'")

    @api.depends("last_order_date", "next_order_date")
    def _compute_days(self):
        today = fields.Date.context_today(self)
        for row in self:
            row.recency_days = (today - row.last_order_date).days if row.last_order_date else 0
            due = row.next_order_date
            row.overdue_days = max((today - due).days, 0) if due else 0

    def _field_to_sql(self, alias, field_expr, query=None):
        """Days can be sorted, grouped and summed although no row holds them."""
        today = fields.Date.context_today(self)
        if field_expr == "recency_days":
            return SQL("(%s::date - %s)", today, SQL.identifier(alias, "last_order_date"))
        if field_expr == "overdue_days":
            due = SQL.identifier(alias, "next_order_date")
            return SQL("GREATEST(%s::date - %s, 0)", today, due)
        return super()._field_to_sql(alias, field_expr, query)

    def _search_recency_days(self, operator, value):
        return self._search_days("last_order_date", operator, value)

    def _search_overdue_days(self, operator, value):
        return self._search_days("next_order_date", operator, value)

    @api.model
    def _search_days(self, name, operator, value):
        """So many days since that date."""
        today = fields.Date.context_today(self)
        if operator == "in":
            return Domain(name, "in", [today - timedelta(days=days) for days in value])
        if operator not in FLIPPED:
            return NotImplemented
        return Domain(name, FLIPPED[operator], today - timedelta(days=value))

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    def action_log_contact(self):
        self.ensure_one()
        return self.partner_id.action_log_contact()

    def action_set_tier(self):
        self.ensure_one()
        return self.partner_id.with_company(self.company_id).action_set_tier()
