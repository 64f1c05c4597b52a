from odoo import api, fields, models


class ForeignTradeGateRule(models.Model):
    _inherit = "foreign.trade.gate.rule"

    transition = fields.Selection(
        selection_add=[("bill_release", "Release the bill of lading")],
        ondelete={"bill_release": "cascade"},
    )

    @api.model
    def _transition_models(self):
        return super()._transition_models() | {"bill_release": "foreign.trade.shipment"}
