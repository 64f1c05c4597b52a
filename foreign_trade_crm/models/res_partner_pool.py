from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.pool_columns import (
    COUNTED_FROM,
    OWNED_CUSTOMER,
    UNWARNED,
    WARNED,
    WARNED_CUSTOMER,
)


class ResPartnerPool(models.Model):
    """Customers that nobody follows up return to the customer pool, with all that is theirs."""

    _name = "res.partner"
    _inherit = ["foreign.trade.pool.mixin", "res.partner"]

    _pool_member_idx = models.Index("(id) WHERE pool_member IS TRUE")
    _pool_since_idx = models.Index("(pool_since) WHERE pool_since IS NOT NULL")
    _pool_warn_idx = models.Index(f"(({COUNTED_FROM})) WHERE {OWNED_CUSTOMER}")
    _pool_take_back_idx = models.Index(
        f"(pool_warned_at) WHERE {OWNED_CUSTOMER} AND {WARNED_CUSTOMER}"
    )

    @api.depends("commercial_partner_id.pool_since")
    def _compute_pool_member(self):
        for partner in self:
            partner.pool_member = bool(partner.commercial_partner_id.pool_since)

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        result = super()._register_contacts(rows)
        # sudo: contact with a person is contact with the company
        partners = self.sudo().browse({row[0] for row in rows})
        self._pool_followed_up(set(partners.commercial_partner_id.ids))
        return result

    def action_pool_release(self):
        return self.env["foreign.trade.pool.release"]._open(self)

    # ------------------------------------------------------------------------ customers in pools

    def _pool_free_condition(self):
        return SQL("pool_since IS NOT NULL AND user_id IS NULL AND active IS TRUE")

    def _pool_filter_free(self):
        """A customer that nobody has and that is in no pool, as a new one, is no claim."""
        return self.browse()

    def _pool_check_kind(self):
        for partner in self:
            if partner.commercial_partner_id != partner:
                raise UserError(
                    self.env._(
                        "%(name)s is a contact: release its company, %(company)s.",
                        name=partner.display_name,
                        company=partner.commercial_partner_id.display_name,
                    )
                )
            if not partner.user_id:
                raise UserError(self.env._("%(name)s has no owner.", name=partner.display_name))
        if internal := self._pool_filter_internal():
            raise UserError(
                self.env._(
                    "%(names)s is one of ours and no customer.",
                    names=", ".join(internal.mapped("display_name")),
                )
            )

    def _pool_filter_internal(self):
        """Our own companies, and whoever works here: never to be hidden from anybody."""
        family = self._pool_family()
        companies = self.env["res.company"].sudo().search([("partner_id", "in", family.ids)])
        own = family.filtered(lambda partner: not partner.partner_share) | companies.partner_id
        return self & own.commercial_partner_id

    def _pool_family(self):
        """These companies with all their contacts, the archived ones too."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        return partners.search([("commercial_partner_id", "in", self.ids)])

    def _pool_due_condition(self, unwarned):
        return SQL(
            "%s AND %s AND NOT (supplier_rank > 0 AND customer_rank = 0)",
            SQL(OWNED_CUSTOMER),
            SQL(UNWARNED if unwarned else f"{WARNED_CUSTOMER} AND {WARNED}"),
        )

    @api.model
    def _pool_source(self):
        return SQL(
            """res_partner LEFT JOIN (
                SELECT partner_id AS contacted_id, contact_last_at
                  FROM foreign_trade_partner_contact) contact ON contacted_id = id"""
        )

    @api.model
    def _pool_counted_from(self):
        return SQL("(%s)", SQL(COUNTED_FROM))

    @api.model
    def _pool_count_contacts(self, until, limit):
        """Customers that somebody is saving at the moment are left to the next run."""
        found = self.env.execute_query(
            SQL(
                """
                UPDATE res_partner
                   SET pool_counted_from = later.contact_last_at
                  FROM (SELECT id, contact_last_at FROM %s
                         WHERE %s AND %s <= %s AND contact_last_at > %s
                         ORDER BY %s LIMIT %s FOR NO KEY UPDATE OF res_partner SKIP LOCKED) later
                 WHERE res_partner.id = later.id
             RETURNING res_partner.id
                """,
                self._pool_source(),
                SQL(OWNED_CUSTOMER),
                self._pool_counted_from(),
                until,
                self._pool_counted_from(),
                self._pool_counted_from(),  # see the policy's _find_due
                limit,
            )
        )
        self.browse(row[0] for row in found).invalidate_recordset(["pool_counted_from"])
        return len(found)

    def _pool_count_owned(self, user):
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM res_partner WHERE user_id = %s AND %s",
                user.id,
                SQL(OWNED_CUSTOMER),
            )
        )
        return count

    def _pool_limit(self, policy):
        return policy.customer_limit

    # ----------------------------------------------------------------- what goes with a customer

    def _pool_after_enter(self, owners, reason):
        """Contacts and open leads of the former owner wait with their customer."""
        nobody = self.env["res.users"]
        contacts = (self._pool_family() - self).filtered(
            lambda contact: (
                contact.user_id and contact.user_id == owners.get(contact.commercial_partner_id.id)
            )
        )
        contacts._change_owner(nobody, reason)
        self._pool_open_leads().filtered("user_id")._change_owner(nobody, reason)

    def _pool_after_leave(self, user, reason):
        """Contacts and open leads that waited with their customer go to its new owner."""
        waiting = (self._pool_family() - self).filtered(
            lambda contact: not contact.user_id and contact.active and not contact.is_company
        )
        waiting._change_owner(user, reason)
        leads = self._pool_open_leads().filtered(lambda lead: not lead.user_id)
        leads.filtered("pool_since")._pool_leave_for_owner()
        leads._change_owner(user, reason)

    def _pool_open_leads(self):
        leads = self.env["crm.lead"].sudo()
        return leads.search(
            [
                ("partner_id.commercial_partner_id", "in", self.ids),
                ("won_status", "=", "pending"),
            ]
        )

    def _pool_assign(self, user, reason):
        """Somebody got work of a pooled customer: the customer comes with it. As superuser."""
        pooled = self.commercial_partner_id.filtered("pool_since")
        for partner in pooled:
            left = partner._pool_leave_for_owner()
            left._change_owner(user, reason)
            left._pool_after_leave(user, reason)

    def _get_pool_linked_domain(self):
        """Customers, contacts, and the leads, orders and invoices of them."""
        family = self._pool_family()
        domain = Domain("res_model", "=", "res.partner") & Domain("res_id", "in", family.ids)
        for model in ("crm.lead", "sale.order", "account.move"):
            records = self.env[model].sudo().with_context(active_test=False)
            ids = records.search([("partner_id", "in", family.ids)]).ids
            domain |= Domain("res_model", "=", model) & Domain("res_id", "in", ids)
        return domain
