import json

from odoo import models

#: no values of a sheet
LEFT_OUT = frozenset({*models.MAGIC_COLUMNS, "id", "display_name"})


class SaleOrderVersionPriceSheet(models.Model):
    """The price sheet as it stood when a version went out, for those who may see costs."""

    _inherit = "sale.order"

    def _prepare_version_snapshot(self):
        """Called as superuser: who sends may not see what is kept."""
        values = super()._prepare_version_snapshot()
        sheet = self.price_sheet_id
        if sheet:
            values["cost_snapshot"] = {
                "sheet": _keep(sheet),
                "fees": [_keep(fee) for fee in sheet.fee_ids],
                "lines": [_keep(line) for line in sheet.line_ids],
            }
        return values


def _keep(record):
    """``{field: value}`` of everything stored, records as ``[id, name]``, as JSON keeps it."""
    kept = {}
    for name, field in record._fields.items():
        if not field.store or field.type in ("one2many", "many2many", "binary"):
            continue
        if name in LEFT_OUT:
            continue
        value = record[name]
        kept[name] = [value.id, value.display_name] if field.type == "many2one" else value
    return json.loads(json.dumps(kept, default=str))
