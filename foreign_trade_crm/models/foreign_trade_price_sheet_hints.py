from odoo import api, fields, models

from ..tools.export_price import DELIVERED, FREIGHT_PREPAID, INSURED
from ..tools.price_sheet_parts import CONTAINER
from .foreign_trade_cost_mixin import COST_GROUP

#: so many products are named in a hint
NAMED = 3


class ForeignTradePriceSheet(models.Model):
    """What can be calculated and is hardly meant."""

    _inherit = "foreign.trade.price.sheet"

    hints = fields.Text(compute="_compute_hints", groups=COST_GROUP)

    @api.depends(
        "incoterm_id",
        "freight_method",
        "freight_rate",
        "fee_ids.method",
        "container_count",
        "insurance_percent",
        "destination_amount",
        "with_rebate",
        "line_ids.purchase_cost",
        "line_ids.supplier_info_id",
        "line_ids.quantity",
        "line_ids.product_uom_id",
    )
    def _compute_hints(self):
        for sheet in self:
            hints = [*sheet._get_term_hints(), *sheet._get_line_hints()]
            sheet.hints = "\n".join([*hints, *sheet._get_container_hints()])

    def _has_freight(self):
        """Whether a main freight was entered, whichever Incoterm asks for it."""
        self.ensure_one()
        counted = self.freight_method != "container" or self.container_count
        return bool(self.freight_method != "none" and self.freight_rate and counted)

    def _get_term_hints(self):
        """Costs that the Incoterm leaves to the seller and that nobody entered."""
        code = self._get_incoterm_code()
        hints = []
        if code in FREIGHT_PREPAID and not self._has_freight():
            hints.append(
                self.env._(
                    "Under %(incoterm)s the seller pays the main freight: none is entered, and "
                    "the prices are without it.",
                    incoterm=code,
                )
            )
        if code in INSURED and not self.insurance_percent:
            hints.append(
                self.env._(
                    "Under %(incoterm)s the seller insures the goods: no premium is entered.",
                    incoterm=code,
                )
            )
        if code in DELIVERED and not self.destination_amount:
            hints.append(
                self.env._(
                    "Under %(incoterm)s the seller delivers to the place of destination: no costs "
                    "there are entered.",
                    incoterm=code,
                )
            )
        return hints

    def _get_line_hints(self):
        lines = self.line_ids
        hints = (
            (
                lines.filtered(lambda line: not line.purchase_cost),
                self.env._("Without a purchase cost, so without a floor:"),
            ),
            (
                lines.filtered("supplier_expired"),
                self.env._("Cost from a supplier quotation that has expired:"),
            ),
            (
                lines.filtered(lambda line: line._is_below_supplier_moq()),
                self.env._("Fewer than the supplier's least quantity:"),
            ),
        )
        return [f"{text} {_name_some(found)}" for found, text in hints if found]

    def _get_container_hints(self):
        """Something is paid by container, and the goods fill another number of them."""
        paid = self.freight_method == CONTAINER or CONTAINER in self.fee_ids.mapped("method")
        count = self.order_id._get_container_count() if paid else 0
        if not count or count == self.container_count:
            return []
        return [
            self.env._(
                "The goods fill %(count)s containers, calculated are %(counted)s.",
                count=count,
                counted=f"{self.container_count:g}",
            )
        ]


def _name_some(lines):
    names = [line.product_id.display_name or "" for line in lines[:NAMED]]
    return ", ".join(names) + (" …" if len(lines) > NAMED else "")
