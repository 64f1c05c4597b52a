from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ForeignTradeOwnership(models.Model):
    """Who had a lead or customer, from when to when, and why it changed hands.

    Rows come into being in SQL alone, see ``foreign.trade.ownership.mixin``: no role and no RPC
    call creates, changes or deletes them. A row without a user is a time without an owner. Whoever
    reads a record reads its history.
    """

    _name = "foreign.trade.ownership"
    _description = "Ownership History"
    _inherit = ["foreign.trade.frozen.mixin"]
    _order = "date_from desc, id desc"
    # the row says itself who did it and when; each lead pays for every column here
    _log_access = False

    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", "Owner", readonly=True, index="btree_not_null", ondelete="set null"
    )
    date_from = fields.Datetime("Owned From", required=True, readonly=True)
    date_to = fields.Datetime("Owned Until", readonly=True, help="Empty for the owner of today.")
    days = fields.Float(compute="_compute_days", help="How long it was theirs, in elapsed days.")
    reason = fields.Char(readonly=True, help="Why it came to this owner, or lost its owner.")
    changed_by_id = fields.Many2one("res.users", "By", readonly=True, ondelete="set null")

    _open_uniq = models.UniqueIndex(
        "(res_model, res_id) WHERE date_to IS NULL",
        "A record has one owner at a time.",
    )

    @api.depends("date_from", "date_to")
    def _compute_days(self):
        now = fields.Datetime.now()
        for row in self:
            elapsed = (row.date_to or now) - (row.date_from or now)
            row.days = elapsed.total_seconds() / 86400

    @api.depends("user_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.user_id.name or self.env._("No owner")

    @api.model
    def _owned_models(self):
        """Names of the models whose owners are kept."""
        return [
            name
            for name in self.env.registry.descendants(["foreign.trade.ownership.mixin"], "_inherit")
            if not self.env[name]._abstract
        ]

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._get_readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _get_readable_domain(self):
        """Rows of records that the user may read.

        Correlated: the few rows of a form look up their record, and no rule is applied to all.
        """
        return Domain.custom(to_sql=lambda model, alias, query: model._readable_to_sql(alias))

    @api.model
    def _readable_to_sql(self, alias):
        conditions = [SQL("FALSE")]
        for name in self._owned_models():
            owned = self.env[name]
            if owned.has_access("read"):
                query = owned._search(owned._get_ownership_readable_domain(), active_test=False)
                record, row = SQL.identifier(query.table, "id"), SQL.identifier(alias, "res_id")
                query.add_where(SQL("%s = %s", record, row))
                exists = SQL("EXISTS (%s)", query.select(SQL("1")))
                conditions.append(
                    SQL("%s = %s AND %s", SQL.identifier(alias, "res_model"), name, exists)
                )
        return SQL("(%s)", SQL(" OR ").join(SQL("(%s)", one) for one in conditions))

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if result or self.env.su or not any(self._ids):
            return result
        forbidden = self - self.browse(self._search(Domain("id", "in", self.ids)))
        if forbidden:
            rules = self.env["ir.rule"]
            return forbidden, lambda: rules._make_access_error(operation, forbidden)
        return None

    @api.model
    def _fetch_owned_history(self, model, ids):
        """Open and closed rows of these records, newest first, whatever the user may read."""
        # sudo: for pools and assignment, which look at former owners of records out of reach
        return self.sudo().search([("res_model", "=", model), ("res_id", "in", list(ids))])
