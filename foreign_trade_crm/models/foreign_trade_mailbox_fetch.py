import logging
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger

from ..tools.imap_session import ImapError
from ..tools.mail_envelope import read_envelope

_logger = logging.getLogger(__name__)

INTERVAL = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=12)
# A server that dies leaves its mailbox to the others after this long.
LEASE = timedelta(minutes=10)
BATCH = 200
# Trying a wrong password again and again locks accounts.
MAX_REFUSALS = 3
REFUSALS = ("login", "consent")
# How often a mail is tried that cannot be filed.
MAX_MAIL_ATTEMPTS = 4
# After a folder was numbered anew, mail this old may not have been read before.
OVERLAP = timedelta(days=7)


class ForeignTradeMailboxFetch(models.Model):
    """Reading mailboxes every few minutes, each on its own."""

    _inherit = "foreign.trade.mailbox"

    next_fetch_at = fields.Datetime(string="Next Reading", readonly=True, copy=False, index=True)
    last_fetch_at = fields.Datetime(string="Last Reading", readonly=True, copy=False)
    lease_until = fields.Datetime(readonly=True, copy=False)
    failures = fields.Integer(readonly=True, copy=False)
    refusals = fields.Integer(readonly=True, copy=False, help="Failed sign-ins among the failures.")
    error = fields.Text(readonly=True, copy=False)
    error_at = fields.Datetime(string="Failing Since", readonly=True, copy=False)

    @api.model
    def _cron_fetch(self):
        """Read every mailbox that is due; safe when several servers run it at once."""
        while mailbox := self._claim_due():
            self.env["ir.cron"]._commit_progress()
            # what is kept and posted is for its owner to read
            mailbox.with_context(lang=mailbox.user_id.lang)._fetch()
            remaining = self.search_count(self._get_due_domain())
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    @api.model
    def _get_due_domain(self):
        now = fields.Datetime.now()
        return [
            ("state", "in", ("connected", "failing")),
            ("next_fetch_at", "<=", now),
            ("user_id.active", "=", True),
            "|",
            ("lease_until", "=", False),
            ("lease_until", "<", now),
        ]

    @api.model
    def _claim_due(self):
        """Take the mailbox that has waited longest; other servers pass it by until its lease ends.

        A lock would end with the first commit, and reading commits after each batch.
        """
        self.flush_model()
        due = self._search(self._get_due_domain(), order="next_fetch_at, id", limit=1)
        claim = SQL(
            "UPDATE foreign_trade_mailbox SET lease_until = %s WHERE id = (%s) RETURNING id",
            fields.Datetime.now() + LEASE,
            SQL("%s FOR UPDATE OF foreign_trade_mailbox SKIP LOCKED", due.select()),
        )
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                rows = self.env.execute_query(claim)
        except SerializationFailure:
            rows = []  # another server took it since this transaction began
        mailbox = self.browse(row[0] for row in rows)
        mailbox.invalidate_recordset(["lease_until"], flush=False)
        return mailbox

    def action_fetch(self):
        """Read now, for the owner."""
        self.ensure_one()
        self.check_access("write")
        self._check_owner()
        self.next_fetch_at = fields.Datetime.now()
        self.env.ref("foreign_trade_crm.ir_cron_mailbox").sudo()._trigger()
        return self._tell(self.env._("The mailbox is read in a moment."))

    def _fetch(self):
        """Read one mailbox; whatever goes wrong is kept on it and does not go further."""
        self.ensure_one()
        session = None
        finished = True
        try:
            session = self._open_session()
            with self.env.cr.savepoint():
                folders = self._find_folders(session)
            for folder in folders:
                finished = folder._fetch(session)
                if not finished:
                    break
        except ImapError as error:
            self._note_failure(error.kind, self._explain(error))
        except Exception as error:
            _logger.warning("Mailbox %s could not be read", self.id, exc_info=True)
            self._note_failure("protocol", f"{type(error).__name__}: {error}"[:500])
        else:
            self._note_success(finished)
        finally:
            if session:
                session.close()

    def _find_folders(self, session):
        """The inbox and the folder of sent mail, as the server names it."""
        names = {"inbox": "INBOX", "sent": session.find_sent()}
        known = {folder.role: folder for folder in self.folder_ids}
        folders = self.env["foreign.trade.mailbox.folder"]
        for role, name in names.items():
            if not name:
                continue
            folder = known.get(role)
            if not folder:
                folder = folders.create({"mailbox_id": self.id, "role": role, "name": name})
            elif folder.name != name:
                folder.write({"name": name, "uidvalidity": False})
            folders |= folder
        return folders

    def _note_success(self, finished):
        now = fields.Datetime.now()
        self.write(
            {
                "state": "connected",
                "failures": 0,
                "refusals": 0,
                "error": False,
                "error_at": False,
                "last_fetch_at": now,
                "next_fetch_at": now + INTERVAL if finished else now,
                "lease_until": False,
            }
        )

    def _note_failure(self, kind, text):
        """Wait twice as long after each failure; tell the owner once, stop on wrong passwords."""
        now = fields.Datetime.now()
        failures = self.failures + 1
        refusals = self.refusals + (kind in REFUSALS)
        stopped = refusals >= MAX_REFUSALS
        wait = min(INTERVAL * 2 ** min(failures, 10), LONGEST_WAIT)
        self.write(
            {
                "state": "stopped" if stopped else "failing",
                "failures": failures,
                "refusals": refusals,
                "error": text,
                "error_at": self.error_at or now,
                "next_fetch_at": False if stopped else now + wait,
                "lease_until": False,
            }
        )
        if stopped or failures == MAX_REFUSALS:
            self._tell_owner(text)

    def _tell_owner(self, text):
        body = self.env._(
            "Your mailbox %(address)s cannot be read: %(reason)s",
            address=self.address,
            reason=text,
        )
        owner = self.user_id.partner_id
        owner.message_notify(
            partner_ids=owner.ids, body=body, subject=self.env._("Mailbox not connected")
        )


