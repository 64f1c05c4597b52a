from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class CrmLeadTeam(models.Model):
    """The team of a customer works on its leads and deals, and that of a lead on its customer."""

    _name = "crm.lead"
    _inherit = ["foreign.trade.team.mixin", "crm.lead"]

    _sharer_field = "lead_id"

    clerk_id = fields.Many2one(
        compute="_compute_clerk_id",
        store=True,
        readonly=False,
        tracking=True,
        prefetch="trade_details",
    )
    sharer_ids = fields.One2many(
        "foreign.trade.sharer", "lead_id", "Sharers", copy=False, groups="base.group_user"
    )

    def _auto_init(self):
        """No customer has a clerk yet: spare the ORM the computation for a million records."""
        if not column_exists(self.env.cr, self._table, "clerk_id"):
            create_column(self.env.cr, self._table, "clerk_id", "int4")
        return super()._auto_init()

    @api.depends("partner_id")
    def _compute_clerk_id(self):
        for lead in self:
            if lead.partner_id and not lead.clerk_id:
                lead.clerk_id = lead.partner_id.commercial_partner_id.clerk_id

    @api.model
    def _get_team_source_fields(self):
        return super()._get_team_source_fields() | {"partner_id"}

    def _get_team_source(self):
        return self.partner_id.commercial_partner_id

    def _create_customer(self, with_parent=None):
        """The customer a lead becomes has the same people."""
        partner = super()._create_customer(with_parent=with_parent)
        # sudo: converting is enough; who shares was decided on the lead
        customer, lead = partner.sudo().commercial_partner_id, self.sudo()
        if lead.clerk_id and not customer.clerk_id:
            customer.clerk_id = lead.clerk_id
        if lead.sharer_ids and not customer.sharer_ids:
            lead.env["foreign.trade.sharer"].create(
                lead.sharer_ids._prepare_copies("partner_id", customer)
            )
        return partner

    def _change_owner(self, user, reason=False):
        """Who shared with the former owner shares nothing with the next, once it was nobody's."""
        if not user:
            self.sudo().sharer_ids.unlink()  # sudo: releasing is enough
        return super()._change_owner(user, reason)

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "clerk_id"]

    def _merge_dependences(self, opportunities):
        self._adopt_sharers(opportunities)
        return super()._merge_dependences(opportunities)
