from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, float_compare, ormcache

#: the record that is shared: one of these
PARENTS = ("partner_id", "lead_id", "order_id")
MANAGER_GROUP = "foreign_trade_crm.group_sales_manager"


class ForeignTradeSharer(models.Model):
    """A colleague who works on a customer, deal or order of somebody else.

    Sees it, or edits it as well, and has a share of the performance; what is left of 100 per cent
    is the owner's. Only the owner or a sales manager says who shares, and whoever reads the record
    reads its sharers.
    """

    _name = "foreign.trade.sharer"
    _description = "Sharer"
    _order = "share desc, id"
    _rec_name = "user_id"

    partner_id = fields.Many2one("res.partner", "Customer", index=True, ondelete="cascade")
    lead_id = fields.Many2one("crm.lead", "Opportunity", index=True, ondelete="cascade")
    order_id = fields.Many2one("sale.order", index=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users",
        "Colleague",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    access = fields.Selection(
        [("read", "May Read"), ("write", "May Edit")], required=True, default="read"
    )
    share = fields.Float(
        "Share (%)",
        digits=(5, 2),
        help="Share of the performance, in per cent; what is left is the owner's.",
    )

    _one_record = models.Constraint(
        "CHECK(num_nonnulls(partner_id, lead_id, order_id) = 1)",
        "A sharer belongs to one customer, one opportunity or one order.",
    )
    _share_range = models.Constraint(
        "CHECK(share >= 0 AND share <= 100)", "A share is between 0 and 100 per cent."
    )
    _partner_user_uniq = models.UniqueIndex(
        "(partner_id, user_id) WHERE partner_id IS NOT NULL",
        "This colleague shares the customer already.",
    )
    _lead_user_uniq = models.UniqueIndex(
        "(lead_id, user_id) WHERE lead_id IS NOT NULL",
        "This colleague shares the opportunity already.",
    )
    _order_user_uniq = models.UniqueIndex(
        "(order_id, user_id) WHERE order_id IS NOT NULL",
        "This colleague shares the order already.",
    )

    @api.constrains("share", *PARENTS)
    def _check_total(self):
        for parent in PARENTS:
            records = self[parent]
            totals = self.sudo()._read_group([(parent, "in", records.ids)], [parent], ["share:sum"])
            for record, total in totals:
                if float_compare(total, 100, precision_digits=2) > 0:
                    raise ValidationError(
                        self.env._(
                            "The shares of %(record)s add up to %(total)s %%. Together they may "
                            "be 100 %% at most; the rest is the owner's.",
                            record=record.display_name,
                            total=f"{total:g}",
                        )
                    )

    @api.constrains("user_id")
    def _check_colleague(self):
        for sharer in self:
            if sharer.user_id.sudo().share:
                raise ValidationError(
                    self.env._("%(user)s is not a colleague.", user=sharer.user_id.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        sharers = super().create(vals_list)
        sharers._check_may_share()
        sharers.user_id._mark_works_for_others()
        if not self._is_used():
            self.env.registry.clear_cache()
        return sharers

    def write(self, vals):
        self._check_may_share()
        result = super().write(vals)
        if vals.keys() & set(PARENTS):
            self._check_may_share()
        if "user_id" in vals:
            self.user_id._mark_works_for_others()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_by_others(self):
        self._check_may_share()

    def _check_may_share(self):
        """:raises AccessError: unless the user owns the shared records or is a sales manager"""
        if self.env.su or self.env.user.has_group(MANAGER_GROUP):
            return
        for sharer in self:
            # sudo: whose record it is, also where the user does not see it
            record = sharer.sudo()._get_record()
            if record.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "Only the owner or a sales manager decides who shares %(record)s.",
                        record=record.display_name,
                    )
                )

    def _get_record(self):
        self.ensure_one()
        return self.partner_id or self.lead_id or self.order_id

    @api.model
    @ormcache()
    def _is_used(self):
        """Whether anybody shares anything, so that others need not look."""
        return bool(self.sudo().search_count(Domain.TRUE, limit=1))

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._get_readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _get_readable_domain(self):
        """Sharers of records that the user may read; correlated, as for the ownership history."""
        return Domain.custom(to_sql=lambda model, alias, query: model._readable_to_sql(alias))

    @api.model
    def _readable_to_sql(self, alias):
        conditions = [SQL("%s = %s", SQL.identifier(alias, "user_id"), self.env.uid)]
        for name in PARENTS:
            records = self.env[self._fields[name].comodel_name]
            if records.has_access("read"):
                query = records._search(Domain.TRUE, active_test=False)
                record, row = SQL.identifier(query.table, "id"), SQL.identifier(alias, name)
                query.add_where(SQL("%s = %s", record, row))
                conditions.append(SQL("EXISTS (%s)", query.select(SQL("1"))))
        return SQL("(%s)", SQL(" OR ").join(conditions))

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if result or self.env.su or not any(self._ids) or operation == "create":
            return result
        forbidden = self - self.browse(self._search(Domain("id", "in", self.ids)))
        if forbidden:
            rules = self.env["ir.rule"]
            return forbidden, lambda: rules._make_access_error(operation, forbidden)
        return None

    def _prepare_copies(self, name, record):
        """Values of the same team for another record, in its field ``name``."""
        return [
            {
                name: record.id,
                "user_id": sharer.user_id.id,
                "access": sharer.access,
                "share": sharer.share,
            }
            for sharer in self
        ]

    def _merge_into(self, name, record):
        """Sharers of records that become ``record``: nobody twice, nobody loses, at most 100 %."""
        present = {sharer.user_id: sharer for sharer in record.sharer_ids}
        left = 100 - sum(record.sharer_ids.mapped("share"))
        for sharer in self:
            double = present.get(sharer.user_id)
            if not double:
                share = min(sharer.share, max(left, 0))
                left -= share
                sharer.write({name: record.id, "share": share})
                present[sharer.user_id] = sharer
                continue
            if sharer.access == "write":
                double.access = "write"
            more = min(max(sharer.share - double.share, 0), max(left, 0))
            left -= more
            double.share += more
            sharer.unlink()
