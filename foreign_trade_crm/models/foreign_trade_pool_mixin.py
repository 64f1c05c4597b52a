from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

from ..tools.pool_columns import FOLLOWED_AT


class ForeignTradePoolMixin(models.AbstractModel):
    """Leads and customers that go back to a pool and come out of it again.

    Coming and going is decided by one conditional UPDATE: of two people at the same moment one
    changes the row, the other finds it changed. The columns are nobody's to read or write but
    the system's; people see them through the pool's screens.

    An adopter supplies the ``_pool_*`` methods below that raise ``NotImplementedError``.
    """

    _name = "foreign.trade.pool.mixin"
    _inherit = ["foreign.trade.pool.member.mixin"]
    _description = "Record That May Return to a Pool"

    pool_since = fields.Datetime(
        "In the Pool Since", copy=False, groups=NO_ACCESS, prefetch="trade_details"
    )
    pool_reason_id = fields.Many2one(
        "foreign.trade.pool.reason",
        "Reason of Release",
        copy=False,
        ondelete="set null",
        groups=NO_ACCESS,
        prefetch="trade_details",
    )
    pool_counted_from = fields.Datetime(
        "Owned Since",
        copy=False,
        groups=NO_ACCESS,
        help="Days without follow-up count from there: from the last change of owner, or from "
        "contact that came later.",
        prefetch="trade_details",
    )
    pool_warned_at = fields.Datetime(
        "Warned On", copy=False, groups=NO_ACCESS, prefetch="trade_details"
    )
    pool_snoozed_until = fields.Datetime(
        "Protected Until",
        copy=False,
        groups=NO_ACCESS,
        help="Looked at again from then on.",
        prefetch="trade_details",
    )

    pool_can_release = fields.Boolean(compute="_compute_pool_can_release")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_pool_can_release(self):
        """Whether the button is of use; the release itself checks more."""
        used = self.env["foreign.trade.pool.policy"]._is_used()
        manager = used and self.env.user.has_group("foreign_trade_crm.group_sales_manager")
        for record in self:
            owner = record.user_id
            record.pool_can_release = bool(used and owner and (manager or owner == self.env.user))

    # ---------------------------------------------------------------- what an adopter supplies

    def _pool_free_condition(self):
        """SQL condition: nobody has it and it may be claimed."""
        raise NotImplementedError

    def _pool_check_kind(self):
        """:raises UserError: where one of the records is none that a pool can take"""
        raise NotImplementedError

    def _pool_count_owned(self, user):
        """How many such records the user has."""
        raise NotImplementedError

    def _pool_limit(self, policy):
        """How many of them one user may have; 0: no limit."""
        raise NotImplementedError

    def _pool_protection_queries(self):
        """SQL queries for (record id, kind, document name) of what keeps records with their owner.

        A module adds its documents by ``super()._pool_protection_queries() + [SQL(…)]`` and
        their names in :meth:`_pool_protection_labels`.
        """
        return []

    def _pool_after_enter(self, owners, reason):
        """What follows a record into the pool; ``owners``: ``{record id: former owner}``."""

    def _pool_after_leave(self, user, reason):
        """What follows a record to its new owner."""

    def _pool_due_condition(self, unwarned):
        """SQL condition of the index over what has an owner and was not, or was, warned."""
        raise NotImplementedError

    def _pool_recent_orders(self, days):
        """``{record id: "order S00012 of 2026-10-01"}`` of those that ordered lately."""
        return {}

    def _pool_filter_internal(self):
        """Those that are ours rather than a customer's."""
        return self.browse()

    @api.model
    def _pool_source(self):
        """The table, and where ``contact_last_at`` is found for its rows."""
        return SQL.identifier(self._table)

    @api.model
    def _pool_followed_at(self):
        return SQL("(%s)", SQL(FOLLOWED_AT))

    @api.model
    def _pool_counted_from(self):
        """What the index over what has an owner is sorted by: not later than the above."""
        return self._pool_followed_at()

    @api.model
    def _pool_count_contacts(self, until, limit):
        """Bring over later contact to what was counted from ``until`` or before.

        :return: to how many, ``limit`` at most
        """
        return 0

    # ------------------------------------------------------------------------------ protection

    @api.model
    def _pool_protection_labels(self):
        return {}

    def _get_pool_protections(self):
        """``{record id: ["open order S00012", …]}``, one query whatever the number of records."""
        queries = self._pool_protection_queries()
        if not self.ids or not queries:
            return {}
        self.env.flush_all()
        labels = self._pool_protection_labels()
        found = {}
        union = SQL(" UNION ").join(SQL("(%s)", query) for query in queries)
        for res_id, kind, name in self.env.execute_query(SQL("%s ORDER BY 1, 2, 3", union)):
            found.setdefault(res_id, []).append(labels[kind] % {"name": name or ""})
        return found

    def _pool_policy(self, user=None):
        """The policy that counts for this record, as superuser."""
        self.ensure_one()
        company = self.company_id or (user or self.user_id).company_id or self.env.company
        return self.env["foreign.trade.pool.policy"]._get_policy(company)

    # -------------------------------------------------------------------------------- entering

    def _pool_release(self, reason, note=False):
        """The owner, or a sales manager, gives these records back.

        :param reason: record of ``foreign.trade.pool.reason``
        :param str note: for the history, not shown in the pool
        :raises AccessError: for anybody else
        :raises UserError: where a document is open, or there is no policy
        """
        self.check_access("read")
        records = self.sudo()
        manager = self.env.user.has_group("foreign_trade_crm.group_sales_manager")
        if not manager and any(record.user_id != self.env.user for record in records):
            raise AccessError(self.env._("Only its owner or a sales manager releases it."))
        if not all(record._pool_policy() for record in records):
            raise UserError(self.env._("There is no pool policy: a manager writes one first."))
        records._pool_check_kind()
        records._pool_check_documents()
        text = self.env._("Released: %(reason)s", reason=reason.name)
        entered = records._pool_enter(f"{text} – {note}" if note else text, reason)
        if len(entered) < len(records):
            raise UserError(self.env._("Somebody else released one of them at the same moment."))
        return entered

    def _pool_check_documents(self):
        protections = self._get_pool_protections()
        for record in self:
            if record.id in protections:
                raise UserError(
                    self.env._(
                        "%(name)s stays with its owner while there is: %(documents)s.",
                        name=record.display_name,
                        documents=", ".join(protections[record.id]),
                    )
                )

    def _pool_enter(self, text, reason=None):
        """Take these records from their owners. As superuser; the caller has checked.

        :param str text: why, for the ownership history
        :return: those that had an owner until now
        """
        owners = {record.id: record.user_id for record in self}
        entered = self._pool_update(
            SQL(
                "pool_since = %s, pool_reason_id = %s, pool_warned_at = NULL,"
                " pool_snoozed_until = NULL",
                fields.Datetime.now(),
                reason.id if reason else None,
            ),
            SQL("user_id IS NOT NULL AND pool_since IS NULL"),
        )
        entered._change_owner(self.env["res.users"], text)
        entered._pool_after_enter(owners, text)
        entered.modified(["pool_since"])
        entered._pool_forget_followers()
        return entered

    def _pool_update(self, assignments, condition):
        """One conditional UPDATE: who changes the row has it, whoever comes later finds it so."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s) AND %s RETURNING id",
                SQL.identifier(self._table),
                assignments,
                sorted(self.ids),
                condition,
            )
        )
        self.invalidate_recordset(flush=False)
        return self.browse(sorted(row_id for (row_id,) in rows))
