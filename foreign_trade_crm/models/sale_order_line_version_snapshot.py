from odoo import models
from odoo.tools import ormcache

#: bookkeeping of the line, not what it offers
KEPT_OUT = frozenset({"id", "order_id", "state", "analytic_distribution", "extra_tax_data"})


class SaleOrderLineVersionSnapshot(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "foreign.trade.version.values.mixin"]

    def _prepare_version_line_snapshot(self):
        """Values of a version's line that are kept but make no other content."""
        self.ensure_one()
        cost = 0.0 if self.display_type else self._get_version_cost()
        margin = 0.0 if self.display_type else self.price_subtotal - cost
        return {
            "order_line_ref": self.id,
            "draft_values": self._version_draft_values(),
            "cost_amount": cost,
            "margin_amount": margin,
        }

    def _get_version_cost(self):
        """Purchase cost of this line in the currency of the order, whoever asks."""
        self.ensure_one()
        line = self.sudo()  # frozen for those who may see it, whoever sends
        return line.purchase_price * line.product_uom_qty

    def _version_draft_values(self):
        """Everything that makes this line again; costs are no part of it."""
        return self._plain_version_values(self._version_draft_names())

    @ormcache()
    def _version_draft_names(self):
        """Fields that somebody fills in, without secrets and without records of their own."""
        return tuple(
            name
            for name, field in self._fields.items()
            if field.store
            and field.copy
            and field.type not in ("one2many", "binary", "image")
            and not field.groups
            and name not in KEPT_OUT
        )
