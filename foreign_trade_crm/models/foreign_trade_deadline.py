import logging
from datetime import timedelta, timezone

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger

_logger = logging.getLogger(__name__)

BATCH_SIZE = 200
RETRY_AFTER = timedelta(hours=1)


class ForeignTradeDeadline(models.Model):
    """One promise on one record: when it began, when it is due, what became of it.

    Times and figures are those of the policy at the start: changing a policy changes no
    running or past row. Only the engine writes here; see ``foreign.trade.deadline.mixin``.
    """

    _name = "foreign.trade.deadline"
    _description = "Deadline"
    _order = "due_at, id"
    _rec_name = "code"

    policy_id = fields.Many2one("foreign.trade.deadline.policy", ondelete="set null")
    code = fields.Selection(
        selection="_selection_code",
        string="Deadline",
        required=True,
    )
    res_model = fields.Char(string="Model", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, index=True
    )
    record_name = fields.Char(compute="_compute_record_name", string="Document")
    company_id = fields.Many2one("res.company")
    user_id = fields.Many2one("res.users", string="Responsible", index=True)
    state = fields.Selection(
        [("open", "Running"), ("met", "Met"), ("cancelled", "Cancelled")],
        required=True,
        default="open",
    )
    started_at = fields.Datetime(required=True)
    warn_at = fields.Datetime()
    due_at = fields.Datetime(required=True, index=True)
    next_at = fields.Datetime(help="When somebody has to hear of it next; empty when all have.")
    done_at = fields.Datetime()
    warned_at = fields.Datetime()
    escalated_at = fields.Datetime()
    policy_hours = fields.Float(string="Hours Promised")
    elapsed_hours = fields.Float(string="Hours Taken", help="By the clock of the policy.")
    error = fields.Char(help="Why the warning could not be given; it is tried again.")

    _next_idx = models.Index("(next_at) WHERE state = 'open' AND next_at IS NOT NULL")
    _open_uniq = models.UniqueIndex(
        "(res_model, res_id, code) WHERE state = 'open'", "This deadline is already running."
    )

    @api.model
    def _selection_code(self):
        field = self.env["foreign.trade.deadline.policy"]._fields["code"]
        return field._description_selection(self.env)

    def _compute_record_name(self):
        for model, rows in self.grouped("res_model").items():
            if model not in self.env:
                rows.record_name = False
                continue
            # sudo: whoever may read the row may know which record it is about
            records = self.env[model].sudo().browse(rows.mapped("res_id")).exists()
            names = {record.id: record.display_name for record in records}
            for row in rows:
                row.record_name = names.get(row.res_id)

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    @api.model
    def _cron_warn_and_escalate(self):
        """Warn and escalate whatever is due, batch by batch.

        Safe when several servers run it: a batch is locked with SKIP LOCKED until it is
        committed, and what has been told has moved on before anybody else can lock it.
        """
        while ids := self._lock_due(BATCH_SIZE):
            rows = self.browse(ids)
            rows._process_due()
            if not self.env["ir.cron"]._commit_progress(len(rows), remaining=self._count_due()):
                break

    @api.model
    def _lock_due(self, limit):
        """Ids of at most ``limit`` due rows, locked for this transaction."""
        self.flush_model()
        query = SQL(
            """SELECT id FROM foreign_trade_deadline
                WHERE state = 'open' AND next_at <= %s
             ORDER BY next_at, id LIMIT %s
                  FOR UPDATE SKIP LOCKED""",
            fields.Datetime.now(),
            limit,
        )
        return [row_id for (row_id,) in self.env.execute_query(query)]

    @api.model
    def _insert_started(self, values_list):
        """Rows of clocks that begin, in one statement: an import starts two for each lead."""
        if not values_list:
            return self.browse()
        self.flush_model()
        now, uid = fields.Datetime.now(), self.env.uid
        stamp = {
            "state": "open",
            "create_uid": uid,
            "create_date": now,
            "write_uid": uid,
            "write_date": now,
        }
        names = list(values_list[0])
        rows = (
            SQL(
                "%s", (*(None if values[n] is False else values[n] for n in names), *stamp.values())
            )
            for values in values_list
        )
        columns = SQL(", ").join(map(SQL.identifier, [*names, *stamp]))
        query = SQL(
            "INSERT INTO foreign_trade_deadline (%s) VALUES %s RETURNING id",
            columns,
            SQL(", ").join(rows),
        )
        return self.browse(row_id for (row_id,) in self.env.execute_query(query))

    @api.model
    def _renew_quiet(self, model, code, plans, now):
        """Give running clocks that are neither late nor warned of a new start.

        :param list plans: ``[(values of a row but for its record, ids of the records)]``
        :return: the rows, and the ids of their records; the others' clocks are untouched
        """
        self.flush_model()
        done = []
        for values, record_ids in plans:
            stamp = {**values, "error": None, "write_uid": self.env.uid, "write_date": now}
            query = SQL(
                """UPDATE foreign_trade_deadline SET %s
                    WHERE res_model = %s AND res_id = ANY(%s) AND code = %s
                      AND state = 'open' AND warned_at IS NULL AND due_at > %s
                RETURNING id, res_id""",
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), None if value is False else value)
                    for name, value in stamp.items()
                ),
                model,
                record_ids,
                code,
                now,
            )
            done += self.env.execute_query(query)
        rows = self.browse(row_id for row_id, _res_id in done)
        rows.invalidate_recordset(flush=False)
        return rows, [res_id for _row_id, res_id in done]

    @api.model
    def _count_due(self):
        return self.search_count([("state", "=", "open"), ("next_at", "<=", fields.Datetime.now())])

    def _process_due(self):
        """Handle a batch at once; where that fails, each row on its own.

        A row that fails is tried again an hour later.
        """
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._notify()
                self.flush_recordset()
        except Exception:
            self.invalidate_recordset()
            for row in self:
                row._process_one()

    def _process_one(self):
        try:
            with self.env.cr.savepoint():
                self._notify()
                self.flush_recordset()
        except Exception as error:
            _logger.exception("Deadline %s: nobody could be told", self.id)
            self.invalidate_recordset()
            retry = fields.Datetime.now() + RETRY_AFTER
            self.write({"error": str(error), "next_at": retry})

    def _close(self, state, at=None):
        """End these rows and take the reminders away that became pointless."""
        at = at or fields.Datetime.now()
        told = self.filtered("warned_at")
        clocks = {}
        # rows of one import began together and end together: one write for all of them
        for (_policy, _company, _start), rows in self.grouped(
            lambda row: (row.policy_id, row.company_id, row.started_at)
        ).items():
            elapsed = rows[0]._get_elapsed(at, clocks)
            rows.write({"state": state, "done_at": at, "elapsed_hours": elapsed})
        told._remove_reminders()

    def _hand_reminders(self, former, user):
        """What reminds one person reminds another from now on, or nobody."""
        domain = [("deadline_id", "in", self.ids), ("user_id", "=", former.id)]
        reminders = self.env["mail.activity"].search(domain) if self and former else None
        if reminders and user:
            reminders.user_id = user
        elif reminders:
            reminders.unlink()

    def _remove_reminders(self):
        """Take away the activities that remind of these promises."""
        self.env["mail.activity"].search([("deadline_id", "in", self.ids)]).unlink()

    def _get_elapsed(self, at, clocks):
        """Hours taken by the policy's clock; plain hours when the policy is gone.

        :param dict clocks: kept for the rows of a batch, so that each calendar is read once
        """
        start, end = (moment.replace(tzinfo=timezone.utc) for moment in (self.started_at, at))
        if not self.policy_id:
            return max((end - start).total_seconds() / 3600, 0)
        key = self.policy_id, self.company_id
        if key not in clocks:
            clocks[key] = self.policy_id._get_clock(self.company_id)
        return clocks[key].elapsed(start, end)
