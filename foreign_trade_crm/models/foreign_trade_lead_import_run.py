import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

BATCH = 500
STORE_BATCH = 2000
#: while a browser drives an import, the scheduled action leaves it alone for so long
ALONE = timedelta(seconds=45)
ATTENTION = ("rejected", "failed", "duplicate")


class ForeignTradeLeadImportRun(models.Model):
    """An import at work: rows are stored at once, then become leads batch by batch."""

    _inherit = "foreign.trade.lead.import"

    started_at = fields.Datetime(readonly=True, copy=False)
    last_batch_at = fields.Datetime(readonly=True, copy=False)
    inquiry_ids = fields.One2many("foreign.trade.inquiry", "import_id", string="Rows")
    row_count = fields.Integer(string="Rows in the File", readonly=True, copy=False)
    repeated_rows = fields.Json(readonly=True, copy=False)
    repeated_count = fields.Integer(
        string="Already Imported",
        readonly=True,
        copy=False,
        help="Rows that came in before, by this file or by another. They are left out.",
    )
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    lead_count = fields.Integer(string="Leads", compute="_compute_counts")
    attention_count = fields.Integer(string="Need Attention", compute="_compute_counts")
    progress = fields.Integer(compute="_compute_counts", help="Percent of the rows.")

    @api.depends("inquiry_ids.state", "row_count", "repeated_count", "state")
    def _compute_counts(self):
        # sudo: figures of an import that the user may see
        groups = (
            self.env["foreign.trade.inquiry"]
            .sudo()
            ._read_group(
                [("import_id", "in", self._origin.ids)], ["import_id", "state"], ["__count"]
            )
        )
        counts = {}
        for record, state, count in groups:
            counts.setdefault(record.id, {})[state] = count
        for record in self:
            found = counts.get(record._origin.id, {})
            record.waiting_count = found.get("new", 0)
            record.lead_count = found.get("processed", 0)
            record.attention_count = sum(found.get(state, 0) for state in ATTENTION)
            total = sum(found.values())
            record.progress = 100 * (total - record.waiting_count) // total if total else 0
            if record.state == "done":
                record.progress = 100

    def action_start(self):
        """Store every row as an inquiry; processing begins."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("check")
        if not set(self.column_ids.mapped("field")) & self._get_naming_fields():
            raise UserError(
                self.env._(
                    "Say which column holds the company, the contact, the e-mail or the phone."
                )
            )
        stored = self._store_rows()
        if not stored["row_count"]:
            raise UserError(self.env._("The list has no rows below its headings."))
        self.write(
            {
                **stored,
                "state": "running",
                "started_at": fields.Datetime.now(),
                "last_batch_at": fields.Datetime.now(),
            }
        )
        # the browser that shows the form goes ahead; without one, the scheduled action does
        self._wake_cron()
        return True

    @api.model
    def _get_naming_fields(self):
        return {"company_name", "contact_name", "last_name", "email", "phone", "whatsapp"}

    def _store_rows(self):
        """Create the inquiries of all rows that are new. Counts of rows and of known ones."""
        rows = self._read_rows()
        skip = self.heading_row if self.has_headings else self.heading_row - 1
        rows = [(number, cells) for number, cells in rows if number > skip]
        columns = [(one.index, one.heading, one.field) for one in self.column_ids.sorted("index")]
        # one import into a channel after the other, so that rows are compared with all stored
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", 0x4654, self.channel_id.id))
        repeated, seen = [], set()
        for chunk in split_every(STORE_BATCH, rows, list):
            self._store_chunk(chunk, columns, seen, repeated)
        return {
            "row_count": len(rows),
            "repeated_count": len(repeated),
            "repeated_rows": repeated[:1000],
        }

    def _store_chunk(self, chunk, columns, seen, repeated):
        # sudo: the log is written by the system
        inquiries = self.env["foreign.trade.inquiry"].sudo()
        prepared = [self._prepare_row(number, cells, columns) for number, cells in chunk]
        known = inquiries.search_fetch(
            [
                ("channel_id", "=", self.channel_id.id),
                ("external_id", "in", [values["external_id"] for values in prepared]),
            ],
            ["external_id"],
        )
        seen.update(known.mapped("external_id"))
        new = []
        for values in prepared:
            if values["external_id"] in seen:
                repeated.append(values["row_number"])
            else:
                seen.add(values["external_id"])
                new.append(values)
        inquiries.create(new)

    def _prepare_row(self, number, cells, columns):
        """Values of the inquiry that keeps one row as it is."""
        values = [
            [heading, cells[index], field]
            for index, heading, field in columns
            if index < len(cells) and cells[index]
        ]
        told = {field: text for _heading, text, field in values}
        who = next((told[name] for name in self._get_naming_order() if told.get(name)), "")
        return {
            "channel_id": self.channel_id.id,
            "import_id": self.id,
            "external_id": self._get_row_id(values),
            "payload_type": "row",
            "row_number": number,
            "row_values": values,
            "name": who[:250] or False,
            "email_from": told.get("email", "")[:250] or False,
        }

    @api.model
    def _get_naming_order(self):
        return ("company_name", "contact_name", "last_name", "email", "phone", "whatsapp")

    @api.model
    def _get_row_id(self, values):
        """What tells this row from every other: what stands in it, wherever it stands."""
        content = sorted([heading.strip().casefold(), text] for heading, text, _field in values)
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
        return f"row:{digest[:48]}"

    def action_process_batch(self):
        """Turn the next rows into leads. Called in a loop by the form that shows the progress.

        :return: ``{"state": …, "progress": percent, "waiting": …, "leads": …, "attention": …}``
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "running" and self.try_lock_for_update(allow_referencing=True):
            self._process_batch()
        return {
            "state": self.state,
            "progress": self.progress,
            "waiting": self.waiting_count,
            "leads": self.lead_count,
            "attention": self.attention_count,
        }

    def _process_batch(self):
        """The next rows become leads that the importer has entered, whoever drives the import."""
        self = self.with_user(self.create_uid).with_company(self.company_id)
        domain = [("import_id", "=", self.id), ("state", "=", "new")]
        with self._gather_notices():
            # sudo: as above
            rows = self.env["foreign.trade.inquiry"].sudo()
            batch = rows.search(domain, limit=BATCH, order="id")
            if batch:
                batch._process_batch()
                self._queue_notices(batch.filtered(lambda row: row.state == "processed").lead_id)
        values = {"last_batch_at": fields.Datetime.now()}
        if len(batch) < BATCH:
            self._send_notices()
            values["state"] = "done"
        self.write(values)
        self.invalidate_recordset(["waiting_count", "lead_count", "attention_count", "progress"])

    def action_stop(self):
        """Stop after the batch that is being worked on. What has become a lead stays."""
        self.ensure_one()
        if self.state == "running":
            self.state = "stopped"
            self._send_notices()
        return True

    def action_continue(self):
        self.ensure_one()
        if self.state == "stopped":
            self.write({"state": "running", "last_batch_at": fields.Datetime.now()})
            self._wake_cron()
        return True

    @api.model
    def _cron_process(self):
        """Go on with imports that no browser drives; safe when two servers run it."""
        domain = [("state", "=", "running")]
        for record in self.search(domain, order="id").filtered(lambda one: one._is_alone()):
            while record.state == "running":
                if not record.try_lock_for_update(allow_referencing=True):
                    break
                record._process_batch()
                remaining = self.search_count(domain)
                if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                    return
                # somebody may have stopped it
                record.invalidate_recordset()
        if self.search_count(domain):
            self._wake_cron()

    @api.model
    def _wake_cron(self):
        # sudo: whoever imports, the scheduled action is the system's
        cron = self.env.ref("foreign_trade_crm.ir_cron_lead_import").sudo()
        cron._trigger(at=fields.Datetime.now() + ALONE)

    def _is_alone(self):
        """Whether no browser has worked on this import of late."""
        return not self.last_batch_at or self.last_batch_at <= fields.Datetime.now() - ALONE
