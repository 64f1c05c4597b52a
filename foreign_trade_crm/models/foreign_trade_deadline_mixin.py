import json

from odoo import api, fields, models
from odoo.tools import SQL


class ForeignTradeDeadlineMixin(models.AbstractModel):
    """Records on which something must happen in time, or these people hear of it.

    The adopter lists itself in ``foreign.trade.deadline.policy._code_models``, calls
    :meth:`_deadline_start`, :meth:`_deadline_stop` and :meth:`_deadline_cancel` where its
    business does, and supplies :meth:`_deadline_responsible`,
    :meth:`_deadline_escalation_users` and :meth:`_deadline_company`. It inherits
    ``mail.activity.mixin``, through which people are told. Its tests inherit the contract
    ``tests/deadline_contract.py``.

    As long as no policy was ever written, all of this costs no query.
    """

    _name = "foreign.trade.deadline.mixin"
    _description = "Record with Deadlines"

    deadline_ids = fields.One2many(
        "foreign.trade.deadline", "res_id", string="Deadlines", groups="base.group_user"
    )
    deadline_due_at = fields.Datetime(
        string="Due At", compute="_compute_deadline_state", groups="base.group_user"
    )
    deadline_label = fields.Char(
        string="What Is Due", compute="_compute_deadline_state", groups="base.group_user"
    )
    deadline_state = fields.Selection(
        [("ok", "In Time"), ("warn", "Due Soon"), ("late", "Late"), ("met", "Met")],
        string="Deadline Status",
        compute="_compute_deadline_state",
        groups="base.group_user",
        help="Of the running deadline that is due first.",
    )

    deadline_card = fields.Char(
        compute="_compute_deadline_card",
        groups="base.group_user",
        help="What a card shows of a deadline that runs, as JSON: status, due time and label.",
    )

    @api.depends("deadline_ids.state", "deadline_ids.due_at")
    def _compute_deadline_state(self):
        shown = self._get_shown_deadlines()
        for (state, due_at, label), records in self._group_by_deadline(shown).items():
            records.deadline_due_at = due_at
            records.deadline_label = label
            records.deadline_state = state

    @api.depends("deadline_ids.state", "deadline_ids.due_at")
    def _compute_deadline_card(self):
        """In one field what the countdown needs: cards are read field by field."""
        shown = self._get_shown_deadlines()
        for (state, due_at, label), records in self._group_by_deadline(shown).items():
            runs = state and state != "met"
            due = runs and fields.Datetime.to_string(due_at)
            records.deadline_card = runs and json.dumps([state, due, label or ""])

    def _group_by_deadline(self, shown):
        """``{what is shown: records}``; nothing is shown of those that are not in ``shown``."""
        ids = {}
        for record in self:
            values = shown.get(record.id or record._origin.id, (False, False, False))
            ids.setdefault(values, []).append(record.id)
        return {values: self.browse(same) for values, same in ids.items()}

    def _get_shown_deadlines(self):
        """``{record id: (status, due time, label)}`` of the running deadline that is due first,
        else of the last one that was met.

        One query for the whole page, none without policies. As the system: who may read the
        record may know whether it is late.
        """
        if not self.ids or not self.env["foreign.trade.deadline.policy"]._is_used():
            return {}
        self.env["foreign.trade.deadline"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (res_id) res_id, code, state, due_at, warn_at
                  FROM foreign_trade_deadline
                 WHERE res_model = %s AND res_id = ANY(%s) AND state IN ('open', 'met')
              ORDER BY res_id, state DESC,
                       CASE WHEN state = 'open' THEN due_at END, due_at DESC, id DESC
                """,
                self._name,
                self.ids,
            )
        )
        labels = self.env["foreign.trade.deadline.policy"]._get_short_labels()
        now = fields.Datetime.now()
        shown = {}
        for res_id, code, state, due_at, warn_at in rows:
            if state == "open":
                state = "late" if due_at <= now else "ok" if warn_at > now else "warn"
            shown[res_id] = (state, due_at, labels.get(code, False))
        return shown

    def unlink(self):
        rows = self.env["foreign.trade.deadline"]
        if self.env["foreign.trade.deadline.policy"]._is_used():
            # sudo: the rows of a record go with it, whoever may delete it
            rows = rows.sudo().search(self._get_deadline_domain())
        result = super().unlink()
        rows.unlink()
        return result

    def _get_deadline_domain(self, code=None):
        """Rows of these records; of one deadline or of several, where they are named."""
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        codes = (code,) if isinstance(code, str) else code
        return domain + ([("code", "in", codes)] if codes else [])

    def _deadline_start(self, code, start=None):
        """Start the clock on those of these records to which a policy applies.

        A clock that runs is left alone unless ``start`` is given: then it is reckoned anew
        from there, as when an inquiry turns out to have come in earlier.

        :param str code: which deadline
        :param datetime start: naive UTC; default: now
        :return: the running rows, as superuser
        """
        Deadline = self.env["foreign.trade.deadline"].sudo()
        if not self or not self.env["foreign.trade.deadline.policy"]._get_policies(code):
            return Deadline
        running = self._get_running_deadlines(code)
        if start:
            running.unlink()
            running = Deadline
        remaining = self - self.browse(running.mapped("res_id"))
        return running + Deadline.create(remaining._prepare_deadline_start(code, start))

    def _deadline_start_new(self, codes):
        """Start the clocks of records just created: none can be running, one insert for all."""
        Deadline = self.env["foreign.trade.deadline"].sudo()
        if not self.env["foreign.trade.deadline.policy"]._is_used():
            return Deadline
        clocks = {}
        values = [
            vals for code in codes for vals in self._prepare_deadline_start(code, clocks=clocks)
        ]
        rows = Deadline._insert_started(values)
        self._forget_deadlines()
        return rows

    def _deadline_restart(self, code):
        """It was done and has to be done again: the clock begins anew, now.

        The policy that fits by now counts; where none does, the clock ends. A promise that
        was broken stays on record, one that was kept is not worth a row.

        :return: the running rows, as superuser
        """
        Deadline = self.env["foreign.trade.deadline"].sudo()
        if not self or not self.env["foreign.trade.deadline.policy"]._is_used(code):
            return Deadline
        now = fields.Datetime.now()
        plans = self._plan_deadlines(code, now)
        # most clocks are neither late nor warned of: 500 deals that move cost one statement
        renewed, record_ids = Deadline._renew_quiet(self._name, code, plans, now)
        self._forget_deadlines()
        others = self - self.browse(record_ids)
        if not others:
            return renewed
        running = others._get_running_deadlines(code)
        values = [
            {**shared, "res_id": record_id}
            for shared, ids in plans
            for record_id in set(ids).intersection(others.ids)
        ]
        planned = {row["res_id"] for row in values}
        late = running.filtered(lambda row: row.due_at <= now)
        kept = (running - late).filtered(lambda row: row.res_id in planned)
        late._close("met", now)
        (running - late - kept)._close("cancelled", now)
        kept._remove_reminders()
        kept.unlink()
        Deadline.flush_model(["state"])  # only one may run: the old one ends before the new begins
        return renewed + Deadline.create(values)

    def _forget_deadlines(self):
        """Rows changed in SQL: what is cached of them here is stale."""
        names = ("deadline_due_at", "deadline_label", "deadline_state", "deadline_card")
        names = ("deadline_ids", *names)
        self.invalidate_recordset(names, flush=False)

    def _get_running_deadlines(self, code):
        """Rows of the clocks that run on these records, as superuser."""
        Deadline = self.env["foreign.trade.deadline"].sudo()
        return Deadline.search([*self._get_deadline_domain(code), ("state", "=", "open")])

    def _deadline_stop(self, code, at=None):
        """It happened: the running clocks of that deadline, or of several, stop.

        :param datetime at: naive UTC; default: now
        :return: the rows that were met, as superuser
        """
        return self._deadline_close(code, "met", at)

    def _deadline_cancel(self, code=None):
        """It need not happen any more; without a code: nothing of all that was promised."""
        return self._deadline_close(code, "cancelled")

    def _deadline_close(self, code, state, at=None):
        Deadline = self.env["foreign.trade.deadline"].sudo()
        if not self or not self.env["foreign.trade.deadline.policy"]._is_used(code):
            return Deadline
        rows = self._get_running_deadlines(code)
        rows._close(state, at)
        return rows

    def _deadline_hand_over(self, code):
        """Somebody else is responsible while this clock runs on.

        The reminder goes to them; the warning that nobody was there to hear is given now.
        """
        if not self or not self.env["foreign.trade.deadline.policy"]._is_used(code):
            return
        users = {record.id: record._deadline_responsible() for record in self}
        rows = self._get_running_deadlines(code)
        changed = rows.filtered(lambda row: row.user_id != users[row.res_id])
        for (former, user), same in changed.grouped(
            lambda row: (row.user_id, users[row.res_id])
        ).items():
            warned = same.filtered("warned_at")
            warned._hand_reminders(former, user)
            same.write({"user_id": user.id})
            if user and not former:
                warned.write({"warned_at": False, "next_at": fields.Datetime.now()})

    def _deadline_responsible(self):
        """Who is warned; empty where nobody owns the record yet. To be supplied."""
        self.ensure_one()
        return self.env["res.users"]

    def _deadline_escalation_users(self):
        """Who leads the responsible person's team. To be supplied."""
        self.ensure_one()
        return self.env["res.users"]

    def _deadline_company(self):
        """Whose policies and calendar count."""
        self.ensure_one()
        return self.env.company

    def _deadline_is_obsolete(self, code):
        """Whether a running clock means nothing any more: then it is cancelled silently."""
        self.ensure_one()
        return False
