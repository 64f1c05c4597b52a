from odoo import fields, models


class ForeignTradeQuotationVersionLine(models.Model):
    _name = "foreign.trade.quotation.version.line"
    _description = "Quotation Version Line"
    _inherit = ("foreign.trade.frozen.mixin", "foreign.trade.offer.line.mixin")

    version_id = fields.Many2one(
        "foreign.trade.quotation.version", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="version_id.currency_id")
