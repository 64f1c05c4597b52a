import uuid

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import lead_facts, webhook_payload


class ForeignTradeChannelTry(models.TransientModel):
    """Paste what a system posts, and see what becomes of it before the system is connected."""

    _name = "foreign.trade.channel.try"
    _description = "Try a Webhook"

    channel_id = fields.Many2one("foreign.trade.channel", required=True, readonly=True)
    payload = fields.Text(
        string="Message", compute="_compute_payload", store=True, readonly=False, required=True
    )
    readable = fields.Boolean(compute="_compute_reading")
    reading = fields.Html(string="What Is Understood", compute="_compute_reading", sanitize=False)

    @api.depends("channel_id")
    def _compute_payload(self):
        for trial in self:
            trial.payload = trial.channel_id.webhook_example

    @api.depends("channel_id", "payload")
    def _compute_reading(self):
        for trial in self:
            trial.readable, trial.reading = trial._read_payload()

    def _read_payload(self):
        """(whether it would be accepted, the facts or errors as a table)"""
        log = self.env["foreign.trade.inquiry"].sudo()  # sudo: reads nothing but the mapping
        try:
            document = webhook_payload.parse((self.payload or "").encode())
            items = webhook_payload.split(self.channel_id.webhook_format, document)
        except (webhook_payload.PayloadError, UnicodeEncodeError) as error:
            return False, self._render_rows([(self.env._("Error"), str(error))], "danger")
        rows, errors = [], {}
        for item in items:
            facts, wrong = log._read_item(self.channel_id, item)
            rows += self._get_rows(facts)
            errors |= log._name_errors([wrong])
        if errors:
            return False, self._render_rows(errors.items(), "danger")
        if not rows:
            nothing = self.env._("The mapping finds nothing in this message.")
            return False, self._render_rows([(self.env._("Error"), nothing)], "danger")
        return True, self._render_rows(rows, "body")

    def _get_rows(self, facts):
        labels = dict(self.env["foreign.trade.channel.mapping"]._select_field_name())
        cleaned = lead_facts.clean(facts)
        told = [("external_id", facts["external_id"])] if facts.get("external_id") else []
        told += [(name, cleaned[name]) for name in lead_facts.FACTS if name in cleaned]
        rows = [(labels[name], lead_facts.as_text(value)) for name, value in told]
        return rows + list(cleaned.get("more", {}).items())

    @api.model
    def _render_rows(self, rows, colour):
        cells = Markup().join(
            Markup("<tr><th class='text-nowrap pe-3 align-top'>%s</th><td class='text-%s'>%s</td>")
            % (label, colour, value)
            for label, value in rows
        )
        return Markup(
            "<table class='o_webhook_reading table table-sm'><tbody>%s</tbody></table>"
        ) % (cells)

    def action_create_lead(self):
        """Take the message in as if it had been posted now, and show what it became.

        It is another inquiry each time: trying an example twice makes two leads.
        """
        self.ensure_one()
        self.channel_id.check_access("write")  # managers
        if not self.readable:
            raise UserError(self.env._("This message would be refused: see what is wrong."))
        raw = self.payload.encode()
        # sudo: only the system writes the log
        log = self.env["foreign.trade.inquiry"].sudo()
        inquiry = log._store(
            self.channel_id.sudo(), f"try:{uuid.uuid4().hex}", raw, payload_type="json"
        )
        inquiry._process()
        if not inquiry.lead_id:
            raise UserError(inquiry.error or self.env._("No lead came of this message."))
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": inquiry.lead_id.id,
            "views": [(False, "form")],
            "target": "current",
        }
