from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache


class ForeignTradeMetricsPolicy(models.Model):
    """How a company measures its customers and what it does for each tier.

    One policy for each company. While there is none nothing is measured for that company, and
    the only tiers are those set by hand.
    """

    _name = "foreign.trade.metrics.policy"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Customer Metrics Policy"
    _order = "company_id, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    weight_amount = fields.Float("Amount", default=50)
    weight_orders = fields.Float("Frequency", default=20)
    weight_profit = fields.Float("Profit", default=20)
    weight_years = fields.Float("Years of Cooperation", default=10)
    threshold_a = fields.Float(
        "A Below (%)",
        default=80,
        help="A customer is A while those with a higher score make up less than this share of "
        "the total.",
    )
    threshold_b = fields.Float("B Below (%)", default=95, help="B below this share, else C.")
    period_months = fields.Integer(
        "Period (months)",
        default=36,
        help="Amount, frequency and profit of so many months are compared; 0: of all time.",
    )
    dormant_days = fields.Integer(
        "Dormant After (days)", default=365, help="Days without an order, at least."
    )
    dormant_cycles = fields.Float(
        "Dormant After (own cycles)",
        default=2,
        help="Who orders rarely is dormant only after so many of its own order cycles.",
    )
    lifetime_years = fields.Float(
        "Years Ahead", default=3, help="Lifetime value counts the turnover of so many years."
    )
    weight_power = fields.Float("Purchasing Power", default=40)
    weight_influence = fields.Float("Market Influence", default=20)
    weight_fit = fields.Float("Fit", default=40)
    potential_a = fields.Float("Potential A From", default=70)
    potential_b = fields.Float("Potential B From", default=40)
    activities_per_day = fields.Integer(
        "Activities a Day at Most",
        default=10,
        help="So many calls and visits are planned for one owner a day; the best tiers first. "
        "0: no limit.",
    )
    service_ids = fields.One2many(
        "foreign.trade.service.policy", "policy_id", "Service by Tier", copy=True
    )
    computed_at = fields.Datetime("Last Computed", readonly=True, copy=False)

    _company_uniq = models.UniqueIndex(
        "(company_id) WHERE active IS TRUE", "A company has one policy of customer metrics."
    )
    _weights = models.Constraint(
        "CHECK(LEAST(weight_amount, weight_orders, weight_profit, weight_years, weight_power,"
        " weight_influence, weight_fit) >= 0"
        " AND weight_amount + weight_orders + weight_profit + weight_years > 0)",
        "Weights are 0 or more, and one of those for customers is more than 0.",
    )
    _thresholds = models.Constraint(
        "CHECK(0 < threshold_a AND threshold_a <= threshold_b AND threshold_b <= 100"
        " AND 0 <= potential_b AND potential_b <= potential_a AND potential_a <= 100)",
        "Thresholds are between 0 and 100: A below B for customers, A from B on for prospects.",
    )
    _numbers = models.Constraint(
        "CHECK(period_months >= 0 AND dormant_days > 0 AND dormant_cycles >= 0"
        " AND lifetime_years >= 0 AND activities_per_day >= 0)",
        "Months, years and activities are 0 or more; customers are dormant after some days.",
    )

    @api.constrains("period_months")
    def _check_period_months(self):
        if any(policy.period_months > 1200 for policy in self):
            raise ValidationError(self.env._("A period has 1,200 months at most; 0: all time."))

    @api.model
    @ormcache()
    def _get_policy_ids(self):
        """``{company id: id of its active policy}``"""
        # sudo: everybody's customers fall under the policies
        return {policy.company_id.id: policy.id for policy in self.sudo().search(Domain.TRUE)}

    @api.model
    def _get_policy(self, company):
        """The policy of a company as superuser, empty if it has none."""
        return self.sudo().browse(self._get_policy_ids().get(company.id, ()))

    def _today(self):
        """The date where the company is."""
        self.ensure_one()
        return fields.Date.context_today(self.with_context(tz=self._zone()))

    def _zone(self):
        return self.company_id.partner_id.tz or "UTC"

    def action_compute(self):
        """Measure now; the request ends when it is done."""
        self.ensure_one()
        self.check_access("write")
        self.sudo()._compute_metrics()  # sudo: nobody writes the table but this
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("All customers are measured."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
