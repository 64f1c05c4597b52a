from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .foreign_trade_customer_timeline import Source

#: a credit note is what a claim came to in money
INVOICE_KIND = "CASE account_move.move_type WHEN 'out_refund' THEN 'claim' ELSE 'invoice' END"


class ForeignTradeCustomerTimeline(models.AbstractModel):
    """Money and claims of a customer.

    A claim is a complaint that somebody logged, goods that come back, or a credit note. A module
    with claims of its own adds them to these.
    """

    _inherit = "foreign.trade.customer.timeline"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "invoice": self.env._("Invoice"),
            "payment": self.env._("Payment Received"),
            "claim": self.env._("Complaint or Claim"),
        }

    @api.model
    def _get_sources(self, customer):
        by_partner = Domain("partner_id", "in", self._get_family(customer))
        return {
            **super()._get_sources(customer),
            **self._get_money_sources(by_partner),
            "return": self._get_return_source(by_partner),
        }

    @api.model
    def _get_return_source(self, by_partner):
        """Goods that the customer sent back, or is to send back."""
        return Source(
            "stock.picking",
            by_partner
            & Domain("return_id", "!=", False)
            & Domain("picking_type_code", "=", "incoming")
            & Domain("state", "!=", "cancel"),
            ("date_done", "create_date"),
            ("claim",),
            {"title": "name", "text": "origin", "state": "state", "user_id": "user_id"},
        )

    @api.model
    def _get_money_sources(self, by_partner):
        """Receipts for those who see the books, settled payments of contracts for the others."""
        sources = {
            "invoice": Source(
                "account.move",
                by_partner
                & Domain("state", "=", "posted")
                & Domain("move_type", "in", ("out_invoice", "out_refund")),
                ("invoice_date",),
                ("invoice", "claim"),
                {
                    "kind": SQL(INVOICE_KIND),
                    "title": "name",
                    "text": SQL(
                        "CASE account_move.move_type WHEN 'out_refund' THEN account_move.ref END"
                    ),
                    "state": "payment_state",
                    "amount": SQL(
                        "CASE account_move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END"
                        " * account_move.amount_total"
                    ),
                    "currency_id": "currency_id",
                    "user_id": "invoice_user_id",
                },
            ),
        }
        if self.env["account.payment"].has_access("read"):
            sources["payment"] = self._get_receipt_source(by_partner)
        else:
            sources["settled"] = self._get_settled_source(by_partner)
        return sources

    @api.model
    def _get_receipt_source(self, by_partner):
        return Source(
            "account.payment",
            by_partner
            & Domain("partner_type", "=", "customer")
            & Domain("state", "in", ("in_process", "paid")),
            ("date",),
            ("payment",),
            {
                "title": "name",
                "text": "memo",
                "state": "state",
                "amount": SQL(
                    "CASE account_payment.payment_type WHEN 'outbound' THEN -1 ELSE 1 END"
                    " * account_payment.amount"
                ),
                "currency_id": "currency_id",
            },
        )

    @api.model
    def _get_settled_source(self, by_partner):
        return Source(
            "foreign.trade.payment.milestone",
            by_partner & Domain("actual_date", "!=", False),
            ("actual_date",),
            ("payment",),
            {
                "title": "name",
                "state": "state",
                "amount": "paid_amount",
                "currency_id": "currency_id",
                "user_id": "user_id",
                "res_model": SQL("'foreign.trade.contract'"),
                "res_id": "contract_id",
            },
        )
