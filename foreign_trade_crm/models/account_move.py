from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def button_draft(self):
        """The entry of a receipt set back to draft no longer counts."""
        res = super().button_draft()
        self._get_receipts_concerned().foreign_trade_contract_id._update_settlement()
        return res

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._get_receipts_concerned().foreign_trade_contract_id._update_settlement()
        return posted

    def _get_receipts_concerned(self):
        """Payments of these entries and of those that they reverse."""
        entries = self
        while reversed_entries := entries.reversed_entry_id - entries:
            entries |= reversed_entries
        return entries.origin_payment_id

    def _is_fully_reversed(self):
        """Whether posted reversals, not reversed themselves, take back the whole entry."""
        self.ensure_one()
        standing = self.reversal_move_ids.filtered(
            lambda move: move.state == "posted" and not move._is_fully_reversed()
        )
        reversed_total = sum(standing.mapped("amount_total"))
        return (
            bool(standing)
            and self.currency_id.compare_amounts(reversed_total, self.amount_total) >= 0
        )

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
