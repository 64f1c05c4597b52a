from odoo import models


class MailScheduledMessage(models.Model):
    _inherit = "mail.scheduled.message"

    def _notification_parameters_whitelist(self):
        """An answer to an inquiry that is sent later goes to its address as well."""
        return super()._notification_parameters_whitelist() | {"outgoing_email_to"}
