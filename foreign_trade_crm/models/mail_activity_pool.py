from odoo import models


class MailActivityPool(models.Model):
    """Also those that were one's own, done and kept."""

    _name = "mail.activity"
    _inherit = ["mail.activity", "foreign.trade.pool.link.mixin"]
