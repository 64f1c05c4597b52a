import xmlrpc.client as xmlrpclib

from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        """A mail to the alias of a channel is kept as it came before anything reads it.

        Odoo's gateway parses and routes first, and a mail on which that fails is gone. All
        other mail goes Odoo's way, untouched.
        """
        raw = _as_bytes(message)
        # the gateway's user need not be entitled to channels and inquiries
        channel = self.env["foreign.trade.channel"].sudo()._find_for_email(raw)
        if channel:
            inquiry = self.env["foreign.trade.inquiry"].sudo()._receive_email(channel, raw)
            return inquiry.lead_id.id
        return super().message_process(
            model,
            message,
            custom_values=custom_values,
            save_original=save_original,
            strip_attachments=strip_attachments,
            thread_id=thread_id,
        )


def _as_bytes(message):
    if isinstance(message, xmlrpclib.Binary):
        return bytes(message.data)
    return message.encode() if isinstance(message, str) else message
