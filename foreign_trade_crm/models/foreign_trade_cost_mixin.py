from odoo import api, models

from ..tools.cost_access import is_valuing

COST_GROUP = "foreign_trade_crm.group_cost"


class ForeignTradeCostMixin(models.AbstractModel):
    """Records of Odoo with fields that only the cost group sees, and that goods are valued by.

    An adopter redefines those fields with the cost group, and overrides the methods of Odoo that
    value goods so that they run in ``valuing()``: a clerk who validates a delivery does not see
    what it cost, but the delivery has to be valued.
    """

    _name = "foreign.trade.cost.mixin"
    _description = "Record With a Secret Cost"

    @api.model
    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) or (
            field.groups == COST_GROUP and is_valuing()
        )

    def copy_data(self, default=None):
        """Whoever may not see a cost does not copy it either."""
        secret = {
            name: False
            for name, field in self._fields.items()
            if field.groups == COST_GROUP
            and field.copy
            and not self._has_field_access(field, "read")
        }
        if not secret:
            return super().copy_data(default)
        given = default or {}
        return [
            {name: value for name, value in vals.items() if name not in secret or name in given}
            for vals in super().copy_data({**secret, **given})
        ]
