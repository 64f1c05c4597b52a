from odoo import api, fields, models
from odoo.tools import float_compare

from .foreign_trade_offer_line_mixin import PRINTED_FIELDS

#: terms that are printed on a document and said by its order: name there → name here
ORDER_TERMS = {
    "incoterm": "incoterm_id",
    "incoterm_location": "incoterm_location",
    "port_loading_id": "port_loading_id",
    "port_discharge_id": "port_discharge_id",
    "payment_plan_id": "payment_plan_id",
    "latest_shipment_date": "latest_shipment_date",
}


class ForeignTradeContractTolerance(models.Model):
    """More or less: how far the order may depart from what is printed on its document.

    Within the tolerance, and in whatever is not printed, nothing happens to the document. Beyond
    it, a new document has to be issued, which supersedes this one.
    """

    _inherit = "foreign.trade.contract"

    more_or_less_percent = fields.Float(
        "More or Less (%)",
        digits=(5, 2),
        help="Quantity and amount may depart by so many per cent at the seller's option; "
        "printed as a clause.",
    )
    partial_shipment = fields.Selection([("allowed", "Allowed"), ("not_allowed", "Not Allowed")])
    transhipment = fields.Selection([("allowed", "Allowed"), ("not_allowed", "Not Allowed")])
    order_departs = fields.Boolean(
        compute="_compute_order_departs",
        help="The order says something else by now, beyond more or less.",
    )

    _more_or_less_range = models.Constraint(
        "CHECK(more_or_less_percent >= 0 AND more_or_less_percent <= 20)",
        "More or less lies between 0 and 20 %.",
    )

    @api.model
    def _own_printed_fields(self):
        """Printed on the document, though no version has them."""
        return super()._own_printed_fields() | {
            "more_or_less_percent",
            "partial_shipment",
            "transhipment",
        }

    @api.depends(
        "state",
        "order_id.order_line.price_unit",
        "order_id.order_line.product_uom_qty",
        "order_id.order_line.product_uom_id",
        *(f"order_id.{name}" for name in ORDER_TERMS),
    )
    def _compute_order_departs(self):
        """Of forms, one at a time."""
        for contract in self:
            active = contract.state in ("issued", "countersigned", "effective")
            contract.order_departs = active and contract._order_departs()

    def _order_departs(self):
        """Whether the order departs from the document beyond its tolerance."""
        self.ensure_one()
        order = self.sudo().order_id
        if (order.partner_id, order.currency_id) != (self.partner_id, self.currency_id):
            return True
        if self._terms_depart(order):
            return True
        goods = order._get_version_lines().filtered(lambda line: not line.display_type)
        ours = self.line_ids.filtered(lambda line: not line.display_type)
        if len(goods) != len(ours):
            return True
        return any(self._line_departs(mine, line) for mine, line in zip(ours, goods, strict=True))

    def _terms_depart(self, order):
        """Whether the order was changed to terms that neither the document says nor the version
        that it was made from: what was worded otherwise in the draft is agreed."""
        version = self.sudo().version_id
        return any(
            (order[name] or False) not in (self[term] or False, version[term] or False)
            for name, term in ORDER_TERMS.items()
        )

    def _line_departs(self, mine, line):
        """Whether a line of the order departs from ours: only the quantity may, and so far."""
        agreed = {"price_unit": self._get_agreed_price(mine), "discount": mine.discount}
        unit = (mine.sudo().version_line_id.draft_values or {}).get("product_uom_id")
        same = mine.product_id == line.product_id and unit in (None, line.product_uom_id.id)
        same = same and all(
            float_compare(price, line[name], precision_digits=6) == 0
            for name, price in agreed.items()
        )
        limit = mine.quantity * self.more_or_less_percent / 100
        gap = abs(mine.quantity - line.product_uom_qty)
        return not same or float_compare(gap, limit, precision_digits=6) > 0

    def _get_agreed_price(self, mine):
        """Of a document made when lines kept two decimals: the price before it was rounded."""
        sent = mine.sudo().version_line_id
        if sent and sent.price_unit == mine.price_unit:
            return (sent.draft_values or {}).get("price_unit", mine.price_unit)
        return mine.price_unit

    def _says_the_same_as(self, other):
        """Whether another document of this order already says what this one says."""
        self.ensure_one()

        def content(contract):
            goods = [
                [line[name] for name in PRINTED_FIELDS if name not in ("id", "price_subtotal")]
                for line in contract.line_ids
            ]
            shares = [
                (share.percent, share.event, share.days, share.method)
                for share in contract.payment_milestone_ids._in_order()
            ]
            names = (*self._offer_fields(), *sorted(self._own_printed_fields()))
            skipped = ("rate", "rate_date", "validity_date", "company_id")
            terms = [contract[name] for name in names if name not in skipped]
            return goods, shares, terms

        return content(self) == content(other)

    def action_revise(self):
        """A new document from what the order says now; issued, it supersedes this one."""
        self.ensure_one()
        self.check_access("write")
        order = self.order_id
        draft = order.contract_ids.filtered(lambda one: one.state == "draft")
        if draft:
            return draft[0]._get_records_action()
        return order._make_contract(order._freeze_version())
