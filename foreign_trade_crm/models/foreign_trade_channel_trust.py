from odoo import fields, models


class ForeignTradeChannelTrust(models.Model):
    _inherit = "foreign.trade.channel"

    trusted = fields.Boolean(
        help="What is proposed for an inquiry from this channel is done at once: a request for "
        "quotation makes customer and opportunity without anybody looking at it. Otherwise "
        "somebody applies the proposal by one click.",
    )
