from odoo import fields, models


class ForeignTradeQuotationVersionLineSnapshot(models.Model):
    """From which line of the order it came, and what restores it."""

    _inherit = "foreign.trade.quotation.version.line"

    order_line_ref = fields.Integer(
        "Order Line", help="Id of the order's line; it may be gone by now."
    )
    draft_values = fields.Json(groups="base.group_user")
    cost_amount = fields.Monetary("Cost", groups="foreign_trade_crm.group_cost")
    margin_amount = fields.Monetary("Margin", groups="foreign_trade_crm.group_cost")
