import json

from odoo import api, models


class ForeignTradeVersionValuesMixin(models.AbstractModel):
    """Records whose values are kept as JSON, to be written again later."""

    _name = "foreign.trade.version.values.mixin"
    _description = "Values Kept With a Version"

    def _plain_version_values(self, names):
        """``{name: value}`` as :meth:`write` takes it and JSON keeps it; dates as text."""
        self.ensure_one()
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in names}
        return json.loads(json.dumps(values, default=str))

    @api.model
    def _filter_restorable(self, values_list):
        """Each without fields that are gone, and without records that were deleted since.

        One query for each model that is referred to, however many records are restored.
        """
        wanted = {}
        for values in values_list:
            for name, ids in self._iter_references(values):
                wanted.setdefault(self._fields[name].comodel_name, set()).update(ids)
        # sudo: whether they exist, for whoever restores
        existing = {
            model: set(self.env[model].sudo().browse(ids).exists().ids)
            for model, ids in wanted.items()
        }
        return [self._filter_existing(values, existing) for values in values_list]

    def _filter_existing(self, values, existing):
        kept = {name: value for name, value in values.items() if name in self._fields}
        for name, ids in self._iter_references(values):
            left = [one for one in ids if one in existing[self._fields[name].comodel_name]]
            if self._fields[name].type == "many2many":
                kept[name] = [(6, 0, left)]
            elif not left:
                del kept[name]
        return kept

    def _iter_references(self, values):
        """``(name, ids)`` of what these values refer to."""
        for name, value in values.items():
            field = self._fields.get(name)
            if field and value and field.type == "many2one":
                yield name, [value]
            elif field and value and field.type == "many2many":
                yield name, value[0][2]
