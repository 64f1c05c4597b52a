from odoo import api, fields, models
from odoo.exceptions import UserError

#: what follows from the goods: nobody writes them
DERIVED_FIELDS = ("amount_untaxed", "amount_tax", "amount_total")


class ForeignTradeContractAmount(models.Model):
    """The totals of a document are those of its goods, whoever says otherwise."""

    _inherit = "foreign.trade.contract"

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

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [{n: v for n, v in vals.items() if n not in DERIVED_FIELDS} for vals in vals_list]
        )

    def write(self, vals):
        forged = [
            name
            for name in DERIVED_FIELDS
            if name in vals
            and any(one.currency_id.compare_amounts(one[name], vals[name] or 0) for one in self)
        ]
        if forged:
            raise UserError(
                self.env._(
                    "%(field)s follows from the goods: change these, or make the document anew "
                    "from the quotation.",
                    field=self._fields[forged[0]].get_description(self.env)["string"],
                )
            )
        return super().write(vals)
