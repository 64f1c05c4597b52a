from odoo import fields, models


class ForeignTradeWinReason(models.Model):
    """Why a deal was won, beside Odoo's reasons why deals are lost."""

    _name = "foreign.trade.win.reason"
    _description = "Win Reason"
    _order = "sequence, id"

    name = fields.Char(string="Reason", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    note_required = fields.Boolean(
        "Needs Words", help="Whoever chooses it says more in the closing note."
    )
