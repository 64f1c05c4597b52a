import secrets
import time

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import consteq
from odoo.tools.misc import hmac

TOKEN_SCOPE = "foreign_trade_inquiry_form"
#: nobody fills in a form faster; a page left open longer is loaded again
MIN_SECONDS, MAX_SECONDS = 3, 24 * 3600
RATE_MINUTES, RATE_INQUIRIES = 10, 10


class ForeignTradeChannelForm(models.Model):
    """A channel with a small public page on which buyers write to us; no website is needed."""

    _inherit = "foreign.trade.channel"

    web_form = fields.Boolean(
        string="Public Form", help="A page on which buyers write to you, also inside your site."
    )
    web_form_title = fields.Char(string="Form Title", translate=True)
    web_form_intro = fields.Text(string="Form Introduction", translate=True)
    web_form_url = fields.Char(string="Form Address", compute="_compute_web_form_url")
    web_form_snippet = fields.Text(
        string="For Your Website",
        compute="_compute_web_form_url",
        help="Put this into a page of your own website.",
    )

    @api.depends("web_key", "web_form")
    def _compute_web_form_url(self):
        frame = Markup(
            '<iframe src="%s" title="%s" style="width:100%%;height:900px;border:0"></iframe>'
        )
        for channel in self:
            url = f"{channel.get_base_url()}{channel._get_webhook_path()}/form"
            shown = channel.web_form and channel.web_key
            channel.web_form_url = shown and url
            channel.web_form_snippet = shown and str(frame % (url, channel.name or ""))

    def write(self, vals):
        result = super().write(vals)
        if vals.get("web_form"):
            self._ensure_web_access()
        return result

    def _has_web_access(self):
        return super()._has_web_access() or self.web_form

    @api.model
    def _find_web_form(self, key):
        """The channel whose public form has this address, and shows it."""
        channel = self._find_by_web_key(key)
        return channel if channel.web_form and channel.active else self.browse()

    def _make_form_token(self):
        """Proof that the page was loaded, when, and the identity of what is sent with it."""
        content = f"{self.id}.{int(time.time())}.{secrets.token_hex(8)}"
        return f"{content}.{hmac(self.env(su=True), TOKEN_SCOPE, content)}"

    def _read_form_token(self, token):
        """(identity, age in seconds) of a token of this channel's page; ("", 0) of any other."""
        content, _dot, signature = (token or "").rpartition(".")
        parts = content.split(".")
        if len(parts) != 3 or parts[0] != str(self.id):
            return "", 0
        expected = hmac(self.env(su=True), TOKEN_SCOPE, content)
        if not consteq(expected.encode(), signature.encode("utf-8", "replace")):
            return "", 0
        return parts[2], int(time.time()) - int(parts[1])

    def _is_form_token_fresh(self, age):
        return MIN_SECONDS <= age <= MAX_SECONDS

    def _get_form_sender_key(self, address):
        """What tells one visitor from another without keeping the address."""
        return hmac(self.env(su=True), TOKEN_SCOPE, f"{self.id} {address}")[:16]

    def _is_form_rate_exceeded(self, sender_key):
        """Whether this visitor has sent so much that a person hardly can."""
        since = fields.Datetime.subtract(fields.Datetime.now(), minutes=RATE_MINUTES)
        domain = [
            ("channel_id", "=", self.id),
            ("received_at", ">=", since),
            ("sender_key", "=", sender_key),
        ]
        inquiries = self.env["foreign.trade.inquiry"].sudo()  # sudo: a count alone
        return inquiries.search_count(domain, limit=RATE_INQUIRIES) >= RATE_INQUIRIES
