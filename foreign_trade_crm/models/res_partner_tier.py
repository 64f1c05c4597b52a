from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.elsewhere_fields import ElsewhereSelection
from .foreign_trade_customer_metrics import TIERS


class ResPartnerTier(models.Model):
    """The tier that a customer has in the company one works in.

    It stands in the customer's metrics and nowhere else: scoring never writes on partners.
    Whoever writes it here sets it by hand.
    """

    _inherit = "res.partner"

    customer_tier = ElsewhereSelection(
        TIERS,
        compute="_compute_customer_tier",
        inverse="_inverse_customer_tier",
        search="_search_customer_tier",
        copy=False,
        groups="base.group_user",
        help="How much the customer matters: computed, or set by hand with a reason.",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_customer_tier(self):
        tiers = self._get_tiers()
        for partner in self:
            partner.customer_tier = tiers.get(partner.commercial_partner_id._origin.id)

    def _get_tiers(self):
        """``{customer id: tier}`` of their companies, in the company one works in."""
        # sudo: whoever reads a customer may know its tier, though not what it is computed from
        rows = (
            self.env["foreign.trade.customer.metrics"]
            .sudo()
            .search_fetch(
                [
                    ("company_id", "=", self.env.company.id),
                    ("partner_id", "in", self.commercial_partner_id.ids),
                    ("tier", "!=", False),
                ],
                ["partner_id", "tier"],
            )
        )
        return {row.partner_id.id: row.tier for row in rows}

    def _inverse_customer_tier(self):
        """Set by hand for good; the pop-up asks for a reason and an end."""
        known = self._get_tiers()
        # read all of them first: an override empties the cache
        tiers = {
            partner.commercial_partner_id: partner.customer_tier
            for partner in self
            if partner._is_tier_given(known.get(partner.commercial_partner_id.id))
        }
        if not tiers:
            return
        self._check_may_set_tier()
        # sudo: checked above; imports and managers set it without a reason of their own
        overrides = self.env["foreign.trade.tier.override"].sudo()
        given = {customer: tier for customer, tier in tiers.items() if tier}
        without = self.browse().union(*(set(tiers) - set(given)))
        overrides._withdraw(without, self.env.company)
        overrides.create(
            [
                {
                    "partner_id": customer.id,
                    "tier": tier,
                    "reason": self.env._("Set on the customer"),
                }
                for customer, tier in given.items()
            ]
        )

    def _is_tier_given(self, known):
        """Whether the field says anything: a form sends what was left empty as well, and of a
        new contact the tier that its company has.
        """
        if self == self.commercial_partner_id:
            return bool(self.customer_tier or known)
        return bool(self.customer_tier) and self.customer_tier != known

    def _check_may_set_tier(self):
        """Where something hangs on the tier, representatives do not set it.

        :raises UserError: for a representative, once there is a policy of pools or metrics
        """
        user = self.env.user
        if self.env.su or not user.has_group("sales_team.group_sale_salesman"):
            return
        if user.has_group("sales_team.group_sale_salesman_all_leads"):
            return
        policies = self.env["foreign.trade.metrics.policy"]
        if not user._pool_sees_all() or policies._get_policy(self.env.company):
            raise UserError(
                self.env._(
                    "The tier says what a customer gets and when it returns to the pool: ask a "
                    "manager."
                )
            )

    @api.model
    def _search_customer_tier(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain.FALSE
        if given := [tier for tier in value if tier]:
            found |= Domain("commercial_partner_id", "in", self._tier_query(given))
        if False in value:
            known = [tier for tier, _label in TIERS]
            found |= Domain("commercial_partner_id", "not in", self._tier_query(known))
        return found

    @api.model
    def _tier_query(self, tiers):
        return SQL(
            """(SELECT partner_id FROM foreign_trade_customer_metrics
                 WHERE company_id = %s AND tier = ANY(%s))""",
            self.env.company.id,
            tiers,
        )

    def _elsewhere_to_sql(self, name, alias):
        """Customers can be grouped and sorted by a tier that their table does not hold."""
        if name == "customer_tier":
            return self._tier_to_sql(SQL.identifier(alias, "commercial_partner_id"))
        return super()._elsewhere_to_sql(name, alias)

    @api.model
    def _tier_to_sql(self, customer, company=None):
        """SQL for the tier of a customer, given SQL for its ID.

        :param SQL company: its ID; default: the company one works in
        """
        return SQL(
            """(SELECT measured.tier FROM foreign_trade_customer_metrics measured
                 WHERE measured.partner_id = %s AND measured.company_id = %s)""",
            customer,
            company or SQL("%s", self.env.company.id),
        )

    def action_set_tier(self):
        """The pop-up that asks for tier, reason and end."""
        self.ensure_one()
        self._check_may_set_tier()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set the Tier"),
            "res_model": "foreign.trade.tier.override",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_partner_id": self.commercial_partner_id.id,
                "default_tier": self.customer_tier,
            },
        }
