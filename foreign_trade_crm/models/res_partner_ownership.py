from odoo import models


class ResPartnerOwnership(models.Model):
    _name = "res.partner"
    _inherit = ["foreign.trade.ownership.mixin", "res.partner"]
