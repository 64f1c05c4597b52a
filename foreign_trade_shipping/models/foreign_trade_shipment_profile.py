from odoo import api, fields, models


class ForeignTradeShipmentProfile(models.Model):
    """A new shipment starts from the terms of its order; what is changed on it stays on it."""

    _name = "foreign.trade.shipment"
    _inherit = ["foreign.trade.profile.mixin", "foreign.trade.shipment"]

    _profile_source = "order_id"

    document_type_ids = fields.Many2many(
        "foreign.trade.document.type",
        "foreign_trade_shipment_document_type_rel",
        string="Documents Wanted",
    )

    @api.onchange("order_id")
    def _onchange_order_trade_profile(self):
        self._apply_profile()

    @api.model
    def _profile_parties(self):
        return super()._profile_parties() | {
            "notify_party_id": "notify_party_id",
            "forwarder_id": "forwarder_id",
            "marks": "shipping_marks",
            "bill_type": "bill_type",
            "document_type_ids": "document_type_ids",
        }
