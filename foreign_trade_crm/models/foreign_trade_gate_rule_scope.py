from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeGateRuleScope(models.Model):
    """Rules for deals of a certain size only, and rules against skipping a stage."""

    _inherit = "foreign.trade.gate.rule"

    kind = fields.Selection(
        selection_add=[("visit", "The stage is not skipped")], ondelete={"visit": "cascade"}
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount_min = fields.Monetary(
        string="From Amount",
        help="In the currency beside it, converted at the rate that the record keeps. Records "
        "whose currency has no rate obey the rule too. Empty: from any amount, also none.",
    )
    amount_max = fields.Monetary(
        string="Below Amount", help="In the same currency. Empty: without limit."
    )

    _amount_range = models.Constraint(
        "CHECK(amount_min >= 0 AND (amount_max = 0 OR amount_max > amount_min))",
        "The amount from which a rule holds lies below the one up to which it holds.",
    )

    @api.constrains("kind", "transition")
    def _check_visit(self):
        if any(rule.kind == "visit" and rule.transition != "stage" for rule in self):
            raise ValidationError(
                self.env._("Only a pipeline stage can be skipped, so only one can be guarded.")
            )

    def _to_condition(self):
        condition = super()._to_condition()
        return condition._replace(
            amount_min=self.amount_min,
            amount_max=self.amount_max,
            currency_id=self.currency_id.id,
            while_staying=condition.while_staying and self.kind != "visit",
        )
