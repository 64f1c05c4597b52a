from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ForeignTradeGateRuleScope(models.Model):
    """Rules for deals of a certain size only, and rules against skipping a stage."""

    _inherit = "foreign.trade.gate.rule"

    kind = fields.Selection(
        selection_add=[("visit", "The stage is not skipped")], ondelete={"visit": "cascade"}
    )
    amount_min = fields.Float(
        string="From Amount",
        help="In the currency of the record's company, converted at the rate that the record "
        "keeps. Empty: from any amount, also none.",
    )
    amount_max = fields.Float(
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
            while_staying=condition.while_staying and self.kind != "visit",
        )
