from odoo import api, fields, models


class ForeignTradeContractAmount(models.Model):
    """The totals of a document are those of its goods, whoever says otherwise."""

    _name = "foreign.trade.contract"
    _inherit = ["foreign.trade.contract", "foreign.trade.derived.amounts.mixin"]

    _derived_amounts = ("amount_untaxed", "amount_tax", "amount_total")

    amount_untaxed = fields.Monetary(compute="_compute_amounts", store=True)
    amount_tax = fields.Monetary(compute="_compute_amounts", store=True)
    amount_total = fields.Monetary(compute="_compute_amounts", store=True)

    @api.depends("line_ids.price_subtotal", "line_ids.price_tax", "version_id", "currency_id")
    def _compute_amounts(self):
        """What the order itself added or rounded off stands in the frozen version as well."""
        for contract in self:
            lines, version = contract.line_ids, contract.sudo().version_id
            frozen = version.line_ids
            untaxed_gap = sum(frozen.mapped("price_subtotal")) - version.amount_untaxed
            tax_gap = sum(frozen.mapped("price_tax")) - version.amount_tax
            untaxed = sum(lines.mapped("price_subtotal")) - untaxed_gap
            tax = sum(lines.mapped("price_tax")) - tax_gap
            currency = contract.currency_id
            contract.amount_untaxed = currency.round(untaxed) if currency else untaxed
            contract.amount_tax = currency.round(tax) if currency else tax
            contract.amount_total = contract.amount_untaxed + contract.amount_tax

    def _derived_amount_message(self, label):
        return self.env._(
            "%(field)s follows from the goods: change these, or make the document anew "
            "from the quotation.",
            field=label,
        )
