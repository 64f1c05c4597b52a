import json

from odoo import models


class ForeignTradeVersionValuesMixin(models.AbstractModel):
    """Records whose values are kept as JSON, to be written again later."""

    _name = "foreign.trade.version.values.mixin"
    _description = "Values Kept With a Version"

    def _plain_version_values(self, names):
        """``{name: value}`` as :meth:`write` takes it and JSON keeps it; dates as text."""
        self.ensure_one()
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in names}
        return json.loads(json.dumps(values, default=str))

    def _filter_restorable(self, values):
        """Without fields that are gone, and without records that were deleted since."""
        kept = {name: value for name, value in values.items() if name in self._fields}
        for name, value in values.items():
            field = self._fields.get(name)
            if not field or not value or field.type not in ("many2one", "many2many"):
                continue
            # sudo: whether it exists, for whoever restores
            records = self.env[field.comodel_name].sudo()
            if field.type == "many2many":
                kept[name] = [(6, 0, records.browse(value[0][2]).exists().ids)]
            elif not records.browse(value).exists():
                del kept[name]
        return kept
