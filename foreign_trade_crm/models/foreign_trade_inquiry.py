import base64
import logging
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import mute_logger

_logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
RETRY_BATCH = 50


class ForeignTradeInquiry(models.Model):
    """One message from a channel, kept exactly as it came.

    It is stored before it is understood: what fails afterwards leaves it here, with the
    error, to be tried again. A way in calls ``_store`` and then ``_process``; each payload
    type has a method ``_process_<payload_type>`` returning the values to write.
    """

    _name = "foreign.trade.inquiry"
    _description = "Inquiry"
    _order = "received_at desc, id desc"

    name = fields.Char(string="Subject")
    channel_id = fields.Many2one(
        "foreign.trade.channel", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="channel_id.company_id", store=True, index=True)
    external_id = fields.Char(
        string="External ID", required=True, help="Message-Id of an e-mail, or the sender's own ID."
    )
    payload_type = fields.Selection([("email", "Email")], required=True, default="email")
    received_at = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    raw = fields.Binary(string="Raw Message", attachment=True, copy=False)
    raw_filename = fields.Char(compute="_compute_raw_filename")
    preview = fields.Text(string="Text", compute="_compute_preview")
    email_from = fields.Char(string="From")
    email_normalized = fields.Char(string="Address")
    language = fields.Char(help="ISO code of the language the inquiry is written in.")
    state = fields.Selection(
        [
            ("new", "New"),
            ("processed", "Processed"),
            ("duplicate", "Duplicate"),
            ("rejected", "Rejected"),
            ("failed", "Failed"),
        ],
        string="Status",
        required=True,
        default="new",
        index=True,
    )
    error = fields.Text(string="Reason")
    attempts = fields.Integer(readonly=True)
    next_attempt_at = fields.Datetime(string="Next Attempt", readonly=True)
    lead_id = fields.Many2one("crm.lead", index="btree_not_null")
    acknowledged_on = fields.Date(readonly=True)

    _channel_external_id_uniq = models.Constraint(
        "unique (channel_id, external_id)",
        "This inquiry is in the log already.",
    )
    _acknowledged_once_a_day = models.UniqueIndex(
        "(email_normalized, acknowledged_on) WHERE acknowledged_on IS NOT NULL",
        "This address has its acknowledgement of today already.",
    )
    _retry_idx = models.Index("(next_attempt_at) WHERE state IN ('new', 'failed')")

    @api.depends("name")
    def _compute_display_name(self):
        for inquiry in self:
            inquiry.display_name = inquiry.name or inquiry.external_id

    @api.depends("payload_type")
    def _compute_raw_filename(self):
        for inquiry in self:
            inquiry.raw_filename = f"inquiry-{inquiry.id}.eml"

    @api.depends("raw", "payload_type")
    def _compute_preview(self):
        for inquiry in self:
            inquiry.preview = inquiry._get_preview()

    def _get_preview(self):
        """Readable text of the payload, whatever state it is in; override for other types."""
        return False

    def _get_payload(self):
        """The payload's bytes."""
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).raw or b"")

    @api.model
    def _store(self, channel, external_id, payload, **values):
        """Keep a payload. Returns the inquiry; empty when another worker is storing it now.

        An inquiry that was there before comes back with the state it has.
        """
        domain = [("channel_id", "=", channel.id), ("external_id", "=", external_id)]
        existing = self.search(domain, limit=1)
        if existing:
            return existing
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(
                    {
                        "channel_id": channel.id,
                        "external_id": external_id,
                        "raw": base64.b64encode(payload),
                        **values,
                    }
                )
        except UniqueViolation:
            return self.browse()

    def _process(self):
        """Understand new inquiries, each on its own: one that fails keeps its error."""
        for inquiry in self:
            inquiry._process_one()

    def _process_one(self):
        self.ensure_one()
        values = {"attempts": self.attempts + 1, "next_attempt_at": False, "error": False}
        try:
            with self.env.cr.savepoint():
                process = getattr(self, f"_process_{self.payload_type}")
                self.write({**values, **process()})
        except Exception as error:
            _logger.warning("Inquiry %s could not be processed", self.id, exc_info=True)
            self.write({**values, **self._prepare_failure_values(error)})
        else:
            self._after_processing()

    def _after_processing(self):
        """What follows a processed inquiry and must not undo it when it fails."""

    def _prepare_failure_values(self, error):
        """Twice the wait after each failure; after the last attempt only the button is left."""
        values = {"state": "failed", "error": f"{type(error).__name__}: {error}"[:2000]}
        if self.attempts + 1 < MAX_ATTEMPTS:
            wait = timedelta(minutes=2**self.attempts)
            values["next_attempt_at"] = fields.Datetime.now() + wait
        return values

    def action_retry(self):
        """Process failed inquiries again, for managers."""
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers may process inquiries again."))
        self.check_access("read")
        # sudo: managers read the log, only the system writes it
        self.sudo().filtered(lambda inquiry: inquiry.state in ("new", "failed"))._process()
        return True

    @api.model
    def _get_retry_domain(self):
        due = Domain("next_attempt_at", "<=", fields.Datetime.now())
        stuck = Domain("next_attempt_at", "=", False) & Domain("attempts", "=", 0)
        return Domain("state", "in", ("new", "failed")) & (due | stuck)

    @api.model
    def _cron_retry(self):
        """Try again what is due; safe when several servers, or a request, read at once."""
        domain = self._get_retry_domain()
        for _batch in range(1000):
            due = self.search(domain, limit=RETRY_BATCH, order="next_attempt_at, id")
            if not due or not self._commit_retry(0):
                break
            taken = self.browse()
            for inquiry in due:
                # a commit gives up all locks: each is taken when its turn comes
                mine = inquiry._lock_unread()
                mine._process()
                taken |= mine
                if not self._commit_retry(len(mine)):
                    return
            if not taken:
                break

    @api.model
    def _commit_retry(self, done):
        """Commit; returns the seconds left."""
        remaining = self.search_count(self._get_retry_domain())
        return self.env["ir.cron"]._commit_progress(done, remaining=remaining)

    def _lock_unread(self):
        """Those of these inquiries that are still to be read and that nobody reads now."""
        locked = self.try_lock_for_update()
        locked.invalidate_recordset(["state", "attempts", "next_attempt_at"])
        return locked.filtered(lambda inquiry: inquiry.state in ("new", "failed"))
