from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import graph_api, webhook_payload
from .foreign_trade_channel_webhook import MANAGER


class ForeignTradeChannelWhatsapp(models.Model):
    """A channel with a number at the WhatsApp Cloud API, or with lead ads at Meta.

    The address of the API is the system parameter ``foreign_trade_crm.graph_url``: only the
    administrator decides where tokens are sent to.
    """

    _inherit = "foreign.trade.channel"

    graph_token = fields.Char(
        string="Access Token",
        copy=False,
        groups=MANAGER,
        help="Permanent token of a system user of your Meta business, with the rights "
        "whatsapp_business_messaging or leads_retrieval.",
    )
    whatsapp_phone_id = fields.Char(
        string="Phone Number ID",
        copy=False,
        help="Meta's ID of your WhatsApp number (not the number itself).",
    )
    whatsapp_account_id = fields.Char(
        string="Business Account ID", copy=False, help="Meta's ID of your WhatsApp account."
    )
    whatsapp_can_send = fields.Boolean(
        string="Sends WhatsApp", compute="_compute_whatsapp_can_send", compute_sudo=True
    )
    whatsapp_template_ids = fields.One2many(
        "foreign.trade.whatsapp.template", "channel_id", string="Templates"
    )

    _whatsapp_phone_id_uniq = models.UniqueIndex(
        "(whatsapp_phone_id) WHERE whatsapp_phone_id IS NOT NULL",
        "Another channel has this phone number ID.",
    )

    @api.depends("webhook_format", "whatsapp_phone_id", "graph_token", "active")
    def _compute_whatsapp_can_send(self):
        for channel in self:
            channel.whatsapp_can_send = bool(
                channel.active
                and channel.webhook_format == "whatsapp"
                and channel.whatsapp_phone_id
                and channel.graph_token
            )

    @api.model
    def _find_whatsapp_channel(self, company):
        """The channel of this company, else of all, that can send WhatsApp messages."""
        channels = self.sudo().search(  # sudo: whether there is a token may be known
            [
                ("webhook_format", "=", "whatsapp"),
                ("whatsapp_phone_id", "!=", False),
                ("graph_token", "!=", False),
                ("company_id", "in", (company.id, False)),
            ]
        )
        return channels.sorted(lambda channel: not channel.company_id)[:1].sudo(self.env.su)

    def _get_graph_api(self):
        """The API with this channel's token."""
        # sudo: the token and the parameter are used here, not shown
        channel = self.sudo()
        if not channel.graph_token:
            raise UserError(
                self.env._(
                    "The channel “%(channel)s” has no access token. A manager enters it on "
                    "the channel.",
                    channel=channel.name,
                )
            )
        address = channel.env["ir.config_parameter"].get_param("foreign_trade_crm.graph_url")
        return graph_api.GraphApi(address or graph_api.DEFAULT_URL, channel.graph_token)

    def _route_whatsapp(self, document):
        """The channel of the number this message was sent to: Meta has one address for all."""
        ids = [
            (change["value"].get("metadata") or {}).get("phone_number_id")
            for _entry, change in webhook_payload.changes(document)
            if isinstance(change["value"].get("metadata"), dict)
        ]
        if self.webhook_format != "whatsapp" or not ids or self.whatsapp_phone_id in ids:
            return self
        domain = [
            ("whatsapp_phone_id", "=", str(ids[0])),
            ("webhook_format", "=", "whatsapp"),
            ("company_id", "=", self.company_id.id),
        ]
        return self.search(domain, limit=1) or self

    def _receive_statuses(self, document):
        """Note what became of messages we sent; other documents tell nothing of it."""
        if self.webhook_format != "whatsapp":
            return
        for envelope in document if isinstance(document, list) else [document]:
            statuses = webhook_payload.statuses(envelope)
            self.env["foreign.trade.whatsapp.message"]._apply_statuses(statuses)

    def action_fetch_whatsapp_templates(self):
        """Take over the approved templates of the account."""
        self.ensure_one()
        self.check_access("write")
        if not self.whatsapp_account_id:
            raise UserError(self.env._("Enter the business account ID first."))
        try:
            found = self._get_graph_api().read_templates(self.whatsapp_account_id)
        except graph_api.GraphError as error:
            raise UserError(
                self.env._("WhatsApp did not give the templates: %(reason)s", reason=error)
            ) from error
        self.env["foreign.trade.whatsapp.template"]._update_from_account(self, found)
