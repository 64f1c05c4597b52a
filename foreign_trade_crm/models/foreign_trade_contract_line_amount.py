from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeContractLineAmount(models.Model):
    """Amounts of the goods follow from quantity, price and discount, taxed as the quotation was."""

    _name = "foreign.trade.contract.line"
    _inherit = ["foreign.trade.contract.line", "foreign.trade.derived.amounts.mixin"]

    _derived_amounts = ("price_subtotal", "price_tax", "price_total")

    version_line_id = fields.Many2one(
        "foreign.trade.quotation.version.line",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        help="The frozen line that this one was made from: its taxes apply.",
    )
    price_subtotal = fields.Monetary(compute="_compute_amounts", store=True)
    price_tax = fields.Monetary(compute="_compute_amounts", store=True)
    price_total = fields.Monetary(compute="_compute_amounts", store=True)

    @api.depends("quantity", "price_unit", "discount", "display_type", "version_line_id")
    def _compute_amounts(self):
        for line in self:
            gross, source = line._get_gross_amount(), line.sudo().version_line_id
            base = source._get_gross_amount() if source else 0
            # a frozen line with a price says how its taxes are computed, included or not
            subtotal = total = gross
            if base:
                share = 1 if gross == base else gross / base
                subtotal, total = source.price_subtotal * share, source.price_total * share
            line.price_subtotal = subtotal
            line.price_total = total
            line.price_tax = line.price_total - line.price_subtotal

    def _derived_amount_message(self, label):
        return self.env._("%(field)s follows from quantity and price.", field=label)

    @api.constrains("version_line_id", "contract_id", "product_id")
    def _check_version_line_id(self):
        for line in self:
            source = line.sudo().version_line_id
            if source and (
                source.version_id != line.contract_id.version_id
                or source.product_id != line.product_id
            ):
                raise ValidationError(
                    self.env._("“%(line)s” was not made from that line.", line=line.name)
                )
