from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.payment_schedule import settle
from .foreign_trade_contract import ACTIVE_STATES


class ForeignTradeContract(models.Model):
    """What was received for a contract, and which milestones that settles.

    Money counts once: a receipt linked to the contract with its whole amount, less what settles
    invoices of other orders; any other settlement of the order's invoices with what was
    reconciled. Another currency is converted on the day of the payment. Credit notes and
    exchange differences are no receipts.
    """

    _inherit = "foreign.trade.contract"

    def _update_settlement(self):
        """Write what was received, then do what follows from it."""
        for contract in self:
            # salespeople see what was received, not the payments themselves
            changed = contract.sudo()._write_settlement()
            if changed:
                contract._follow_settlement()

    def _write_settlement(self):
        """Distribute the receipts; True when a figure changed."""
        self.ensure_one()
        receipts = self._get_receipts()
        paid = self.currency_id.round(sum(amount for _date, amount in receipts))
        milestones = self.payment_milestone_ids._in_order()
        parts = settle(
            milestones.mapped("amount"),
            paid,
            sum(amount > 0 for _date, amount in receipts),
            self._settlement_tolerance(),
            self.currency_id.rounding,
        )
        last_date = max((date for date, _amount in receipts), default=False)
        for milestone, (received, settled) in zip(milestones, parts, strict=True):
            milestone._write_received(received, settled, last_date)
        values = self._prepare_settlement_values(paid, milestones)
        values = {name: value for name, value in values.items() if self[name] != value}
        if values:
            self._write_step(values)
        self.order_id._sync_contract_figures()
        return bool(values)

    def _prepare_settlement_values(self, paid, milestones):
        deposit = milestones.filtered(lambda one: one.event == "pi_signed")
        is_paid = bool(milestones) and all(one.state == "settled" for one in milestones)
        return {
            "paid_amount": paid,
            "payment_state": "paid" if is_paid else "partial" if paid > 0 else "not_paid",
            "deposit_settled": all(one.state == "settled" for one in deposit),
        }

    def _settlement_tolerance(self):
        """Bank charges for one receipt that do not count as a shortage, in our currency."""
        self.ensure_one()
        dollar = self.env.ref("base.USD")
        amount = self.company_id.foreign_trade_bank_charge_tolerance
        today = fields.Date.context_today(self)
        return dollar._convert(amount, self.currency_id, self.company_id, today)

    def _get_receipts(self):
        """``[(date, amount in the contract's currency)]``, each receipt once."""
        self.ensure_one()
        return self._get_linked_receipts() + self._get_invoice_receipts()

    def _get_linked_receipts(self):
        receipts = []
        invoices = self._get_order_invoices()
        for payment in self.payment_ids.filtered(lambda one: one._is_received()):
            sign = 1 if payment.payment_type == "inbound" else -1
            amount = sign * payment.amount - payment._amount_spent_elsewhere(invoices)
            receipts.append((payment.date, self._to_contract_currency(amount, payment)))
        return receipts

    def _get_invoice_receipts(self):
        """Reconciled with the order's invoices, but for what is linked to the contract."""
        receipts = []
        for invoice in self._get_order_invoices():
            share = self._get_invoice_share(invoice)
            for counterpart, amount in invoice._iter_receipts():
                if counterpart.move_id.origin_payment_id.foreign_trade_contract_id != self:
                    amount = invoice.currency_id._convert(
                        amount * share, self.currency_id, self.company_id, counterpart.date
                    )
                    receipts.append((counterpart.date, amount))
            for payment in invoice._get_unposted_payments() - self.payment_ids:
                amount = self._to_contract_currency(payment.amount, payment) * share
                receipts.append((payment.date, amount))
        return receipts

    def _to_contract_currency(self, amount, payment):
        return payment.currency_id._convert(
            amount, self.currency_id, payment.company_id, payment.date
        )

    def _get_order_invoices(self):
        return self.order_id.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )

    def _get_invoice_share(self, invoice):
        """Share of an invoice that bills this order, where it bills several."""
        lines = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        ours = lines.filtered(lambda line: self.order_id in line.sale_line_ids.order_id)
        total = sum(lines.mapped("price_total"))
        return sum(ours.mapped("price_total")) / total if total else 1

    def _follow_settlement(self):
        """The deposit came in: effective, or production opened.

        A closed gate on that way never refuses money: it becomes an activity of the salesperson.
        """
        self.ensure_one()
        if not self.deposit_settled:
            return
        try:
            with self.env.cr.savepoint():
                if self.state == "countersigned":
                    self._entitled(self)._make_effective()
                elif self.order_id.production_state == "held":
                    self._entitled(self.order_id)._start_production_on_deposit()
        except UserError as error:
            kind = "sales" if self.state == "countersigned" else "clerk"
            self._remind_of_closed_gate(error, self.order_id._get_work_user(kind))

    def _remind_of_closed_gate(self, error, user):
        user = user or self.env.user
        env = self.with_context(lang=user.lang).env
        # sudo: the reminder goes to the salesperson, whose records finance does not write
        self.sudo().activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=user.id,
            summary=env._("The deposit is in, but the next step is closed"),
            note=str(error),
        )

    @api.model
    def _get_contracts_of_moves(self, moves):
        """Active contracts whose figures depend on these journal entries, in one query."""
        if not moves:
            return self.browse()
        self.flush_model(["order_id", "state"])
        self.env["account.payment"].flush_model(["move_id", "foreign_trade_contract_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contract.id
                  FROM foreign_trade_contract contract
                 WHERE contract.state IN %(states)s
                   AND (
                       EXISTS (
                           SELECT 1
                             FROM account_payment payment
                            WHERE payment.foreign_trade_contract_id = contract.id
                              AND payment.move_id IN %(moves)s
                       ) OR EXISTS (
                           SELECT 1
                             FROM sale_order_line
                             JOIN sale_order_line_invoice_rel rel
                               ON rel.order_line_id = sale_order_line.id
                             JOIN account_move_line line ON line.id = rel.invoice_line_id
                            WHERE sale_order_line.order_id = contract.order_id
                              AND line.move_id IN %(moves)s
                       )
                   )
                """,
                states=ACTIVE_STATES,
                moves=tuple(moves.ids),
            )
        )
        return self.browse([row[0] for row in rows])
