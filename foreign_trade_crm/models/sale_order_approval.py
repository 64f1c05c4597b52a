from odoo import api, fields, models

MOMENT = "quotation_send"
OUTGOING_STATES = ("sent", "sale")
JUDGED_FIELDS = {
    "partner_id",
    "pricelist_id",
    "currency_id",
    "payment_term_id",
    "payment_plan_id",
    "incoterm",
    "validity_date",
}


class SaleOrderApproval(models.Model):
    """A quotation that breaks a rule goes out, and is confirmed, only when it is approved."""

    _name = "sale.order"
    _inherit = ["sale.order", "foreign.trade.approval.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        outgoing = orders.filtered(lambda order: order.state in OUTGOING_STATES)
        outgoing._approval_moment_check(MOMENT)
        return orders

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in OUTGOING_STATES:
            self._approval_moment_check(MOMENT)
        elif not JUDGED_FIELDS.isdisjoint(vals):
            self._approval_review()
        return result

    def action_quotation_send(self):
        """Ask for the approvals that are missing before anybody writes the e-mail."""
        missing = self._approval_missing(MOMENT)
        if not missing:
            return super().action_quotation_send()
        for order in missing:
            order.action_request_approval(MOMENT)
        return self._notify_approval_requested()

    def _approval_review(self):
        return super(
            SaleOrderApproval, self.filtered(lambda order: order.state in ("draft", "sent"))
        )._approval_review()

    def _approval_measures(self):
        """Amount at the rate of the quotation: the market alone fells no approval."""
        self.ensure_one()
        rate = self.quotation_rate or (1 / self.currency_rate if self.currency_rate else 1.0)
        lines = self._get_approval_lines()
        return super()._approval_measures() | {
            "amount": self.company_id.currency_id.round(self.amount_total * rate),
            "discount": max(lines.mapped("discount"), default=0.0),
            "margin_percent": self.margin_percent * 100 if self.amount_untaxed else None,
            "validity_days": self._get_approval_validity_days(),
            "open_account": self._is_open_account(),
        }

    def _approval_fingerprint_data(self):
        self.ensure_one()
        prices = {}
        for line in self._get_approval_lines():
            key = f"{line.product_id.id}/{line.product_uom_id.id}"
            price = line.price_unit * (1 - line.discount / 100)
            prices[key] = min(price, prices.get(key, price))
        return super()._approval_fingerprint_data() | {
            "party": self.partner_id.id,
            "currency": self.currency_id.id,
            "terms": [self.payment_plan_id.id, self.payment_term_id.id],
            "incoterm": self.incoterm.id,
            "lines": prices,
        }

    def _get_approval_lines(self):
        return self.order_line.filtered(
            lambda line: not line.display_type and not line.is_downpayment
        )

    def _get_approval_validity_days(self):
        if not self.validity_date:
            return None
        return (self.validity_date - fields.Date.context_today(self)).days

    def _is_open_account(self):
        """Whether goods leave our hands before the money is due."""
        plan = self.payment_plan_id
        if plan.line_ids:
            return plan._is_open_account(plan.line_ids)
        return any(line.nb_days > 0 for line in self.payment_term_id.line_ids)
