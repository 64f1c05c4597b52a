from odoo import fields, models


class ForeignTradePoolReason(models.Model):
    """Why an owner gives a customer or lead back; shown in the pool, so it names nobody."""

    _name = "foreign.trade.pool.reason"
    _description = "Reason of Release"
    _order = "sequence, id"

    name = fields.Char("Reason", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
