import socket

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.imap_session import ImapError, ImapSession, explained, is_public
from .foreign_trade_mailbox import OAUTH_TYPES

TRUSTED_HOSTS = "foreign_trade_crm.mailbox_trusted_hosts"
OAUTH_CONSENT = {"gmail": "open_google_gmail_uri", "outlook": "open_microsoft_outlook_uri"}


class ForeignTradeMailboxConnection(models.Model):
    """Reaching the mailbox, and saying in plain words why it cannot be reached."""

    _inherit = "foreign.trade.mailbox"

    def action_connect(self):
        """Try the settings; from then on the mailbox is read every few minutes."""
        self.ensure_one()
        self.check_access("write")
        self._check_owner()
        if self.authentication in OAUTH_TYPES and not self._has_consent():
            return self._ask_consent()
        self._test_imap()
        self._update_mail_server()
        self.write(
            {
                "state": "connected",
                "failures": 0,
                "refusals": 0,
                "error": False,
                "error_at": False,
                "next_fetch_at": fields.Datetime.now(),
            }
        )
        self.env.ref("foreign_trade_crm.ir_cron_mailbox").sudo()._trigger()
        return self._tell(self.env._("Connected. Mail with known buyers appears on their records."))

    def action_disconnect(self):
        """Read no more; what was filed stays."""
        self.check_access("write")
        self.write({"state": "draft", "next_fetch_at": False, "error": False})
        return True

    def _check_owner(self):
        if self.user_id != self.env.user:
            raise UserError(self.env._("Everybody connects their own mailbox."))

    def _test_imap(self):
        session = None
        try:
            session = self._open_session()
            session.open("INBOX")
        except ImapError as error:
            raise UserError(self._explain(error)) from error
        finally:
            if session:
                session.close()

    def _open_session(self):
        """A signed-in :class:`ImapSession`; raises :class:`ImapError`."""
        self.ensure_one()
        if not self.imap_host:
            raise ImapError("host")
        session = ImapSession(
            self.imap_host.strip(),
            self.imap_port,
            security=self.imap_security,
            verify=self.verify_certificate,
            trusted=self._is_trusted(self.imap_host),
        )
        try:
            self._sign_in(session)
            session.introduce()
        except Exception:
            session.close()
            raise
        return session

    def _sign_in(self, session):
        # sudo: the system signs in with what nobody may read
        mailbox = self.sudo()
        if self.authentication not in OAUTH_TYPES:
            if not mailbox.secret:
                raise ImapError("login")
            session.login(self.login, mailbox.secret)
            return
        try:
            # Odoo's module for that provider knows how, and renews the token
            with explained("consent"):
                mailbox.fetchmail_server_id._imap_login__(session.connection)
        except UserError as error:
            raise ImapError("consent", str(error)) from error

    def _is_trusted(self, host):
        """Whether an administrator named this host as one of a private network.

        Otherwise anybody with a mailbox could probe the machines around the server.
        """
        hosts = self.env["ir.config_parameter"].sudo().get_param(TRUSTED_HOSTS) or ""
        return (host or "").strip().lower() in {
            name.strip().lower() for name in hosts.split(",") if name.strip()
        }

    def _check_public_host(self, host, port):
        """Refuse a server of the private network that is not trusted."""
        if self._is_trusted(host):
            return
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise ImapError("host") from error
        if not all(is_public(address[4][0]) for address in found):
            raise ImapError("forbidden")

    def _has_consent(self):
        """Whether the provider gave Odoo's module a token for this mailbox."""
        # sudo: whether there is a token, not what it is
        server = self.sudo().fetchmail_server_id
        names = {
            "gmail": "google_gmail_refresh_token",
            "outlook": "microsoft_outlook_refresh_token",
        }
        same = server.server_type == self.authentication and server.user == self.login
        return bool(server and same and server[names[self.authentication]])

    def _ask_consent(self):
        """Send the user to the provider, which sends them back; then they connect again."""
        # sudo: users do not administer incoming servers, this one is theirs alone. It stays
        # unconfirmed, so that Odoo's own fetching leaves it alone.
        mailbox = self.sudo()
        values = {
            "name": self.env._("%(user)s's mailbox", user=self.user_id.name),
            "server_type": self.authentication,
            "server": self.imap_host,
            "port": self.imap_port,
            "is_ssl": True,
            "user": self.login,
            "foreign_trade_owner_id": self.user_id.id,
        }
        if mailbox.fetchmail_server_id:
            mailbox.fetchmail_server_id.write(values)
        else:
            mailbox.fetchmail_server_id = mailbox.env["fetchmail.server"].create(values)
        return getattr(mailbox.fetchmail_server_id, OAUTH_CONSENT[self.authentication])()

    def _explain(self, error, host=None):
        """What a user can do about an :class:`ImapError`."""
        texts = self._get_explanations(
            host=host or self.imap_host or "?",
            text=str(error) if str(error) != error.kind else "",
            parameter=TRUSTED_HOSTS,
        )
        return texts.get(error.kind, texts["protocol"])

    def _get_explanations(self, **facts):
        return {
            "host": self.env._("The server “%(host)s” does not exist. Check its name.", **facts),
            "forbidden": self.env._(
                "“%(host)s” is in a private network. An administrator must first add it to the "
                "system parameter %(parameter)s.",
                **facts,
            ),
            "login": self.env._(
                "“%(host)s” refused the sign-in: %(text)s. Check that IMAP is switched on in the "
                "settings of the mailbox, and use the app password (authorization code) made "
                "there, not the password of the account.",
                **facts,
            ),
            "consent": self.env._(
                "Connect again: the provider's consent is missing or over. %(text)s", **facts
            ),
            **self._get_network_explanations(**facts),
        }

    def _get_network_explanations(self, **facts):
        return {
            "network": self.env._(
                "“%(host)s” does not answer on this port. Check port and security.", **facts
            ),
            "timeout": self.env._(
                "“%(host)s” did not answer in time. Check port and security.", **facts
            ),
            "certificate": self.env._(
                "The certificate of “%(host)s” is not valid: %(text)s", **facts
            ),
            "tls": self.env._(
                "No safe connection with “%(host)s”. Check port and security.", **facts
            ),
            "folder": self.env._("“%(host)s” did not open a folder: %(text)s", **facts),
            "protocol": self.env._("“%(host)s” broke off: %(text)s", **facts),
        }

    def _tell(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
