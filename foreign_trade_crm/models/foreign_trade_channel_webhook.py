import json
import secrets
import shlex
import uuid

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import webhook_payload, webhook_ready

MANAGER = "foreign_trade_crm.group_sales_manager"
META_FORMATS = ("meta_leads", "whatsapp")
META_HEADER = "X-Hub-Signature-256"


class ForeignTradeChannelWebhook(models.Model):
    """A channel that other systems post inquiries to.

    Its address is public, so every request is signed with the channel's secret or carries
    it. What was posted is stored before it is read; how it is read is told by the mapping.
    """

    _inherit = "foreign.trade.channel"

    web_key = fields.Char(
        string="Public Key",
        copy=False,
        readonly=True,
        help="Part of the addresses of this channel's webhook and form.",
    )
    webhook_format = fields.Selection(
        [
            ("generic", "JSON"),
            ("form", "Form Builder"),
            ("meta_leads", "Meta Lead Ads"),
            ("whatsapp", "WhatsApp Cloud API"),
        ],
        string="Webhook",
        help="What posts inquiries to this channel. It chooses the mapping to begin with.",
    )
    webhook_auth = fields.Selection(
        [("hmac", "Signature (HMAC-SHA-256)"), ("token", "Token")],
        string="Proof of Origin",
        required=True,
        default="hmac",
        help="Signature: a header holds the HMAC-SHA-256 of the body with the secret, in "
        "hexadecimal digits or base64. Token: a header holds the secret itself.",
    )
    webhook_header = fields.Char(
        string="Header",
        help="Name of the header with the signature or token where it is not the usual one.",
    )
    webhook_secret = fields.Char(
        string="Secret",
        copy=False,
        groups=MANAGER,
        help="For Meta and WhatsApp: the App Secret of your app.",
    )
    webhook_verify_token = fields.Char(
        string="Verify Token",
        copy=False,
        groups=MANAGER,
        help="Meta asks for it once, when you enter the address there.",
    )
    webhook_url = fields.Char(string="Webhook Address", compute="_compute_webhook_url")
    webhook_example = fields.Text(string="Example", compute="_compute_webhook_example")
    webhook_command = fields.Text(
        string="Command", compute="_compute_webhook_command", groups=MANAGER
    )
    mapping_ids = fields.One2many(
        "foreign.trade.channel.mapping",
        "channel_id",
        copy=True,
        groups=MANAGER,
    )

    _web_key_uniq = models.UniqueIndex(
        "(web_key) WHERE web_key IS NOT NULL", "Another channel has this key."
    )

    @api.constrains("webhook_header")
    def _check_webhook_header(self):
        for channel in self:
            name = channel.webhook_header
            if name and not name.replace("-", "").replace("_", "").isalnum():
                raise ValidationError(
                    self.env._("“%(name)s” is no name of an HTTP header.", name=name)
                )

    @api.depends("web_key", "webhook_format")
    def _compute_webhook_url(self):
        for channel in self:
            ready = channel.web_key and channel.webhook_format
            channel.webhook_url = ready and f"{channel.get_base_url()}{channel._get_webhook_path()}"

    @api.depends("webhook_format")
    def _compute_webhook_example(self):
        for channel in self:
            example = webhook_ready.EXAMPLES.get(channel.webhook_format)
            channel.webhook_example = example and json.dumps(example, indent=2, ensure_ascii=False)

    @api.depends("webhook_format", "webhook_auth", "webhook_header", "webhook_secret", "web_key")
    def _compute_webhook_command(self):
        for channel in self:
            channel.webhook_command = channel.webhook_url and channel._get_webhook_command()

    def _get_webhook_path(self):
        return f"/foreign_trade/inquiry/{self.web_key}"

    def _get_webhook_command(self):
        """A command that posts the example the way this channel accepts it."""
        body = json.dumps(webhook_ready.EXAMPLES[self.webhook_format])
        name, value = self._get_webhook_proof(body.encode())
        return " ".join(
            [
                f"curl -X POST {shlex.quote(self.webhook_url)}",
                "-H 'Content-Type: application/json'",
                f"-H {shlex.quote(f'{name}: {value}')}",
                f"-d {shlex.quote(body)}",
            ]
        )

    def _get_webhook_proof(self, raw):
        """Name and value of the header with which these bytes are accepted."""
        secret = self.sudo().webhook_secret or ""  # callers are managers or the system
        if self.webhook_auth == "token":
            return self._get_webhook_header(), f"Bearer {secret}"
        return self._get_webhook_header(), webhook_payload.sign(secret, raw)

    def _get_webhook_header(self):
        if self.webhook_header:
            return self.webhook_header
        if self.webhook_auth == "token":
            return "Authorization"
        return META_HEADER if self.webhook_format in META_FORMATS else "X-Signature-256"

    def _is_webhook_authentic(self, raw, headers, token=None):
        """Whether these bytes come from somebody who knows the secret; in constant time.

        :param headers: of the request
        :param token: from the address, for senders that cannot set a header
        """
        self.ensure_one()
        secret = self.sudo().webhook_secret or ""  # the request proves that it knows it
        given = headers.get(self._get_webhook_header()) or ""
        if self.webhook_auth == "token":
            return webhook_payload.is_token(secret, given or token or "")
        return webhook_payload.is_signed(secret, raw, given)

    def _is_webhook_verified(self, token):
        """Whether Meta's handshake brings the verify token of this channel."""
        return webhook_payload.is_token(self.sudo().webhook_verify_token or "", token)

    @api.model
    def _find_by_web_key(self, key):
        """The channel of a public address, also an archived one: nothing is lost."""
        if not key or len(key) != 32:
            return self.browse()
        return self.with_context(active_test=False).search([("web_key", "=", key)], limit=1)

    @api.model
    def _find_webhook(self, key):
        channel = self._find_by_web_key(key)
        return channel if channel.webhook_format else self.browse()

    @api.model_create_multi
    def create(self, vals_list):
        channels = super().create(vals_list)
        channels._ensure_web_access()
        return channels

    def write(self, vals):
        result = super().write(vals)
        if "webhook_format" in vals:
            self._ensure_web_access()
        return result

    def _ensure_web_access(self):
        """Address, secrets and mapping for channels that have none yet."""
        # sudo: who may write the channel gets its secrets made, whoever may read them
        for channel in self.sudo().filtered(lambda channel: channel._has_web_access()):
            values = {}
            if not channel.web_key:
                values["web_key"] = uuid.uuid4().hex
            if channel.webhook_format and not channel.webhook_secret:
                values["webhook_secret"] = secrets.token_urlsafe(32)
            if channel.webhook_format in META_FORMATS and not channel.webhook_verify_token:
                values["webhook_verify_token"] = secrets.token_urlsafe(16)
            if values:
                channel.write(values)
            if channel.webhook_format and not channel.mapping_ids:
                channel._load_ready_mapping()

    def _has_web_access(self):
        return bool(self.webhook_format)

    def _load_ready_mapping(self):
        """Replace the mapping by the ready one of the channel's format."""
        lines = webhook_ready.READY[self.webhook_format]
        commands = [
            fields.Command.create({"field_name": name, "path": path, "sequence": number})
            for number, (name, path) in enumerate(lines, start=1)
        ]
        self.mapping_ids = [fields.Command.clear(), *commands]

    def action_load_ready_mapping(self):
        self.ensure_one()
        self._load_ready_mapping()

    def action_new_webhook_secret(self):
        """From now on only the new secret is accepted."""
        self.ensure_one()
        self.webhook_secret = secrets.token_urlsafe(32)

    def _get_mapping_lines(self):
        """(field, path) lines in their order; the format's own where none are left."""
        lines = [(line.field_name, line.path) for line in self.sudo().mapping_ids]
        return lines or webhook_ready.READY.get(self.webhook_format or "generic")
