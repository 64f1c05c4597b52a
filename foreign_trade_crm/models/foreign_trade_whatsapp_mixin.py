from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ..tools import whatsapp


class ForeignTradeWhatsappMixin(models.AbstractModel):
    """Leads and customers one talks to over WhatsApp.

    Where the company has a number at the Cloud API, messages go and come through it; where it
    has none, a link opens the chat in the user's own WhatsApp. The adopter is a mail.thread
    with ``phone_sanitized``, ``country_id`` and a one2many ``whatsapp_message_ids``.
    """

    _name = "foreign.trade.whatsapp.mixin"
    _description = "Record With WhatsApp"

    whatsapp_number = fields.Char(
        string="WhatsApp",
        index="btree_not_null",
        help="Where it differs from the phone. Kept in international form.",
        prefetch="trade_details",
    )
    whatsapp_message_count = fields.Integer(
        string="WhatsApp Messages", compute="_compute_whatsapp_message_count"
    )

    def _compute_whatsapp_message_count(self):
        field = self._fields["whatsapp_message_ids"].inverse_name
        messages = self.env["foreign.trade.whatsapp.message"]
        counts = {}
        if self.ids and messages.has_access("read"):
            counts = dict(messages._read_group([(field, "in", self.ids)], [field], ["__count"]))
        for record in self:
            record.whatsapp_message_count = counts.get(record._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {**vals, "whatsapp_number": self._normalize_whatsapp(vals)}
            if vals.get("whatsapp_number")
            else vals
            for vals in vals_list
        ]
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("whatsapp_number"):
            country = {"country_id": self[:1].country_id.id, **vals}
            vals = {**vals, "whatsapp_number": self._normalize_whatsapp(country)}
        return super().write(vals)

    @api.model
    def _normalize_whatsapp(self, vals):
        """The number in E.164; what is no number stays as it was typed."""
        country = vals.get("country_id") or ()
        if not isinstance(country, models.BaseModel):
            country = self.env["res.country"].browse(country)
        code = country.code or self.env.company.country_id.code
        return whatsapp.e164(vals["whatsapp_number"], code) or vals["whatsapp_number"]

    @api.onchange("whatsapp_number")
    def _onchange_whatsapp_number(self):
        if self.whatsapp_number:
            values = {"whatsapp_number": self.whatsapp_number, "country_id": self.country_id.id}
            self.whatsapp_number = self._normalize_whatsapp(values)

    def _get_whatsapp_number(self):
        """E.164 number to write to, empty when there is none."""
        self.ensure_one()
        own = whatsapp.e164(self.whatsapp_number, self.country_id.code)
        return own or self.phone_sanitized or whatsapp.e164(self.phone, self.country_id.code)

    def _get_whatsapp_company(self):
        return self.company_id or self.env.company

    def _get_whatsapp_greeting(self):
        """First words of a chat that is opened by a link."""
        return ""

    def _takes_whatsapp(self):
        """Whether an answer may land on this record."""
        return bool(self)

    def action_whatsapp(self):
        """Write to the buyer: the pop-up, or the user's own WhatsApp where there is no API."""
        self.ensure_one()
        self.check_access("write")
        if not self._get_whatsapp_number():
            raise UserError(
                self.env._("Enter a phone or WhatsApp number in international form first.")
            )
        channel = self.env["foreign.trade.channel"]._find_whatsapp_channel(
            self._get_whatsapp_company()
        )
        return self._get_whatsapp_wizard_action() if channel else self.action_whatsapp_link()

    def action_whatsapp_link(self):
        """Open the chat in the user's own WhatsApp, on the phone or at the desk."""
        self.ensure_one()
        address = whatsapp.link(self._get_whatsapp_number(), self._get_whatsapp_greeting())
        return {"type": "ir.actions.act_url", "url": address, "target": "new"}

    def _get_whatsapp_wizard_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("WhatsApp"),
            "res_model": "foreign.trade.whatsapp.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def action_view_whatsapp_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_whatsapp_message_action"
        )
        field = self._fields["whatsapp_message_ids"].inverse_name
        return {**action, "domain": [(field, "=", self.id)]}

    @api.model
    def _get_whatsapp_domain(self, number, company):
        """Records of this company that may be the owner of an E.164 number."""
        forms = whatsapp.same_numbers(number)
        domain = ["|", ("whatsapp_number", "in", forms), ("phone_sanitized", "in", forms)]
        return [*domain, ("company_id", "in", (company.id, False))] if company else domain

    def _send_whatsapp(self, conversation, body, payload, template=None):
        """Send one message and keep it on the record; returns it, delivered or failed.

        Contact and first response are noted before WhatsApp is called and taken back when it
        refuses, so that nothing after the call can make the transaction repeat.
        """
        self.ensure_one()
        # sudo: whoever may write the record sends; messages are written by the system alone
        record = self.sudo()
        message = record.env["foreign.trade.whatsapp.message"].create(
            record._prepare_whatsapp_values(conversation, body, template)
        )
        conversation._attach(record)
        record._post_whatsapp(message)
        savepoint = self.env.cr.savepoint()
        record._register_whatsapp_contact(message)
        self.env.flush_all()
        if message._send(payload):
            savepoint.close(rollback=False)
            return message
        failure = {"state": message.state, "error": message.error}
        savepoint.close(rollback=True)
        message.write(failure)
        message.mail_message_id.body = message._get_chatter_body()
        return message

    def _prepare_whatsapp_values(self, conversation, body, template):
        return {
            "conversation_id": conversation.id,
            **self._prepare_whatsapp_link(),
            "direction": "out",
            "body": body,
            "template_id": template.id if template else False,
            "user_id": self.env.uid,
        }

    def _prepare_whatsapp_link(self):
        """Values that tie a message to this record."""
        return {self._fields["whatsapp_message_ids"].inverse_name: self.id}

    def _post_whatsapp(self, message):
        """Show a message of ours in the chatter, to colleagues only."""
        posted = self.message_post(
            body=message._get_chatter_body(),
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            author_id=message.user_id.partner_id.id,
        )
        message.mail_message_id = posted

    def _post_incoming_whatsapp(self, message, sender, attachments=None):
        """Show a buyer's message in the chatter and tell the owner of it."""
        owner = self.user_id.filtered(lambda user: user.id != SUPERUSER_ID)
        posted = self.message_post(
            body=message._get_chatter_body(),
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            author_id=False,
            email_from=sender,
            partner_ids=owner.partner_id.ids,
            attachments=attachments,
        )
        message.mail_message_id = posted

    def _register_whatsapp_contact(self, message):
        """A person's message is contact and may be the first response; so is the buyer's."""
        direction = "in" if message.direction == "in" else "out"
        self._register_contact(message.date, message.user_id or None, direction)
