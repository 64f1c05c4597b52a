from odoo import models


class ForeignTradeGateMixinAmount(models.AbstractModel):
    """Rules that hold for certain amounts only."""

    _inherit = "foreign.trade.gate.mixin"

    #: fields whose change may alter :meth:`_gate_amount`
    _gate_amount_fields = ()

    def _gate_amount(self):
        """What one record is worth in its company's currency, at the rate that it keeps."""
        return 0.0

    def _gate_of_amount(self, condition):
        """Those of the records whose amount the rule speaks about."""
        if not condition.amount_min and not condition.amount_max:
            return self
        return self.filtered(lambda record: condition.includes_amount(record._gate_amount()))
