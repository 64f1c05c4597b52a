from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    foreign_trade_shipment_id = fields.Many2one(
        "foreign.trade.shipment",
        string="Shipment",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The export shipment that these goods leave with.",
    )
