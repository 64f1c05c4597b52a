from odoo import models


class IrMailServerMailbox(models.Model):
    _inherit = "ir.mail_server"

    def _smtp_login__(self, connection, smtp_user, smtp_password):
        """Servers of personal mailboxes hold no password; it is handed over here."""
        if len(self) == 1 and self.owner_user_id and not smtp_password:
            # sudo: the system signs in with what nobody may read
            mailboxes = self.env["foreign.trade.mailbox"].sudo()
            smtp_password = mailboxes._get_smtp_password(self, connection) or smtp_password
        return super()._smtp_login__(connection, smtp_user, smtp_password)
