import smtplib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..tools.imap_session import ImapError, is_public
from .foreign_trade_mailbox import SECURITY


class ForeignTradeMailboxSmtp(models.Model):
    """Sending the user's own mail through their own server, as Odoo's personal servers do.

    The outgoing server that Odoo sees holds no password: it is handed over at sign-in only,
    and only to the host that the owner named.
    """

    _inherit = "foreign.trade.mailbox"

    send_enabled = fields.Boolean(
        string="Send Through This Mailbox",
        help="What you write in Odoo then leaves through your own server, under your address, "
        "and stands in your sent mail.",
    )
    smtp_host = fields.Char(string="Outgoing Server")
    smtp_port = fields.Integer(string="Outgoing Port", default=465)
    smtp_security = fields.Selection(
        SECURITY, string="Outgoing Security", required=True, default="ssl"
    )
    mail_server_id = fields.Many2one(
        "ir.mail_server", readonly=True, copy=False, ondelete="set null", groups=fields.NO_ACCESS
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("send_enabled") is False or vals.get("active") is False:
            # sudo: users do not administer outgoing servers, this one is theirs alone
            self.sudo().mail_server_id.unlink()
        return result

    def _update_mail_server(self):
        """Make, mend or remove the user's personal outgoing server."""
        # sudo: as above
        mailbox = self.sudo()
        if not self.send_enabled:
            mailbox.mail_server_id.unlink()
            return
        self._check_sending()
        values = self._prepare_mail_server_values()
        if mailbox.mail_server_id:
            mailbox.mail_server_id.write(values)
        else:
            mailbox.mail_server_id = mailbox.env["ir.mail_server"].create(values)
        self._test_smtp()

    def _check_sending(self):
        address = email_normalize(self.address)
        if refusal := self._get_sending_refusal(self.user_id, address):
            raise UserError(refusal)
        self._check_rival_servers(self.user_id, address)

    def _get_sending_refusal(self, user, address):
        """Why Odoo cannot send through this mailbox, empty when it can."""
        if self.authentication != "password":
            return self.env._(
                "Sending with this provider is set up in your preferences, under Outgoing "
                "Mail Server."
            )
        if not user.has_external_mail_server:
            return self.env._(
                "Personal outgoing servers are not allowed here. An administrator can allow "
                "them in the general settings: Use Custom Email Servers."
            )
        if address != user.email_normalized:
            return self.env._(
                "Odoo writes in your name as %(email)s, but this mailbox is %(address)s. Make "
                "them the same in your preferences.",
                email=user.email or "?",
                address=address,
            )
        return ""

    def _check_rival_servers(self, user, address):
        # sudo: only whether there is another server, and whether the address is a shared one
        servers = self.env["ir.mail_server"].sudo().with_context(active_test=False)
        own = servers.search([("owner_user_id", "=", user.id)])
        if own - self.sudo().mail_server_id:
            raise UserError(
                self.env._("You have an outgoing server in your preferences already: use that.")
            )
        shared = self.env["mail.alias.domain"].sudo().search(Domain.TRUE)
        if address in {email_normalize(one.default_from_email) for one in shared}:
            raise UserError(self.env._("The system itself sends under this address."))

    def _prepare_mail_server_values(self):
        return {
            "name": self.env._("%(user)s's own server", user=self.user_id.name),
            "active": True,
            "owner_user_id": self.user_id.id,
            "from_filter": email_normalize(self.address),
            "smtp_host": (self.smtp_host or "").strip(),
            "smtp_port": self.smtp_port,
            "smtp_encryption": self._get_encryption(),
            "smtp_authentication": "login",
            "smtp_user": self.login,
            "smtp_pass": False,
        }

    def _get_encryption(self):
        strict = self.verify_certificate and self.smtp_security != "none"
        return f"{self.smtp_security}_strict" if strict else self.smtp_security

    def _test_smtp(self):
        """Sign in once, without sending anything."""
        try:
            self._check_public_host(self.smtp_host, self.smtp_port)
            # sudo: the owner tries the server made for them
            connection = (
                self.env["ir.mail_server"]
                .sudo()
                ._connect__(mail_server_id=self.sudo().mail_server_id.id, smtp_from=self.address)
            )
        except ImapError as error:
            raise UserError(self._explain(error, self.smtp_host)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise UserError(
                self.env._(
                    "The outgoing server “%(host)s” could not be used: %(text)s",
                    host=self.smtp_host,
                    text=error,
                )
            ) from error
        if connection:
            connection.close()

    @api.model
    def _get_smtp_password(self, server, connection):
        """The password for an outgoing server made here; None for any other.

        :raises UserError: when somebody pointed the server to another machine since
        """
        mailbox = self.search([("mail_server_id", "=", server.id), ("active", "=", True)], limit=1)
        if not mailbox:
            return None
        values = mailbox._prepare_mail_server_values()
        names = ("smtp_host", "smtp_port", "smtp_encryption", "smtp_user", "from_filter")
        unchanged = all(server[name] == values[name] for name in names)
        peer = connection.sock.getpeername()[0] if connection.sock else ""
        if not unchanged or not (mailbox._is_trusted(server.smtp_host) or is_public(peer)):
            raise UserError(
                self.env._("This outgoing server was changed: connect the mailbox again.")
            )
        return mailbox.secret
