from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeDealCompetitor(models.Model):
    """A competitor on one deal: what it asks, and whether it got the order."""

    _name = "foreign.trade.deal.competitor"
    _inherit = ["foreign.trade.child.access.mixin", "foreign.trade.price.currency.mixin"]
    _description = "Competitor on a Deal"
    _order = "lead_id, sequence, id"
    _rec_name = "competitor_id"
    _access_parents = ("lead_id",)

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    competitor_id = fields.Many2one(
        "foreign.trade.competitor", index="btree_not_null", ondelete="restrict"
    )
    price = fields.Monetary(help="What it asks, as the buyer tells or shows.")
    currency_id = fields.Many2one("res.currency")
    price_basis = fields.Selection(
        [("unit", "Per unit"), ("total", "For all of it")],
        default="unit",
        required=True,
        help="What the price is for.",
    )
    incoterm_id = fields.Many2one("account.incoterms")
    noted_on = fields.Date(default=fields.Date.context_today, help="When we heard of the price.")
    note = fields.Char(help="Lead time, payment terms, quality; who told us.")
    has_order = fields.Boolean("Got the Order")

    _price_positive = models.Constraint(
        "CHECK(price >= 0)", "The price of a competitor is not negative."
    )

    @api.depends("competitor_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.competitor_id.name or self.env._("Unknown competitor")

    @api.constrains("lead_id", "competitor_id", "price")
    def _check_says_something(self):
        if any(not line.competitor_id and not line.price for line in self):
            raise ValidationError(self.env._("Name the competitor, or at least its price."))

    @api.onchange("price")
    def _onchange_price(self):
        if self.price and not self.currency_id:
            self.currency_id = self._get_default_price_currency()

    def _get_default_price_currency(self):
        return self.lead_id._get_competitor_currency()
