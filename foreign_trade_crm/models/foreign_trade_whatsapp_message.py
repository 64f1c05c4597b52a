from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..tools import graph_api, whatsapp

REENGAGEMENT = 131047


class ForeignTradeWhatsappMessage(models.Model):
    """One WhatsApp message, ours or a buyer's, with what became of it."""

    _name = "foreign.trade.whatsapp.message"
    _inherit = ["foreign.trade.child.access.mixin"]
    _description = "WhatsApp Message"
    _order = "date desc, id desc"
    _access_parents = ("lead_id", "partner_id")

    conversation_id = fields.Many2one(
        "foreign.trade.whatsapp.conversation", required=True, index=True, ondelete="cascade"
    )
    channel_id = fields.Many2one(related="conversation_id.channel_id", store=True, index=True)
    company_id = fields.Many2one(related="conversation_id.company_id", store=True)
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="set null")
    partner_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="set null")
    direction = fields.Selection([("in", "Received"), ("out", "Sent")], required=True)
    number = fields.Char(related="conversation_id.number")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    body = fields.Text()
    template_id = fields.Many2one("foreign.trade.whatsapp.template", index="btree_not_null")
    user_id = fields.Many2one("res.users", string="Sent By", index="btree_not_null")
    state = fields.Selection(
        [
            ("received", "Received"),
            ("outgoing", "Being Sent"),
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("read", "Read"),
            ("failed", "Not Delivered"),
        ],
        string="Status",
        required=True,
        default="outgoing",
    )
    error = fields.Text(string="Reason")
    external_id = fields.Char(string="WhatsApp ID", help="The message's ID at WhatsApp.")
    mail_message_id = fields.Many2one("mail.message", index="btree_not_null", ondelete="set null")
    inquiry_id = fields.Many2one("foreign.trade.inquiry", index="btree_not_null")

    _external_id_uniq = models.UniqueIndex(
        "(external_id) WHERE external_id IS NOT NULL", "This message is on record already."
    )

    @api.depends("body", "number")
    def _compute_display_name(self):
        for message in self:
            message.display_name = (message.body or message.number or "")[:60]

    def _send(self, payload):
        """Hand the message to WhatsApp; returns whether it took it.

        Everything that may collide with other users is written and flushed by the caller
        before: after the call only this new row is written, so that no message goes out twice
        because its transaction is repeated.
        """
        self.ensure_one()
        try:
            sent_id = self.channel_id._get_graph_api().send(
                self.channel_id.whatsapp_phone_id, payload
            )
        except graph_api.GraphError as error:
            self.write({"state": "failed", "error": self._explain_error(error)})
            return False
        self.write({"state": "sent", "external_id": sent_id})
        return True

    def _explain_error(self, error):
        """What WhatsApp's refusal means for the user."""
        if error.code == REENGAGEMENT:
            return self.env._(
                "More than 24 hours have passed since the buyer last wrote: send a template."
            )
        if error.unsure:
            return self.env._(
                "%(reason)s It is not certain whether the message went out: look on the phone "
                "before you send it again.",
                reason=error,
            )
        return str(error)

    @api.model
    def _apply_statuses(self, statuses):
        """Note the delivery notices of one request; unknown messages are not ours."""
        ids = [str(status.get("id")) for status in statuses if status.get("id")]
        if not ids:
            return
        known = {
            message.external_id: message
            for message in self.search([("external_id", "in", ids), ("direction", "=", "out")])
        }
        for status in statuses:
            message = known.get(str(status.get("id")))
            if message:
                message._apply_status(status)

    def _apply_status(self, status):
        state = whatsapp.advance(self.state, status.get("status"))
        if state == self.state:
            return
        values = {"state": state}
        if state == "failed":
            values["error"] = self._read_status_error(status)
        self.write(values)
        if state == "failed":
            self.lead_id._take_back_first_response(self.date)
            self._notify_failure()

    @api.model
    def _read_status_error(self, status):
        errors = [error for error in status.get("errors") or () if isinstance(error, dict)]
        if not errors:
            return self.env._("WhatsApp gave no reason.")
        data = errors[0].get("error_data")
        details = data.get("details") if isinstance(data, dict) else False
        error = graph_api.GraphError(
            str(details or errors[0].get("message") or errors[0].get("title") or "")[:500],
            errors[0].get("code") or 0,
        )
        return self._explain_error(error)

    def _get_record(self):
        return self.lead_id or self.partner_id

    def _notify_failure(self):
        """Tell who sent it, on the record it is about."""
        record = self._get_record()
        if not record:
            return
        lang = self.user_id.lang or self.env.lang
        text = self.with_context(lang=lang).env._(
            "The WhatsApp message to %(number)s was not delivered: %(reason)s",
            number=self.number,
            reason=self.error or "",
        )
        record.message_post(
            body=text,
            subtype_xmlid="mail.mt_note",
            partner_ids=self.user_id.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
        )

    def _get_chatter_body(self):
        """The message as it stands in the chatter."""
        title = self.env._("WhatsApp from %(number)s", number=self.number)
        if self.direction == "out":
            title = self.env._("WhatsApp to %(number)s", number=self.number)
        if self.state == "failed":
            title = self.env._(
                "WhatsApp to %(number)s – not delivered: %(reason)s",
                number=self.number,
                reason=self.error or "",
            )
        words = plaintext2html(self.body or "")
        return Markup('<p class="text-muted"><i class="fa fa-whatsapp"></i> %s</p>%s') % (
            title,
            words,
        )

    def action_send_again(self):
        """Open the pop-up with the text of a message that was not delivered."""
        self.ensure_one()
        if self.state != "failed" or self.direction != "out":
            raise UserError(self.env._("Only a message that was not delivered is sent again."))
        action = self._get_record()._get_whatsapp_wizard_action()
        body = {"default_body": self.body} if not self.template_id else {}
        return {**action, "context": {**action["context"], **body}}
