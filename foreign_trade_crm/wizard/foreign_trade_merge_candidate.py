from odoo import fields, models


class ForeignTradeMergeCandidate(models.TransientModel):
    _name = "foreign.trade.merge.candidate"
    _description = "Record to Merge"

    wizard_id = fields.Many2one("foreign.trade.merge", required=True, ondelete="cascade")
    res_id = fields.Integer(string="Record ID", required=True)
    name = fields.Char(required=True)
