import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL

from .foreign_trade_pool_policy import TIERS

_logger = logging.getLogger(__name__)

BATCH_SIZE = 100
CONTACT_BATCH = 1_000
SNOOZE = timedelta(days=1)
WARN, TAKE = "warn", "take"


class ForeignTradePoolTakeBack(models.Model):
    """Whom a policy warns and takes back: an action that looks at nothing but what is due.

    A record is warned ``warn_days`` before its time without follow-up is over, and taken back
    when that time is over and the warning that old; contact or a new owner begins a new count.
    What open documents protect is looked at again a day later.
    """

    _inherit = "foreign.trade.pool.policy"

    @api.model
    def _cron_take_back(self):
        """Batch by batch, each locked until it is committed: safe on several servers."""
        policies = self.search([("take_back", "=", True)])
        for policy in policies.filtered("previewed_at"):
            for model in self._pool_models():
                for phase in (WARN, TAKE):
                    if not policy._try_phase(model, phase):
                        return

    @api.model
    def _pool_models(self):
        return ("res.partner", "crm.lead")

    def _try_phase(self, model, phase):
        """Whoever saves one of these rows at the same moment does not stop the others' turn.

        :return: False where the time of the scheduled action is over
        """
        try:
            return self._process_phase(model, phase)
        except OperationalError:
            _logger.info("Pool: %s of %s are left to the next run", phase, model, exc_info=True)
            self.env.cr.rollback()  # each batch before this one is committed
            return True

    def _process_phase(self, model, phase):
        """:return: False where the time of the scheduled action is over"""
        if phase == WARN and not self._count_contacts(model):
            return False
        while ids := self._find_due(model, phase, limit=BATCH_SIZE):
            records = self.env[model].browse(ids)
            self._process_batch(records, phase)
            if not self.env["ir.cron"]._commit_progress(len(records)):
                return False
        return True

    def _count_contacts(self, model):
        """Count anew from contact where the index still tells of an earlier time.

        So whoever is in touch with a customer does not write on it, and the action looks at
        each once in the time that it may go without follow-up.
        """
        until = max(self._get_limits(model, WARN).values(), default=None)
        while until and (count := self.env[model]._pool_count_contacts(until, limit=CONTACT_BATCH)):
            if not self.env["ir.cron"]._commit_progress(count):
                return False
        return True

    def _process_batch(self, records, phase):
        """A batch in one go; where that fails, one by one, and what fails waits a day."""
        step = self._warn if phase == WARN else self._take_back
        try:
            with self.env.cr.savepoint():
                step(records)
                self.env.flush_all()
            return
        except Exception:
            _logger.exception("Pool: a batch of %s failed, one by one now", records._name)
        self.env.invalidate_all(flush=False)
        for record in records:
            try:
                with self.env.cr.savepoint():
                    step(record)
                    self.env.flush_all()
            except Exception:
                _logger.exception("Pool: %s cannot be processed", record)
                self.env.invalidate_all(flush=False)
                self._snooze(record)

    # --------------------------------------------------------------------------------- finding

    def _find_due(self, model, phase, limit=None, lock=True):
        """Ids of what this policy has to warn or take back now, protected or not."""
        self.ensure_one()
        records = self.env[model]
        records.flush_model()
        due = self._get_due_condition(model, phase)
        if not due:
            return []
        table = SQL.identifier(records._table)
        # the oldest first, in the order of the index: the database knows no statistics of a
        # partial one, expects many to be due, and would read the whole table for the first hundred
        order = records._pool_counted_from() if phase == WARN else SQL("pool_warned_at")
        query = SQL(
            "SELECT id FROM %s WHERE %s AND %s AND %s AND %s ORDER BY %s %s %s",
            records._pool_source(),
            records._pool_due_condition(phase == WARN),
            due,
            self._get_company_condition(),
            self._get_time_condition(phase),
            order,
            SQL("LIMIT %s", limit) if limit else SQL(),
            SQL("FOR UPDATE OF %s SKIP LOCKED", table) if lock else SQL(),
        )
        return [row_id for (row_id,) in self.env.execute_query(query)]

    def _get_due_condition(self, model, phase):
        """SQL: without follow-up for as long as the tier may be; None where none is taken back.

        A range of the index by the shortest patience of all tiers; of what lies in it the tier
        is looked up.
        """
        until = self._get_limits(model, phase)
        if not until:
            return None
        followed = self.env[model]._pool_followed_at()
        due = SQL("%s <= %s", self.env[model]._pool_counted_from(), max(until.values()))
        if model == "crm.lead":
            return due
        tier = self.env[model]._tier_to_sql(SQL("res_partner.id"), SQL("%s", self.company_id.id))
        # a tier that is never taken back finds no line, and NULL is not due
        lines = [SQL("WHEN %s THEN %s", name or "-", moment) for name, moment in until.items()]
        return SQL(
            "%s AND %s <= (CASE COALESCE(%s, '-') %s END)::timestamp",
            due,
            followed,
            tier,
            SQL(" ").join(lines),
        )

    def _get_limits(self, model, phase):
        """``{tier: due if followed up then or before}``, but for what is never taken back."""
        before = self.warn_days if phase == WARN else 0
        now = fields.Datetime.now()
        if model == "crm.lead":
            days = {None: self.lead_days}
        else:
            days = {tier: self[f"days_{tier}"] for tier in TIERS} | {None: self.days_none}
        return {tier: now - timedelta(days=count - before) for tier, count in days.items() if count}

    def _get_company_condition(self):
        return SQL(
            """(company_id = %(company)s OR company_id IS NULL AND user_id IN (
                SELECT owner.id FROM res_users owner WHERE owner.company_id = %(company)s))""",
            company=self.company_id.id,
        )

    def _get_time_condition(self, phase):
        now = fields.Datetime.now()
        waited = SQL("TRUE")
        if phase == TAKE:
            waited = SQL("pool_warned_at <= %s", now - timedelta(days=self.warn_days))
        return SQL("(pool_snoozed_until IS NULL OR pool_snoozed_until <= %s) AND %s", now, waited)

    # ------------------------------------------------------------------------------------ doing

    def _warn(self, records):
        """Their owners get one reminder each, and one message for all of them."""
        hit = self._keep_unprotected(records)
        now = fields.Datetime.now()
        hit._pool_update(SQL("pool_warned_at = %s", now), SQL("user_id IS NOT NULL"))
        for user, owned in hit.grouped("user_id").items():
            if user.active:
                self._remind(user, owned, now + timedelta(days=self.warn_days))

    def _take_back(self, records):
        hit = self._keep_unprotected(records)
        owners = {record.id: record.user_id for record in hit}
        text = self.env._("Taken back: no follow-up")
        reason = self.env.ref("foreign_trade_crm.pool_reason_taken_back", raise_if_not_found=False)
        entered = hit._pool_enter(text, reason)
        for user, lost in entered.grouped(lambda record: owners[record.id]).items():
            if user.active:
                self._tell_taken_back(user, lost)

    def _keep_unprotected(self, records):
        """Those that nothing keeps; the others are looked at again tomorrow."""
        protected = records.browse(self._get_protections(records))
        self._snooze(protected)
        return records - protected

    def _get_protections(self, records):
        """``{record id: [why it stays with its owner]}``"""
        protections = records._get_pool_protections()
        for record_id, text in records._pool_recent_orders(self.order_days).items():
            protections.setdefault(record_id, []).append(text)
        for record in records._pool_filter_internal():
            protections.setdefault(record.id, []).append(self.env._("one of ours"))
        return protections

    def _snooze(self, records):
        if records:
            until = fields.Datetime.now() + SNOOZE
            records._pool_update(SQL("pool_snoozed_until = %s", until), SQL("TRUE"))
