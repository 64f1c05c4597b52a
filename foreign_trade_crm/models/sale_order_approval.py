from odoo import api, models

from .foreign_trade_approval_request import JUDGED_IN_REQUEST

MOMENT = "quotation_send"
LADDER = "contract_issue"
#: fields of the header that are judged, or from which what is judged is computed
JUDGED_FIELDS = {
    "partner_id",
    "pricelist_id",
    "currency_id",
    "payment_term_id",
    "payment_plan_id",
    "incoterm",
    "validity_date",
    "order_line",
    "fiscal_position_id",
    "user_id",
}


class SaleOrderApproval(models.Model):
    """A quotation that breaks a rule goes out only when it is approved.

    Confirming asks the ladder of the proforma invoice as well, and what was agreed to about the
    proforma invoice says yes to its order.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "foreign.trade.approval.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        with self._approval_review_once(review=False):
            return super().create(vals_list)

    def write(self, vals):
        with self._approval_review_once():
            result = super().write(vals)
            if not JUDGED_FIELDS.isdisjoint(vals):
                self._approval_review()
            if "user_id" in vals and self.env["foreign.trade.approval.rule"]._is_used(self._name):
                # sudo: whose case its documents are, whoever gives the order to somebody else
                self.sudo().contract_ids._approval_review()
        return result

    def _recompute_prices(self):
        """Prices taken from the price list anew are changed like any other."""
        with self._approval_review_once():
            result = super()._recompute_prices()
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

    def _approval_moments_ahead(self):
        """Sending comes first; what may be sent is asked about for confirming."""
        self.ensure_one()
        if self.state != "sale" and self._approval_missing(MOMENT):
            return [MOMENT]
        return [MOMENT, LADDER]

    def _approval_own_users(self):
        return super()._approval_own_users() | self.user_id

    def _get_covering_requests(self):
        """An approved proforma invoice covers an order that says no worse than it; one query."""
        # sudo: whoever confirms the order may not see its documents
        contracts = self.env["foreign.trade.contract"].sudo()
        documents = contracts._search(
            [("order_id", "=", self.id), ("state", "not in", ("superseded", "cancelled"))]
        )
        requests = self.env["foreign.trade.approval.request"].sudo()
        return requests.search_fetch(
            [
                ("res_model", "=", contracts._name),
                ("res_id", "in", documents),
                ("state", "=", "approved"),
            ],
            [*JUDGED_IN_REQUEST],
        )
