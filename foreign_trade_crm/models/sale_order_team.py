from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class SaleOrderTeam(models.Model):
    """The team of a deal, else of its customer, works on the order."""

    _name = "sale.order"
    _inherit = ["foreign.trade.team.mixin", "sale.order"]

    _sharer_field = "order_id"

    clerk_id = fields.Many2one(
        compute="_compute_clerk_id", store=True, readonly=False, precompute=True, tracking=True
    )
    sharer_ids = fields.One2many(
        "foreign.trade.sharer", "order_id", "Sharers", copy=False, groups="base.group_user"
    )

    def _auto_init(self):
        """No customer has a clerk yet: spare the ORM the computation for a million records."""
        if not column_exists(self.env.cr, self._table, "clerk_id"):
            create_column(self.env.cr, self._table, "clerk_id", "int4")
        return super()._auto_init()

    @api.depends("partner_id", "opportunity_id")
    def _compute_clerk_id(self):
        for order in self:
            if not order.clerk_id:
                deal, customer = order.opportunity_id, order.partner_id.commercial_partner_id
                order.clerk_id = deal.clerk_id or customer.clerk_id

    @api.model
    def _get_team_source_fields(self):
        return super()._get_team_source_fields() | {"partner_id", "opportunity_id"}

    def _get_team_source(self):
        if self.opportunity_id.sharer_ids:
            return self.opportunity_id
        return self.partner_id.commercial_partner_id
