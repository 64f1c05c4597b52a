from odoo import fields, models


class ForeignTradeContractLine(models.Model):
    """Goods of a contract: they change with it, in draft."""

    _name = "foreign.trade.contract.line"
    _description = "Contract Line"
    _inherit = ["foreign.trade.contract.part.mixin", "foreign.trade.offer.line.mixin"]

    _judged_fields = frozenset(
        ("product_id", "quantity", "price_unit", "discount", "uom_name", "contract_id")
    )

    currency_id = fields.Many2one(related="contract_id.currency_id")
