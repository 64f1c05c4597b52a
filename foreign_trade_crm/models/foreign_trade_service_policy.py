from odoo import api, fields, models
from odoo.tools import ormcache

from .foreign_trade_customer_metrics import LIFECYCLES, TIERS


class ForeignTradeServicePolicy(models.Model):
    """What customers of one tier get: calls, visits, answers in time, discount, protection."""

    _name = "foreign.trade.service.policy"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Service Policy of a Tier"
    _order = "policy_id, sequence, id"
    _rec_name = "tier"

    policy_id = fields.Many2one(
        "foreign.trade.metrics.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    lifecycle = fields.Selection(LIFECYCLES, required=True, default="won")
    tier = fields.Selection(TIERS, help="Leave empty for customers without a tier.")
    call_days = fields.Integer(
        "Contact Every (days)", help="The owner gets a call to make; 0: none is planned."
    )
    visit_days = fields.Integer(
        "Visit Every (days)", help="The owner gets a visit to make; 0: none is planned."
    )
    until_days = fields.Integer(
        "Ends After (days)",
        help="Since a prospect came in or a customer last ordered; 0: never. One in four buys "
        "only after a year or two.",
    )
    response_hours = fields.Float(
        "Answer Within (hours)",
        help="Instead of what the deadline policy for the first response says; 0: as there.",
    )
    discount_ceiling = fields.Float(
        "Discount Ceiling (%)",
        help="Discount that needs nobody's approval; 0: the approval rules alone decide.",
    )
    pool_protected = fields.Boolean(
        "Never Taken Back", help="These customers do not return to the pool by themselves."
    )

    _tier_uniq = models.UniqueIndex(
        "(policy_id, lifecycle, (COALESCE(tier, '')))", "A tier has one service policy."
    )
    _positive = models.Constraint(
        "CHECK(LEAST(call_days, visit_days, until_days, response_hours) >= 0"
        " AND discount_ceiling BETWEEN 0 AND 100)",
        "Days and hours are 0 or more, and a discount is between 0 and 100 %.",
    )

    @api.model
    @ormcache()
    def _get_service_ids(self):
        """``{(company id, lifecycle, tier or False): id}`` of the active policies' services."""
        # sudo: everybody's customers fall under the policies
        services = self.sudo().search([("policy_id.active", "=", True)])
        return {
            (service.company_id.id, service.lifecycle, service.tier): service.id
            for service in services
        }

    @api.model
    @ormcache()
    def _promises_answers(self):
        """Whether any tier has a response time of its own."""
        # sudo: everybody's customers fall under the policies
        found = self.sudo().search_count(
            [("policy_id.active", "=", True), ("response_hours", ">", 0)], limit=1
        )
        return bool(found)

    @api.model
    def _get_services(self, partners, company):
        """``{partner id: its service policy as superuser}``; those without one are left out.

        One query for any number of partners, none while no policy has services.
        """
        services = self._get_service_ids()
        if not services or not partners:
            return {}
        # sudo: what a tier gets holds for customers out of the user's reach as well
        customers = {partner.id: partner.commercial_partner_id.id for partner in partners.sudo()}
        rows = (
            self.env["foreign.trade.customer.metrics"]
            .sudo()
            .search_fetch(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", list(set(customers.values()))),
                ],
                ["partner_id", "lifecycle", "tier"],
            )
        )
        found = {
            row.partner_id.id: services.get((company.id, row.lifecycle, row.tier)) for row in rows
        }
        return {
            partner_id: self.sudo().browse(found[customer_id])
            for partner_id, customer_id in customers.items()
            if found.get(customer_id)
        }
