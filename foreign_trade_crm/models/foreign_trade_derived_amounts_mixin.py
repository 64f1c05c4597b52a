from odoo import api, models
from odoo.exceptions import UserError


class ForeignTradeDerivedAmountsMixin(models.AbstractModel):
    """Stored amounts that follow from other fields: a client may echo them, nobody sets them."""

    _name = "foreign.trade.derived.amounts.mixin"
    _description = "Amounts That Follow from Others"

    #: names of monetary fields, in ``currency_id``
    _derived_amounts = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_derived_amounts(vals) for vals in vals_list])

    def write(self, vals):
        """:raises UserError: for another amount than what follows"""
        for name in self._derived_amounts:
            if name in vals and any(
                one.currency_id.compare_amounts(one[name], vals[name] or 0) for one in self
            ):
                label = self._fields[name].get_description(self.env)["string"]
                raise UserError(self._derived_amount_message(label))
        return super().write(self._without_derived_amounts(vals))

    def _without_derived_amounts(self, vals):
        return {name: value for name, value in vals.items() if name not in self._derived_amounts}

    def _derived_amount_message(self, label):
        """What to do instead, in words; an adopter says it."""
        raise NotImplementedError
