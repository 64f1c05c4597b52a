from odoo import models


class ResUsersMailbox(models.Model):
    _inherit = "res.users"

    def _compute_outgoing_mail_server_id(self):
        """A server of one's own mailbox counts, also where its login is not the address."""
        result = super()._compute_outgoing_mail_server_id()
        missing = self.filtered(lambda user: not user.outgoing_mail_server_id and not user.share)
        if missing:
            # sudo: users do not read mailboxes of others, nor outgoing servers
            mailboxes = self.env["foreign.trade.mailbox"].sudo()
            domain = [("user_id", "in", missing.ids), ("mail_server_id.active", "=", True)]
            for mailbox in mailboxes.search(domain):
                user = missing.filtered(lambda user, mailbox=mailbox: user == mailbox.user_id)
                if mailbox.mail_server_id.from_filter == user.email_normalized:
                    user.outgoing_mail_server_id = mailbox.mail_server_id
        return result