class ForeignTradeMailboxFolderFetch(models.Model):
    _inherit = "foreign.trade.mailbox.folder"

    def _fetch(self, session):
        """Read what is new, batch by batch; False when the time was up before the end."""
        self.ensure_one()
        uids = self._find_new(session, session.open(self.name))
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            with self.env.cr.savepoint():
                self._read_batch(session, batch)
            self.mailbox_id.lease_until = fields.Datetime.now() + LEASE
            if not self.env["ir.cron"]._commit_progress() and batch[-1] != uids[-1]:
                return False
        return True

    def _find_new(self, session, state):
        """UIDs to read: those after the last one, and those that failed before."""
        if self.uidvalidity == str(state.uidvalidity):
            again = [int(uid) for uid in self.failed_uids or {}]
            return sorted({*again, *session.uids_after(int(self.last_uid))})
        # first reading, or the server has numbered the folder anew
        uids = session.uids_since(self._get_start())
        last = uids[0] - 1 if uids else max(state.uidnext - 1, 0)
        self.write(
            {
                "uidvalidity": str(state.uidvalidity),
                "last_uid": str(last),
                "failed_uids": False,
            }
        )
        return uids

    def _get_start(self):
        mailbox = self.mailbox_id
        if self.uidvalidity and mailbox.last_fetch_at:
            return mailbox.last_fetch_at - OVERLAP
        return fields.Datetime.now() - timedelta(days=mailbox.history_days)

    def _read_batch(self, session, uids):
        """Look at the headers of all, file those that concern somebody known."""
        now = fields.Datetime.now()
        envelopes = [read_envelope(head, now) for head in session.fetch_heads(uids)]
        failed = self.mailbox_id._file_envelopes(session, envelopes, self.role)
        tried = self.failed_uids or {}
        attempts = {str(uid): tried.get(str(uid), 0) + 1 for uid in failed}
        keep = {uid: count for uid, count in tried.items() if int(uid) not in uids}
        again = {uid: count for uid, count in attempts.items() if count < MAX_MAIL_ATTEMPTS}
        last = max(int(self.last_uid), uids[-1])
        self.write({"last_uid": str(last), "failed_uids": {**keep, **again} or False})
