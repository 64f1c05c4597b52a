import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import fact_values, lead_facts, raw_email, webhook_formats, webhook_payload

# When so many others came within two seconds, or wait since a minute, reading is left to the
# scheduled action: storing takes a few milliseconds, reading a hundred.
BUSY_SECONDS, WAITING_SECONDS = 2, 60
BUSY_INQUIRIES = 4
BATCH_INQUIRIES = 20
MAX_ID = 500
CONFLICTS = ("SerializationFailure", "UniqueViolation", "DeadlockDetected", "LockNotAvailable")


class ForeignTradeInquiryJson(models.Model):
    """Inquiries that other systems post: stored, answered, then read by the mapping."""

    _inherit = "foreign.trade.inquiry"

    payload_type = fields.Selection(
        selection_add=[("json", "JSON"), ("form", "Website Form")],
        ondelete={"json": "set default", "form": "set default"},
    )
    sender_key = fields.Char(
        readonly=True,
        groups="foreign_trade_crm.group_sales_manager",
        help="Tells visitors of the public form apart, without keeping their address.",
    )
    fetched = fields.Text(
        string="Fetched Answers",
        help="What the sender's system gave when asked for the inquiry it announced.",
    )

    @api.depends("payload_type")
    def _compute_raw_filename(self):
        posted = self.filtered(lambda inquiry: inquiry.payload_type in ("json", "form"))
        for inquiry in posted:
            inquiry.raw_filename = f"inquiry-{inquiry.id}.json"
        return super(ForeignTradeInquiryJson, self - posted)._compute_raw_filename()

    def _get_preview(self):
        if self.payload_type not in ("json", "form"):
            return super()._get_preview()
        raw = self._get_payload()
        try:
            text = webhook_payload.dump(webhook_payload.parse(raw)).decode()
        except webhook_payload.PayloadError:
            text = raw.decode(errors="replace")
        text = lead_facts.clean_text(text, keep_lines=True)[:20000]
        return f"{text}\n\n{self.fetched}" if self.fetched else text

    @api.model
    def _receive_webhook(self, channel, raw, document):
        """Store what one request brings, all of it or nothing.

        :param bytes raw: the body
        :param document: what :func:`webhook_payload.parse` made of it
        :return: (inquiries, ids, errors): inquiries as they are in the log now (less than
            ids when another worker is storing the same), the sender's ids, and field →
            explanation of what is of the wrong type; with errors nothing is stored as new
        """
        items = webhook_payload.split(channel.webhook_format, document)
        read = [self._read_item(channel, item) for item in items]
        errors = self._name_errors([wrong for _facts, wrong in read])
        if errors:
            return self.browse(), [], errors
        inquiries, ids = self.browse(), []
        for item, (facts, _wrong) in zip(items, read, strict=True):
            external_id = str(facts.pop("external_id", "") or webhook_payload.digest_id(item))
            external_id = lead_facts.clean_text(external_id)
            if len(external_id) > MAX_ID:  # two that begin alike are two
                external_id = webhook_payload.digest_id(external_id)
            payload = raw if len(items) == 1 else webhook_payload.dump(item)
            values = self._prepare_json_values(facts)
            inquiries |= self._store(channel._route_whatsapp(item), external_id, payload, **values)
            ids.append(external_id)
        return inquiries, ids, {}

    @api.model
    def _read_item(self, channel, item):
        """Facts and errors of one document; only the generic form is strict about types."""
        strict = channel.webhook_format == "generic"
        facts, errors = webhook_formats.read(channel._get_mapping_lines(), item, strict)
        telling = (*webhook_formats.TELLING, "subject")
        told = any(str(facts.get(name) or "").strip() for name in telling)
        if strict and not errors and not told:
            errors = dict.fromkeys(("email", "message"), "missing")
        return facts, errors

    @api.model
    def _name_errors(self, errors_list):
        """field → what is wrong with it; a request of several says in which."""
        explanations = {
            "text": "a text is expected",
            "number": "a number is expected",
            "email": "an e-mail address is expected",
            "missing": "say who writes or what is wanted",
        }
        return {
            name if len(errors_list) == 1 else f"[{index}].{name}": explanations[kind]
            for index, errors in enumerate(errors_list)
            for name, kind in errors.items()
        }

    @api.model
    def _prepare_json_values(self, facts):
        facts = lead_facts.clean(facts)
        return {
            "payload_type": "json",
            "name": facts.get("subject") or facts.get("product") or False,
            **self._prepare_sender_values(facts),
        }

    @api.model
    def _store_rejected(self, channel, raw, reason):
        """Keep what an authentic sender posted and we could not take, for the manager to see.

        Its id is that of the body, so that the corrected inquiry is another one.
        """
        digest = hashlib.sha256(raw).hexdigest()
        values = {"payload_type": "json", "state": "rejected", "error": reason}
        return self._store(channel, f"rejected:{digest}", raw, **values)

    def _is_busy(self):
        """Whether so many others come that reading these is left to the scheduled action."""
        now = fields.Datetime.now()
        waiting = Domain("state", "=", "new") & Domain(
            "received_at", ">=", now - timedelta(seconds=WAITING_SECONDS)
        )
        coming = Domain("received_at", ">=", now - timedelta(seconds=BUSY_SECONDS))
        others = Domain("channel_id", "in", self.channel_id.ids) & Domain("id", "not in", self.ids)
        return self.search_count(others & (waiting | coming), limit=BUSY_INQUIRIES) >= (
            BUSY_INQUIRIES
        )

    @api.model
    def _wake_retry(self):
        """Have the scheduled action run now; one that is woken already reads these as well."""
        cron = self.env.ref("foreign_trade_crm.ir_cron_inquiry_retry")
        triggers = self.env["ir.cron.trigger"]
        due = [("cron_id", "=", cron.id), ("call_at", "<=", fields.Datetime.now())]
        if not triggers.search_count(due, limit=1):
            cron._trigger()

    def _process_or_defer(self):
        """Read new inquiries now, or by the scheduled action when many come at once.

        Called after they are committed. One that another worker reads now is left to it.
        """
        new = self.filtered(lambda inquiry: inquiry.state == "new")
        if not new:
            return
        if len(new) > BATCH_INQUIRIES or new._is_busy():
            self._wake_retry()
            return
        new._lock_unread()._process()

    def _is_conflict(self):
        """Whether reading failed because another worker wrote the same at the same moment."""
        return self.state == "failed" and (self.error or "").startswith(CONFLICTS)

    def _process_json(self):
        """Values to write on the inquiry after the document became a lead."""
        self = self._as_gateway()
        document = webhook_payload.parse(self._get_payload())
        read = getattr(self, f"_process_{self.channel_id.webhook_format}_document", None)
        return read(document) if read else self._process_document(document)

    def _process_document(self, document):
        """Values to write on the inquiry after the facts in this document became a lead."""
        lines = self.channel_id._get_mapping_lines()
        facts, _errors = webhook_formats.read(lines, document, strict=False)
        facts.pop("external_id", None)
        if not facts:
            raise UserError(
                self.env._(
                    "The mapping of the channel “%(channel)s” finds nothing in this message. "
                    "Correct its paths, then process the message again.",
                    channel=self.channel_id.name,
                )
            )
        return self._process_facts(fact_values.split_amounts(facts))

    @api.model
    def _receive_form(self, channel, facts, external_id, **values):
        """Store what a visitor filled in on the channel's public form."""
        raw = json.dumps(facts, ensure_ascii=True, indent=1).encode()
        values = {**self._prepare_json_values(facts), "payload_type": "form", **values}
        return self._store(channel, external_id, raw, **values)

    def _process_form(self):
        """The form's fields are named as facts are: no mapping is needed."""
        self = self._as_gateway()
        facts = webhook_payload.parse(self._get_payload())
        return self._process_facts(fact_values.split_amounts(facts))

    def _is_answerable(self, address):
        """Who fills in a form is a person; an address of a machine is not answered."""
        if self.payload_type not in ("json", "form"):
            return super()._is_answerable(address)
        return raw_email.may_be_answered(raw_email.read_headers(b""), address)
