from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

#: customer tiers, see ``res.partner.customer_tier``
TIERS = ("a", "b", "c", "d")

#: whoever changes one of these changes whom taking back hits: it has to be previewed again
DECIDING = ("company_id", "days_none", "lead_days", *(f"days_{tier}" for tier in TIERS))


class ForeignTradePoolPolicy(models.Model):
    """How long customers and leads stay with an owner who does not follow them up.

    One policy for each company. While there is none, nothing enters a pool and every rule of
    access stays as Odoo has it. Taking back is off until a manager has previewed whom it would
    hit and switches it on; see ``foreign_trade_pool_take_back.py``.
    """

    _name = "foreign.trade.pool.policy"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Pool Policy"
    _order = "company_id, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Its customers and leads, and those without a company whose owner works there.",
    )
    days_a = fields.Integer("Tier A", help="Days without follow-up; 0: never taken back.")
    days_b = fields.Integer("Tier B", help="Days without follow-up; 0: never taken back.")
    days_c = fields.Integer("Tier C", help="Days without follow-up; 0: never taken back.")
    days_d = fields.Integer("Tier D", help="Days without follow-up; 0: never taken back.")
    days_none = fields.Integer("Without Tier", help="Days without follow-up; 0: never taken back.")
    lead_days = fields.Integer("Leads", help="Days without follow-up; 0: never taken back.")
    warn_days = fields.Integer(
        "Warn Before (days)",
        default=3,
        help="The owner is warned so many days before; nothing is taken back without a warning.",
    )
    order_days = fields.Integer(
        "Protected After an Order (days)",
        help="A customer is not taken back for so many days after the last order.",
    )
    customer_limit = fields.Integer(
        "Customers at Most", help="Whoever owns so many customers claims no more; 0: no limit."
    )
    lead_limit = fields.Integer(
        "Leads at Most", help="Whoever owns so many open leads claims no more; 0: no limit."
    )
    claims_per_day = fields.Integer(help="Customers and leads together; 0: no limit.")
    cooling_days = fields.Integer(
        "Cooling-off (days)",
        help="So long after losing or releasing it may a former owner not claim it again.",
    )
    hide_leads = fields.Boolean(
        "Hide Returned Leads",
        help="Leads that were released or taken back show only what the pool shows until "
        "somebody claims them.",
    )
    take_back = fields.Boolean("Taking Back Is On", readonly=True, copy=False)
    previewed_at = fields.Datetime("Previewed On", readonly=True, copy=False)
    previewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _company_uniq = models.UniqueIndex(
        "(company_id) WHERE active IS TRUE", "A company has one pool policy."
    )
    _positive = models.Constraint(
        "CHECK(LEAST(days_a, days_b, days_c, days_d, days_none, lead_days, warn_days, order_days,"
        " customer_limit, lead_limit, claims_per_day, cooling_days) >= 0)",
        "Days and limits of a pool policy are 0 or more.",
    )

    @api.constrains("warn_days", *DECIDING)
    def _check_warn_days(self):
        for policy in self:
            days = [policy[name] for name in DECIDING if name != "company_id"]
            if any(0 < count <= policy.warn_days for count in days):
                raise ValidationError(
                    self.env._(
                        "%(policy)s warns %(count)s days before: a time without follow-up has "
                        "to be longer than that.",
                        policy=policy.name,
                        count=policy.warn_days,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_preview_values(vals)
        policies = super().create(vals_list)
        policies._check_previewed()
        return policies

    def write(self, vals):
        """What decides whom it hits was changed: taking back waits for a new preview."""
        self._check_preview_values(vals)
        changed = self.filtered(lambda policy: policy._is_decided_anew(vals))
        result = super().write(vals)
        if changed:
            # sudo: a preview is noted by the preview alone, its end as well
            changed.sudo().write({"take_back": False, "previewed_at": False})
        if vals.get("take_back"):
            self._check_previewed()
        return result

    def _is_decided_anew(self, vals):
        return bool(self.previewed_at or self.take_back) and any(
            name in vals and self._fields[name].convert_to_write(self[name], self) != vals[name]
            for name in DECIDING
        )

    @api.model
    def _check_preview_values(self, vals):
        if (vals.get("previewed_at") or vals.get("previewed_by_id")) and not self.env.su:
            raise UserError(self.env._("Open the preview to have previewed it."))

    def _check_previewed(self):
        if any(policy.take_back and not policy.previewed_at for policy in self):
            raise UserError(
                self.env._("Preview whom taking back would hit before you switch it on.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_pool_in_use(self):
        """Without a policy nobody could claim what is in the pool, and everybody would see it."""
        left = self.with_context(active_test=False).search_count([("id", "not in", self.ids)])
        # sudo: whoever may delete policies, what is in a pool counts
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        if not left and partners.search_count([("pool_member", "=", True)], limit=1):
            raise UserError(
                self.env._("There are customers in the pool. Archive the policy instead.")
            )

    @api.model
    @ormcache()
    def _get_policy_ids(self):
        """``({company id: id of its active policy}, whether there ever was a policy)``"""
        # sudo: everybody's customers fall under the policies
        policies = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        active = policies.filtered("active")
        return {policy.company_id.id: policy.id for policy in active}, bool(policies)

    @api.model
    def _is_used(self):
        """Whether anything may be in a pool: False as long as nobody ever wrote a policy."""
        return self._get_policy_ids()[1]

    @api.model
    def _get_policy(self, company):
        """The policy of a company as superuser, empty if it has none."""
        return self.sudo().browse(self._get_policy_ids()[0].get(company.id, ()))

    def action_preview(self):
        self.ensure_one()
        return self.env["foreign.trade.pool.preview"]._open(self)

    def action_switch_off(self):
        self.write({"take_back": False})

    def action_switch_on(self):
        self.write({"take_back": True})
