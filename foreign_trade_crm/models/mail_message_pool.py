from odoo import models


class MailMessagePool(models.Model):
    """Also those one wrote or received oneself: they tell who the customer is."""

    _name = "mail.message"
    _inherit = ["mail.message", "foreign.trade.pool.link.mixin"]

    _pool_link = ("model", "res_id")
