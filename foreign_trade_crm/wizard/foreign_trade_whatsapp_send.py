from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import whatsapp

MODELS = ("crm.lead", "res.partner")


class ForeignTradeWhatsappSend(models.TransientModel):
    """Write to a buyer over WhatsApp: free words while WhatsApp allows them, else a template."""

    _name = "foreign.trade.whatsapp.send"
    _description = "Send WhatsApp Message"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    channel_id = fields.Many2one(
        "foreign.trade.channel",
        string="From",
        compute="_compute_channel_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        domain=[("webhook_format", "=", "whatsapp")],
    )
    number = fields.Char(
        string="To",
        compute="_compute_number",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    window_open = fields.Boolean(compute="_compute_window_open")
    window_end = fields.Datetime(string="Free Texts Until", compute="_compute_window_open")
    last_received_at = fields.Datetime(string="Last Answer", compute="_compute_window_open")
    body = fields.Text(string="Message")
    template_id = fields.Many2one(
        "foreign.trade.whatsapp.template", domain="[('channel_id', '=', channel_id)]"
    )
    places = fields.Text(
        compute="_compute_places",
        store=True,
        readonly=False,
        help="What stands in the places of the template, one line for each.",
    )
    place_count = fields.Integer("Number of Places", related="template_id.place_count")
    template_preview = fields.Text(string="Preview", compute="_compute_template_preview")
    error = fields.Text(string="Not Sent", readonly=True)

    @api.depends("res_model", "res_id")
    def _compute_channel_id(self):
        for wizard in self:
            company = wizard._get_record()._get_whatsapp_company()
            channels = self.env["foreign.trade.channel"]
            wizard.channel_id = channels._find_whatsapp_channel(company)

    @api.depends("res_model", "res_id")
    def _compute_number(self):
        for wizard in self:
            wizard.number = wizard._get_record()._get_whatsapp_number()

    @api.depends("channel_id", "number")
    def _compute_window_open(self):
        for wizard in self:
            conversation = wizard._find_conversation()
            wizard.last_received_at = conversation.last_received_at
            wizard.window_end = whatsapp.window_end(conversation.last_received_at or None)
            wizard.window_open = conversation._is_window_open()

    @api.depends("template_id")
    def _compute_places(self):
        """The first place of most templates is the buyer's name."""
        for wizard in self:
            record = wizard._get_record()
            name = record.contact_name if record._name == "crm.lead" else record.name
            wizard.places = name if wizard.template_id.place_count else False

    @api.depends("template_id", "places")
    def _compute_template_preview(self):
        for wizard in self:
            wizard.template_preview = wizard.template_id and whatsapp.fill(
                wizard.template_id.body, wizard._get_values()
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_model(vals.get("res_model", self.env.context.get("default_res_model")))
        return super().create(vals_list)

    @api.model
    def _check_model(self, model):
        """:raises AccessError: for anything but leads and customers"""
        if model not in MODELS:
            raise AccessError(self.env._("WhatsApp messages are sent from leads and customers."))

    def _get_record(self):
        """The lead or customer, as this user."""
        self._check_model(self.res_model)
        return self.env[self.res_model].browse(self.res_id)

    def _get_values(self):
        return [line.strip() for line in (self.places or "").splitlines() if line.strip()]

    def _find_conversation(self):
        # sudo: when the buyer last wrote to this number of ours; nothing else is shown
        conversations = self.env["foreign.trade.whatsapp.conversation"].sudo()
        number = whatsapp.e164(self.number)
        if not number or not self.channel_id:
            return conversations
        forms = whatsapp.same_numbers(number)
        domain = [("channel_id", "=", self.channel_id.id), ("number", "in", forms)]
        return conversations.search(domain, limit=1)

    def action_send(self):
        """Send; when WhatsApp refuses, the pop-up stays open and says why."""
        self.ensure_one()
        record = self._get_record()
        record.check_access("write")
        number = whatsapp.e164(self.number, record.country_id.code)
        self._check_sendable(number)
        # sudo: conversations are kept by the system
        conversations = self.env["foreign.trade.whatsapp.conversation"].sudo()
        conversation = conversations._ensure(self.channel_id, number)
        other = conversation._get_record()
        if other and other != record and not other.with_env(self.env).has_access("read"):
            raise AccessError(
                self.env._("A colleague is in conversation with this number: ask them for it.")
            )
        body, payload = self._prepare_payload(conversation.wa_id or number)
        message = record._send_whatsapp(conversation, body, payload, self.template_id)
        if message.state != "failed":
            return {"type": "ir.actions.act_window_close", "infos": {"noReload": False}}
        self.error = message.error
        action = record._get_whatsapp_wizard_action()
        return {**action, "res_id": self.id}

    def _check_sendable(self, number):
        """:raises UserError: for what WhatsApp would not take"""
        if not number:
            raise UserError(
                self.env._("“%(number)s” is no number in international form.", number=self.number)
            )
        if not self.channel_id.sudo().whatsapp_can_send:
            raise UserError(self.env._("Choose a channel with a number at the WhatsApp API."))
        own = (self.channel_id.company_id, self._get_record()._get_whatsapp_company())
        if own[0] and own[0] != own[1]:
            raise UserError(self.env._("This number belongs to another company."))
        if self.template_id:
            self._check_template()
        elif not (self.body or "").strip():
            raise UserError(self.env._("Write a message, or choose a template."))
        elif not self._find_conversation()._is_window_open():
            raise UserError(
                self.env._(
                    "WhatsApp takes a free text only within 24 hours after the buyer has "
                    "written. Choose a template, or open the chat on your phone."
                )
            )
        elif len(self.body) > whatsapp.MAX_BODY:
            raise UserError(self.env._("WhatsApp takes at most 4096 characters."))

    def _check_template(self):
        if self.template_id.channel_id != self.channel_id:
            raise UserError(self.env._("This template belongs to another number."))
        if len(self._get_values()) != self.template_id.place_count:
            raise UserError(
                self.env._(
                    "The template has %(count)s places: write one line for each.",
                    count=self.template_id.place_count,
                )
            )

    def _prepare_payload(self, number):
        """(text as the buyer reads it, what the API is told)"""
        template, values = self.template_id, self._get_values()
        if not template:
            return self.body, whatsapp.text_payload(number, self.body)
        payload = whatsapp.template_payload(
            number, template.name, template.language, values, whatsapp.placeholders(template.body)
        )
        return whatsapp.fill(template.body, values), payload

    def action_open_link(self):
        """Open the chat in the user's own WhatsApp instead."""
        self.ensure_one()
        number = whatsapp.e164(self.number)
        if not number:
            raise UserError(
                self.env._("“%(number)s” is no number in international form.", number=self.number)
            )
        address = whatsapp.link(number, self.body or "")
        return {"type": "ir.actions.act_url", "url": address, "target": "new"}
