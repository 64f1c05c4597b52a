from odoo import models

from .foreign_trade_customer_timeline_messages import SAID


class MailMessageTimeline(models.Model):
    """The newest words on any document, without reading what the system noted in between."""

    _inherit = "mail.message"

    _foreign_trade_said_idx = models.Index(
        f"(model, res_id, date DESC, id DESC) WHERE {SAID.replace('mail_message.', '')}"
    )
