from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

from ..tools.pool_columns import FOLLOWED_AT, FREE_LEAD, OWNED_LEAD, UNWARNED, WARNED


class CrmLeadPool(models.Model):
    """Leads without an owner may be claimed; those of a pooled customer wait with it."""

    _name = "crm.lead"
    _inherit = ["foreign.trade.pool.work.mixin", "foreign.trade.pool.mixin", "crm.lead"]

    pool_hidden = fields.Boolean(
        copy=False,
        groups=NO_ACCESS,
        help="Returned under a policy that hides such leads until they are claimed.",
    )

    _pool_member_idx = models.Index("(id) WHERE pool_member IS TRUE")
    _pool_free_idx = models.Index(
        f"((COALESCE(pool_since, create_date)) DESC, id DESC) WHERE {FREE_LEAD}"
    )
    _pool_warn_idx = models.Index(f"(({FOLLOWED_AT})) WHERE {OWNED_LEAD} AND {UNWARNED}")
    _pool_take_back_idx = models.Index(f"(pool_warned_at) WHERE {OWNED_LEAD} AND {WARNED}")

    @api.depends("partner_id.pool_member", "pool_hidden")
    def _compute_pool_member(self):
        for lead in self:
            lead.pool_member = lead.pool_hidden or lead.partner_id.pool_member

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        result = super()._register_contacts(rows)
        self._pool_followed_up({row[0] for row in rows})
        return result

    def action_pool_release(self):
        return self.env["foreign.trade.pool.release"]._open(self)

    # ---------------------------------------------------------------------------- leads in pools

    def _pool_free_condition(self):
        """Leads of a pooled customer are claimed with it."""
        return SQL(
            """%s AND NOT EXISTS (
                SELECT 1 FROM res_partner customer
                 WHERE customer.id = crm_lead.partner_id AND customer.pool_member IS TRUE
            )""",
            SQL(FREE_LEAD),
        )

    def _pool_filter_free(self):
        """Lost and won ones are history, not claims."""
        return (
            super()
            ._pool_filter_free()
            .filtered(lambda lead: lead.active and lead.won_status == "pending")
        )

    def _pool_check_kind(self):
        for lead in self:
            if not lead.user_id:
                raise UserError(self.env._("%(name)s has no owner.", name=lead.display_name))
            if lead.type != "lead" or not lead.active or lead.won_status != "pending":
                raise UserError(
                    self.env._(
                        "%(name)s is not an open lead: opportunities go with their customer.",
                        name=lead.display_name,
                    )
                )

    def _pool_due_condition(self, unwarned):
        return SQL("%s AND %s", SQL(OWNED_LEAD), SQL(UNWARNED if unwarned else WARNED))

    def _pool_count_owned(self, user):
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM crm_lead WHERE user_id = %s AND %s",
                user.id,
                SQL(OWNED_LEAD),
            )
        )
        return count

    def _pool_limit(self, policy):
        return policy.lead_limit

    def _pool_after_enter(self, owners, reason):
        for lead in self:
            company = lead.company_id or owners[lead.id].company_id
            policy = self.env["foreign.trade.pool.policy"]._get_policy(company)
            if policy.hide_leads:
                lead.pool_hidden = True

    def _pool_leave_free(self):
        return super()._pool_leave_free()._pool_show()

    def _pool_leave_for_owner(self):
        return super()._pool_leave_for_owner()._pool_show()

    def _pool_show(self):
        self.filtered("pool_hidden").write({"pool_hidden": False})
        return self

    @api.model
    def _pool_protection_labels(self):
        return {
            **super()._pool_protection_labels(),
            "quotation": self.env._("quotation %(name)s"),
        }

    def _pool_protection_queries(self):
        """Orders, and quotations that are valid or that somebody still works on."""
        now = fields.Datetime.now()
        patience = [lead._pool_policy().lead_days for lead in self]
        quotations = SQL(
            """
            SELECT opportunity_id, 'quotation', name
              FROM sale_order
              JOIN unnest(%s::int[], %s::timestamp[]) AS owned(id, since)
                ON owned.id = opportunity_id
             WHERE state = 'sale' OR state IN ('draft', 'sent')
               AND (validity_date >= %s OR write_date >= owned.since)
            """,
            self.ids,
            [now - timedelta(days=days) if days else datetime.min for days in patience],
            fields.Date.today(),
        )
        return super()._pool_protection_queries() + [quotations]
