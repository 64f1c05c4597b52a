from odoo import api, fields, models
from odoo.tools import SQL

#: One statement closes what ends, completes what began before the history, and opens what begins.
CHANGE_QUERY = """
    WITH change (res_id, user_id, reason) AS (VALUES %(rows)s),
    changed AS (
        SELECT change.*, owned.create_date, owned.user_id AS former_id, present.id AS present_id
          FROM change
          JOIN %(table)s owned ON owned.id = change.res_id
          LEFT JOIN foreign_trade_ownership present
            ON present.res_model = %(model)s
           AND present.res_id = change.res_id
           AND present.date_to IS NULL
         WHERE CASE WHEN present.id IS NOT NULL
                    THEN present.user_id IS DISTINCT FROM change.user_id
                    ELSE owned.user_id IS DISTINCT FROM change.user_id
                         OR (%(told)s AND change.user_id IS NOT NULL) END
    ),
    closed AS (
        UPDATE foreign_trade_ownership present
           SET date_to = %(now)s
          FROM changed
         WHERE present.id = changed.present_id
     RETURNING present.id
    ),
    began AS (
        SELECT res_id, former_id AS user_id, NULL::varchar AS reason, create_date AS date_from,
               %(now)s::timestamp AS date_to, NULL::int4 AS changed_by_id
          FROM changed
         WHERE present_id IS NULL
           AND former_id IS NOT NULL
           AND former_id IS DISTINCT FROM user_id
     UNION ALL
        SELECT res_id, user_id, reason, %(now)s, NULL, %(uid)s
          FROM changed
          LEFT JOIN closed ON closed.id = changed.present_id
    )
    INSERT INTO foreign_trade_ownership (
        res_model, res_id, user_id, reason, date_from, date_to, changed_by_id
    )
    SELECT %(model)s, res_id, user_id, reason, date_from, date_to, changed_by_id
      FROM began
"""


class ForeignTradeOwnershipMixin(models.AbstractModel):
    """Keeps every owner (``user_id``) of a record, with dates and reasons.

    The history hangs on the two lowest methods of the ORM: whatever door a change comes through
    (form, import, RPC, computed field, superuser) goes through them. Creating records that have
    no owner costs no query; creating any number with owners, or changing owners, costs one.

    An adopter has a stored ``user_id`` and may override :meth:`_prepare_ownership_reason` and
    :meth:`_get_ownership_readable_domain`.
    """

    _name = "foreign.trade.ownership.mixin"
    _description = "Record Whose Owners Are Kept"

    ownership_ids = fields.One2many(
        "foreign.trade.ownership",
        "res_id",
        "Ownership History",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
        copy=False,
        groups="base.group_user",
    )

    def _change_owner(self, user, reason=False):
        """Give all these records to ``user`` (empty: to nobody) and keep why.

        The caller must be allowed to write the records. Whatever the number of records, the
        history costs a constant number of queries.

        :param user: record of ``res.users``, may be empty
        :param str reason: shown in the history
        :return: those of the records that had another owner before
        """
        self.check_access("write")
        self.flush_recordset(["user_id"])
        changed = self.filtered(lambda record: record.user_id != user)
        if changed:
            changed._log_ownership(dict.fromkeys(changed._ids, user.id), reason)
            changed.write({"user_id": user.id})
        return changed

    def _log_owner(self, reason=False):
        """Keep the present owners, after a change in plain SQL that the ORM did not see."""
        self.invalidate_recordset(["user_id"])
        owners = {record.id: record.user_id.id for record in self}
        self._log_ownership(owners, reason, told=True)

    @api.model
    def _prepare_ownership_reason(self, vals):
        """Why a record created with these values has its owner, or False."""
        return False

    @api.model
    def _get_ownership_readable_domain(self):
        """Which of the records that a user may read show their history."""
        return []

    def _create(self, data_list):
        records = super()._create(data_list)
        rows = []
        for data, record in zip(data_list, records, strict=True):
            stored = data["stored"]
            if stored.get("user_id"):
                reason = self._prepare_ownership_reason(stored)
                rows.append((record.id, record.user_id.id, reason or None))
        if rows:
            records._insert_ownership(rows)
        return records

    def _write_multi(self, vals_list):
        owners = {
            record_id: vals["user_id"]
            for record_id, vals in zip(self._ids, vals_list, strict=True)
            if "user_id" in vals
        }
        if owners:
            self.browse(owners)._log_ownership(owners)
        return super()._write_multi(vals_list)

    def unlink(self):
        ids = self.ids
        result = super().unlink()
        if ids:
            self.env.execute_query(
                SQL(
                    "DELETE FROM foreign_trade_ownership WHERE res_model = %s AND res_id = ANY(%s)",
                    self._name,
                    ids,
                )
            )
        return result

    def _insert_ownership(self, rows):
        """Open the history of new records; ``rows``: ID, owner and reason of each."""
        now, uid = fields.Datetime.now(), self.env.uid
        values = SQL(", ").join(SQL("%s", (self._name, *row, now, uid)) for row in rows)
        self.env.execute_query(
            SQL(
                """
                INSERT INTO foreign_trade_ownership (
                    res_model, res_id, user_id, reason, date_from, changed_by_id
                ) VALUES %s
                """,
                values,
            )
        )
        # of new records no row can be cached
        self.invalidate_recordset(["ownership_ids"], flush=False)

    def _log_ownership(self, owners, reason=False, told=False):
        """Close and open rows where the owner differs from the one on record.

        :param dict owners: ID of the new owner or a false value, by ID of the record
        :param bool told: that the table may have the new owner already
        """
        rows = SQL(", ").join(
            SQL("(%s::int4, %s::int4, %s::varchar)", res_id, user_id or None, reason or None)
            for res_id, user_id in owners.items()
        )
        parameters = {
            "rows": rows,
            "table": SQL.identifier(self._table),
            "model": self._name,
            "now": fields.Datetime.now(),
            "uid": self.env.uid,
            "told": told,
        }
        self.env.execute_query(SQL(CHANGE_QUERY, **parameters))
        self._forget_ownership()

    def _adopt_ownership(self, others):
        """The past of records merged into this one becomes its own; their present ends now."""
        self.ensure_one()
        others = others - self
        if not others:
            return
        (self | others).flush_recordset(["user_id"])
        self.env.execute_query(
            SQL(
                """
                UPDATE foreign_trade_ownership
                   SET res_id = %s, date_to = COALESCE(date_to, %s)
                 WHERE res_model = %s AND res_id = ANY(%s)
                """,
                self.id,
                fields.Datetime.now(),
                self._name,
                others.ids,
            )
        )
        self._forget_ownership()

    def _forget_ownership(self):
        """Rows change in SQL: what is cached of them is stale."""
        self.invalidate_recordset(["ownership_ids"], flush=False)
        self.env["foreign.trade.ownership"].invalidate_model(flush=False)
