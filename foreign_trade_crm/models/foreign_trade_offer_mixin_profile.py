from odoo import fields, models

from .res_partner_trade_profile import BILL_TYPES


class ForeignTradeOfferMixinProfile(models.AbstractModel):
    """What the trade profile adds to the terms of an offer, as it stood when it went out."""

    _inherit = "foreign.trade.offer.mixin"

    consignee_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="set null")
    consignee_address = fields.Text(help="Consignee as printed.")
    notify_party_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="set null")
    notify_party_address = fields.Text(help="Notify party as printed.")
    forwarder_id = fields.Many2one(
        "res.partner", "Nominated Forwarder", index="btree_not_null", ondelete="set null"
    )
    shipping_marks = fields.Text()
    bill_type = fields.Selection(BILL_TYPES, "B/L Type")
    documents_wanted = fields.Text(help="Documents wanted, as printed.")
