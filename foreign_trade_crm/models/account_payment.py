from odoo import api, fields, models

#: fields on which what a contract received depends
SETTLEMENT_FIELDS = frozenset(
    {"state", "amount", "currency_id", "date", "payment_type", "foreign_trade_contract_id"}
)


class AccountPayment(models.Model):
    _inherit = "account.payment"

    foreign_trade_contract_id = fields.Many2one(
        "foreign.trade.contract",
        "Proforma Invoice",
        index="btree_not_null",
        copy=False,
        check_company=True,
        domain="[('state', 'in', ('issued', 'countersigned', 'effective')), "
        "('company_id', '=', company_id)]",
        help="The document for which the money was received, before there is an invoice.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        payments = super().create(vals_list)
        if any(vals.get("foreign_trade_contract_id") for vals in vals_list):
            payments.foreign_trade_contract_id._update_settlement()
        return payments

    def write(self, vals):
        if not SETTLEMENT_FIELDS & vals.keys():
            return super().write(vals)
        contracts = self.foreign_trade_contract_id
        res = super().write(vals)
        contracts |= self.foreign_trade_contract_id
        if contracts:
            contracts._update_settlement()
        return res

    def unlink(self):
        contracts = self.foreign_trade_contract_id
        res = super().unlink()
        if contracts:
            contracts._update_settlement()
        return res

    def _is_received(self):
        """Whether the money counts: posted, its journal entry neither in draft nor reversed."""
        self.ensure_one()
        entry = self.move_id
        entry_counts = not entry or (entry.state == "posted" and not entry._is_fully_reversed())
        return self.state in ("in_process", "paid") and entry_counts

    def _amount_spent_elsewhere(self, invoices):
        """What of this payment settles invoices other than these, in its own currency."""
        self.ensure_one()
        lines = self.move_id.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        return sum(
            partial.credit_amount_currency
            for partial in lines.matched_debit_ids
            if partial.debit_move_id.move_id.move_type == "out_invoice"
            and partial.debit_move_id.move_id not in invoices
        )

    def _move_to_contract(self, contract):
        """Receipts follow the document that took the place of theirs."""
        if self:
            self.write({"foreign_trade_contract_id": contract.id})
