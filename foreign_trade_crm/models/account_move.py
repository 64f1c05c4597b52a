from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def button_draft(self):
        """The entry of a receipt set back to draft no longer counts."""
        res = super().button_draft()
        self.origin_payment_id.foreign_trade_contract_id._update_settlement()
        return res

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted.origin_payment_id.foreign_trade_contract_id._update_settlement()
        return posted

    def _iter_receipts(self):
        """``(counterpart line, amount in this invoice's currency)`` of each settlement.

        Credit notes and exchange differences are none.
        """
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        for partial in lines.matched_credit_ids:
            counterpart = partial.credit_move_id
            is_document = counterpart.move_id.is_invoice(include_receipts=True)
            if not is_document and partial.debit_amount_currency:
                yield counterpart, partial.debit_amount_currency

    def _get_unposted_payments(self):
        """Payments of this invoice without a journal entry, where accounting works that way."""
        return self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment._is_received()
        )
