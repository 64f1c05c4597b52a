from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.elsewhere_fields import ElsewhereDatetime, ElsewhereMany2one
from .foreign_trade_contact_mixin import CONTACT_FIELDS

SOURCE = "foreign.trade.partner.contact"


class ResPartnerContactFields(models.Model):
    """A partner's last contact, which stands in a table of its own: no message writes on it."""

    _inherit = "res.partner"

    contact_last_at = ElsewhereDatetime(
        compute="_compute_contact_last", search="_search_contact_last_at", index=False
    )
    contact_last_user_id = ElsewhereMany2one(
        "res.users",
        compute="_compute_contact_last",
        search="_search_contact_last_user_id",
        index=False,
    )
    contact_last_in_at = ElsewhereDatetime(
        compute="_compute_contact_last", search="_search_contact_last_in_at"
    )
    contact_last_out_at = ElsewhereDatetime(
        compute="_compute_contact_last", search="_search_contact_last_out_at"
    )

    def _compute_contact_last(self):
        # sudo: whoever reads a partner may know it
        rows = self.env[SOURCE].sudo().search_fetch([("partner_id", "in", self.ids)])
        found = {row.partner_id.id: row for row in rows}
        for partner in self:
            row = found.get(partner._origin.id, rows.browse())
            for name in CONTACT_FIELDS:
                partner[name] = row[name]

    @api.model
    def _search_contact_last_at(self, operator, value):
        return self._search_contact_last("contact_last_at", operator, value)

    @api.model
    def _search_contact_last_user_id(self, operator, value):
        return self._search_contact_last("contact_last_user_id", operator, value)

    @api.model
    def _search_contact_last_in_at(self, operator, value):
        return self._search_contact_last("contact_last_in_at", operator, value)

    @api.model
    def _search_contact_last_out_at(self, operator, value):
        return self._search_contact_last("contact_last_out_at", operator, value)

    @api.model
    def _search_contact_last(self, name, operator, value):
        """Those whose row says so; without one nothing is set."""
        if operator.startswith("not"):
            return NotImplemented
        if operator == "in" and False in value:
            told = self._contact_query(Domain(name, "!=", False))
            given = self._contact_query(Domain(name, "in", [one for one in value if one]))
            return Domain("id", "not in", told) | Domain("id", "in", given)
        return Domain("id", "in", self._contact_query(Domain(name, operator, value)))

    @api.model
    def _contact_query(self, domain):
        # sudo: as above
        query = self.env[SOURCE].sudo()._search(domain)
        return SQL("(%s)", query.select(SQL.identifier(query.table, "partner_id")))

    def _elsewhere_to_sql(self, name, alias):
        """Partners can be sorted and grouped by what stands in the other table."""
        return SQL(
            "(SELECT contact.%s FROM %s contact WHERE contact.partner_id = %s)",
            SQL.identifier(name),
            SQL.identifier(self.env[SOURCE]._table),
            SQL.identifier(alias, "id"),
        )

    @api.model
    def _update_contact(self, merged):
        # sudo: nobody writes the table but this
        self.env[SOURCE].sudo()._update(merged)
