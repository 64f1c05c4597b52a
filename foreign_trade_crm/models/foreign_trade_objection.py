from odoo import fields, models


class ForeignTradeObjection(models.Model):
    """What keeps buyers from ordering, in words that can be counted."""

    _name = "foreign.trade.objection"
    _description = "Objection"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer(export_string_translation=False)
