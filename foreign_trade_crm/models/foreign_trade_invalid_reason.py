from odoo import fields, models


class ForeignTradeInvalidReason(models.Model):
    """Why a lead is not worth working on; channels are judged by it."""

    _name = "foreign.trade.invalid.reason"
    _description = "Invalid Lead Reason"
    _order = "sequence, id"

    name = fields.Char(string="Reason", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
