from datetime import datetime, timedelta

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

#: What hangs on a record and moves with it: fields that lead to its children.
CHILDREN = {
    "crm.lead": ["inquiry_ids"],
    "sale.order": ["order_line", "contract_ids", "quotation_version_ids", "picking_ids"],
    "foreign.trade.quotation.version": ["line_ids"],
    "foreign.trade.contract": ["payment_milestone_ids"],
    "foreign.trade.sample.request": ["line_ids"],
    "foreign.trade.shipment": ["line_ids", "milestone_ids", "container_ids"],
    "stock.picking": ["move_ids"],
    "stock.move": ["move_line_ids"],
    "account.move": ["line_ids"],
    "account.payment": ["move_id"],
    "foreign.trade.approval.request": ["decision_ids"],
    "mail.message": ["tracking_value_ids"],
}
#: Rows that point at any record by model and id.
DEPENDENTS = {
    "mail.message": "model",
    "mail.activity": "res_model",
    "ir.attachment": "res_model",
    "foreign.trade.deadline": "res_model",
    "foreign.trade.approval.request": "res_model",
    "foreign.trade.ownership": "res_model",
}


class Backdate:
    """The one place where history is moved into the past.

    The demonstration makes its records through the same methods as people do, all of them
    today.  :meth:`move` then takes an explicit list of records, with what hangs on them, and
    moves each stored date that lies at or after the start of the loading as far back as the
    step happened: a date of today becomes the step's date, a date of next month becomes the
    step's date and a month.  Dates that were given as past dates and dates that an earlier
    step moved stay as they are.  It writes SQL, because confirming, posting and ``create``
    set their dates themselves.
    """

    def __init__(self, env):
        self.env = env
        self.start = env.cr.now().replace(microsecond=0) - timedelta(seconds=1)
        self._moved = {}

    def move(self, moment, records_list):
        """Move fresh dates of ``records_list`` (recordsets) so that today becomes ``moment``."""
        # as a commit would: messages about tracked fields are written now, not with a later step
        self.env.cr.flush()
        delta = moment - self.env.cr.now().replace(microsecond=0)
        # the date of this step: midnight may have passed since the loading began
        self.today = fields.Date.today()
        days = moment.date() - self.today
        moved = self._gather(records_list)
        for records in moved:
            self._move_rows(records, delta, days)
            records.invalidate_recordset(self._columns(records), flush=False)
        for records in moved:
            self._follow(records)

    def pin(self, records):
        """Keep the dates that these records have now, but for the one of their creation."""
        self.env.flush_all()
        for row_id, *values in self._read_rows(records) if records else ():
            for column, value in zip(self._columns(records), values, strict=True):
                if column not in ("create_date", "write_date"):
                    self._moved[records._table, row_id, column] = value

    def _gather(self, records_list):
        """The records with what hangs on them, one recordset for each model."""
        found = {}
        self._add(found, records_list)
        threads = [records for records in found.values() if "message_ids" in records._fields]
        self._add(found, self._find_dependents(threads) if threads else [])
        return list(found.values())

    def _add(self, found, records_list):
        pending = [records.sudo() for records in records_list]
        while pending:
            records = pending.pop()
            known = found.get(records._name, records.browse())
            new = records - known
            if new:
                found[records._name] = known | new
                names = CHILDREN.get(records._name, ())
                pending.extend(new[name] for name in names if name in new._fields)

    def _find_dependents(self, threads):
        """Messages, activities, deadlines … of records with a chatter."""
        for model, field in DEPENDENTS.items():
            domain = Domain.OR(
                Domain(field, "=", records._name) & Domain("res_id", "in", records.ids)
                for records in threads
            )
            yield self.env[model].sudo().with_context(active_test=False).search(domain)

    def _columns(self, records):
        return [
            field.name
            for field in records._fields.values()
            if field.type in ("date", "datetime") and field.store and field.column_type
        ]

    def _move_rows(self, records, delta, days):
        columns = self._columns(records)
        for row_id, *values in self._read_rows(records):
            moved = {
                column: self._moved_value(value, delta, days)
                for column, value in zip(columns, values, strict=True)
                if self._is_fresh(value, (records._table, row_id, column))
            }
            self._write_row(records._table, row_id, moved)

    def _read_rows(self, records):
        names = ["id", *self._columns(records)]
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE id IN %s",
                SQL(", ").join(SQL.identifier(name) for name in names),
                SQL.identifier(records._table),
                records._ids,
            )
        )

    def _is_fresh(self, value, key):
        if value is None or self._moved.get(key) == value:
            return False
        return value >= (self.start if isinstance(value, datetime) else self.today)

    def _moved_value(self, value, delta, days):
        return value + (delta if isinstance(value, datetime) else days)

    def _write_row(self, table, row_id, moved):
        if not moved:
            return
        assignments = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(column), value) for column, value in moved.items()
        )
        update = SQL("UPDATE %s SET %s WHERE id = %s", SQL.identifier(table), assignments, row_id)
        self.env.cr.execute(update)
        self._moved.update({(table, row_id, column): value for column, value in moved.items()})

    def _follow(self, records):
        """Bring stored figures that follow from dates in line with the moved dates."""
        follow = getattr(self, f"_follow_{records._table}", None)
        if follow:
            follow(records.sudo())

    def _follow_sale_order(self, orders):
        self.env.add_to_compute(orders._fields["currency_rate"], orders)

        self._follow_rate(orders, "quotation_rate")
        self._follow_rate(orders, "order_rate")

    def _follow_foreign_trade_quotation_version(self, versions):
        self._follow_rate(versions, "rate")

    def _follow_rate(self, records, name):
        """The rate of the day it is dated, in SQL: versions are frozen."""
        for record in records.filtered(f"{name}_date"):
            rate = record.currency_id._get_conversion_rate(
                record.currency_id,
                record.company_id.currency_id,
                record.company_id,
                record[f"{name}_date"],
            )
            self._write_row(record._table, record.id, {name: rate})
        records.invalidate_recordset([name], flush=False)

    def _follow_crm_lead(self, leads):
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_lead
                   SET first_response_hours =
                       EXTRACT(EPOCH FROM first_response_at - create_date) / 3600
                 WHERE first_response_at IS NOT NULL AND id IN %s
                """,
                leads._ids,
            )
        )
        leads.invalidate_recordset(["first_response_hours"], flush=False)
        for name in ("day_open", "day_close"):
            self.env.add_to_compute(leads._fields[name], leads)

    def reseal(self, orders):
        """The fingerprint of the last version with its moved dates: sent again as it stands,
        the quotation is known to be the same."""
        for order in orders:
            version = order.last_version_id
            fingerprint = order._version_fingerprint(
                order._prepare_version_values(), order._prepare_version_line_values()
            )
            if version.goods_hash == fingerprint["goods_hash"]:
                self._write_row(version._table, version.id, fingerprint)
        orders.last_version_id.invalidate_recordset(flush=False)

    def _follow_foreign_trade_deadline(self, deadlines):
        for deadline in deadlines.filtered("done_at"):
            deadline.elapsed_hours = deadline._get_elapsed(deadline.done_at, {})
