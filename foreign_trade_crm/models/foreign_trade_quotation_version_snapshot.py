from odoo import fields, models


class ForeignTradeQuotationVersionSnapshot(models.Model):
    """What a version keeps beside what the buyer reads: how he accepts it, how it is restored."""

    _name = "foreign.trade.quotation.version"
    _inherit = ["foreign.trade.quotation.version", "foreign.trade.version.values.mixin"]

    require_signature = fields.Boolean("Online Signature")
    require_payment = fields.Boolean("Online Payment")
    prepayment_percent = fields.Float(
        help="Share of the total that confirms the order when it is paid online, from 0 to 1."
    )
    extends_version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        "Extends",
        index="btree_not_null",
        ondelete="set null",
        help="The version whose validity this one extends at the same price.",
    )
    draft_values = fields.Json(
        groups="base.group_user", help="Values from which the draft is restored."
    )
    cost_amount = fields.Monetary(
        "Cost",
        groups="foreign_trade_crm.group_cost",
        help="Purchase cost of the goods, in the currency of the offer.",
    )
    margin_amount = fields.Monetary("Margin", groups="foreign_trade_crm.group_cost")
    cost_snapshot = fields.Json(
        groups="foreign_trade_crm.group_cost",
        help="The price sheet as it stood when the version went out.",
    )

    def _has_expired(self):
        """Whether its last day is over where the buyer sits."""
        self.ensure_one()
        if not self.validity_date:
            return False
        return self.validity_date < self.order_id._get_buyer_today()

    def _is_trade_version(self):
        """Whether it has terms of the export trade, which Odoo's own page does not show."""
        self.ensure_one()
        return bool(
            self.price_terms
            or self.port_loading_name
            or self.port_discharge_name
            or self.payment_plan_id
        )
