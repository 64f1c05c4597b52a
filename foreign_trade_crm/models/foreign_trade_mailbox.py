from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize

from ..tools.mail_providers import PROVIDERS, guess_provider

# Servers through which Odoo's own modules sign in by OAuth, when they are installed.
OAUTH_TYPES = ("gmail", "outlook")
SECURITY = [("ssl", "SSL/TLS"), ("starttls", "STARTTLS"), ("none", "None (not safe)")]
# Whatever changes how the mailbox is reached must be tried again before it is used.
CONNECTION_FIELDS = {
    "login",
    "secret",
    "password",
    "authentication",
    "imap_host",
    "imap_port",
    "imap_security",
    "verify_certificate",
}


class ForeignTradeMailbox(models.Model):
    """A user's own mailbox, of which correspondence with known buyers is filed.

    It belongs to its user alone: a rule without groups keeps everybody else out, and nobody
    reads the password through the application, not even its owner.
    """

    _name = "foreign.trade.mailbox"
    _description = "Personal Mailbox"
    _rec_name = "address"
    _order = "address, id"

    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    active = fields.Boolean(default=True)
    address = fields.Char(
        string="Email Address", required=True, default=lambda self: self.env.user.email
    )
    login = fields.Char(required=True, help="Usually the address itself.")
    authentication = fields.Selection(
        selection="_select_authentication", required=True, default="password"
    )
    provider = fields.Selection(
        [
            ("gmail", "Gmail"),
            ("outlook", "Outlook, Microsoft 365"),
            ("netease_163", "163"),
            ("netease_126", "126"),
            ("exmail", "Tencent Exmail"),
            ("qq", "QQ Mail"),
            ("aliyun", "Alibaba Mail (Aliyun)"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    password = fields.Char(
        string="App Password",
        compute="_compute_password",
        inverse="_inverse_password",
        help="Most providers ask for a password made for this purpose, not the one of the "
        "account. It is kept in the database like other mail passwords of Odoo: nobody sees it "
        "in the application, but whoever administers the server or the database could read it.",
    )
    secret = fields.Char(groups=fields.NO_ACCESS, copy=False, prefetch=False)
    has_password = fields.Boolean(compute="_compute_password")
    imap_host = fields.Char(string="Incoming Server")
    imap_port = fields.Integer(string="Incoming Port", default=993)
    imap_security = fields.Selection(
        SECURITY, string="Incoming Security", required=True, default="ssl"
    )
    verify_certificate = fields.Boolean(
        default=True,
        help="Switch off only for a server of your own whose certificate is not official.",
    )
    history_days = fields.Integer(
        string="Days Back",
        default=30,
        help="How far back the mailbox is read when it is connected.",
    )
    excluded = fields.Text(
        string="Never File",
        help="Addresses or domains, one a line. Mail with them is not filed even if they are "
        "known to the system.",
    )
    state = fields.Selection(
        [
            ("draft", "Not Connected"),
            ("connected", "Connected"),
            ("failing", "Trying Again"),
            ("stopped", "Stopped"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    fetchmail_server_id = fields.Many2one(
        "fetchmail.server", readonly=True, copy=False, ondelete="set null", groups=fields.NO_ACCESS
    )
    folder_ids = fields.One2many("foreign.trade.mailbox.folder", "mailbox_id", string="Folders")

    _login_uniq = models.Constraint(
        "unique (user_id, login)", "You have connected this mailbox already."
    )

    @api.model
    def _select_authentication(self):
        """By password, and by OAuth where Odoo's module for that provider is installed."""
        servers = self.env["fetchmail.server"]
        offered = servers._fields["server_type"]._description_selection(self.env)
        return [
            ("password", self.env._("App password")),
            *((key, label) for key, label in offered if key in OAUTH_TYPES),
        ]

    @api.depends("secret")
    def _compute_password(self):
        for mailbox in self:
            mailbox.password = False
            # sudo: whether there is one, not what it is
            mailbox.has_password = bool(mailbox.sudo().secret)

    def _inverse_password(self):
        for mailbox in self.filtered("password"):
            # sudo: the owner may set what nobody may read; providers show it in groups of four
            mailbox.sudo().secret = mailbox.password.strip()

    @api.constrains("address", "imap_port", "history_days")
    def _check_mailbox(self):
        for mailbox in self:
            if not email_normalize(mailbox.address):
                raise ValidationError(mailbox.env._("Enter the full email address."))
            if not 0 < mailbox.imap_port < 65536 or not 0 <= mailbox.history_days <= 366:
                raise ValidationError(
                    mailbox.env._("A port is a number up to 65535, days back are at most 366.")
                )

    @api.onchange("address")
    def _onchange_address(self):
        if self.address and "@" in self.address:
            if not self.login or "@" in self.login:
                self.login = self.address.strip()
            self.provider = guess_provider(self.address) or self.provider

    @api.onchange("provider")
    def _onchange_provider(self):
        self.update(self._prepare_provider_values(self.provider))

    @api.onchange("authentication")
    def _onchange_authentication(self):
        if self.authentication in OAUTH_TYPES:
            self.provider = self.authentication
            self._onchange_provider()

    @api.model
    def _prepare_provider_values(self, provider):
        """How a common provider is reached; nothing for the others."""
        facts = PROVIDERS.get(provider)
        if not facts:
            return {}
        names = ("host", "port", "security")
        return {
            f"{protocol}_{name}": value
            for protocol in ("imap", "smtp")
            for name, value in zip(names, facts[protocol], strict=True)
        }

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_new_owner(vals)
            for name, value in self._prepare_provider_values(vals.get("provider")).items():
                vals[name] = vals.get(name) or value
            vals["login"] = vals.get("login") or (vals.get("address") or "").strip()
        return super().create(vals_list)

    def write(self, vals):
        self._check_new_owner(vals)
        if CONNECTION_FIELDS & vals.keys() and "state" not in vals:
            vals = {**vals, "state": "draft"}
        return super().write(vals)

    def unlink(self):
        # sudo: the servers made for this mailbox go with it
        servers = self.sudo().fetchmail_server_id
        senders = self.sudo().mail_server_id
        result = super().unlink()
        servers.unlink()
        senders.unlink()
        return result

    def _check_new_owner(self, vals):
        if not self.env.su and vals.get("user_id", self.env.uid) != self.env.uid:
            raise UserError(self.env._("Everybody connects their own mailbox."))

    def _get_excluded(self):
        """Lower-case addresses and domains whose mail stays private."""
        self.ensure_one()
        return {line.strip().lstrip("@").lower() for line in (self.excluded or "").split()}
