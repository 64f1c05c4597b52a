from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeRequirementLine(models.Model):
    """One item a buyer asks for: a product of ours, or a description of what it should be."""

    _name = "foreign.trade.requirement.line"
    _inherit = ["foreign.trade.child.access.mixin", "foreign.trade.price.currency.mixin"]
    _description = "Requirement Line"
    _order = "lead_id, sequence, id"
    _price_field = "target_price"
    _access_parents = ("lead_id",)

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product", index="btree_not_null", domain=[("sale_ok", "=", True)]
    )
    name = fields.Char("Description", help="In the buyer's words.")
    quantity = fields.Float(digits="Product Unit")
    uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    specification = fields.Text(help="Size, material, colour, packing, marks …")
    target_price = fields.Float(
        digits="Product Price", help="Price for one unit that the buyer has in mind."
    )
    currency_id = fields.Many2one("res.currency")

    @api.depends("product_id", "name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.product_id.display_name or line.name

    @api.depends("product_id")
    def _compute_uom_id(self):
        for line in self:
            line.uom_id = line.product_id.uom_id or line.uom_id

    @api.onchange("target_price")
    def _onchange_target_price(self):
        if self.target_price and not self.currency_id:
            self.currency_id = self.lead_id.budget_currency_id or self.lead_id._get_price_currency()

    @api.constrains("lead_id", "product_id", "name")
    def _check_named(self):
        if any(not line.product_id and not (line.name or "").strip() for line in self):
            raise ValidationError(
                self.env._("Each line of a requirement names a product or describes one.")
            )

    @api.constrains("quantity", "target_price")
    def _check_amounts(self):
        if any(line.quantity < 0 or line.target_price < 0 for line in self):
            raise ValidationError(
                self.env._("Quantities and target prices of a requirement are not negative.")
            )

    def _get_default_price_currency(self):
        return self.lead_id.budget_currency_id or self.lead_id._get_price_currency()

    def _prepare_quotation_commands(self):
        """Commands for the lines of a new quotation, in the order the buyer asked."""
        return [Command.create(line._prepare_quotation_line_values()) for line in self]

    def _prepare_quotation_line_values(self):
        """Values of an order line; its price is ours, not the buyer's target.

        What no product of ours answers yet becomes a note, so that nothing asked for is lost.
        """
        self.ensure_one()
        if not self.product_id:
            return {"display_type": "line_note", "name": self._describe_wanted()}
        values = {"product_id": self.product_id.id, "product_uom_qty": self.quantity or 1.0}
        if self.uom_id:
            values["product_uom_id"] = self.uom_id.id
        if self.specification:
            product = self.product_id.with_context(lang=self.lead_id.partner_id.lang)
            name = product.get_product_multiline_description_sale()
            values["name"] = f"{name}\n{self.specification}"
        return values

    def _describe_wanted(self):
        """``80 Units × Bench, teak`` and its specification."""
        amount = f"{self.quantity:g} {self.uom_id.name or ''}".strip() if self.quantity else ""
        wanted = " × ".join(filter(None, (amount, self.name)))
        return "\n".join(filter(None, (wanted, self.specification)))
