from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from .foreign_trade_contract import ACTIVE_STATES


class ForeignTradeContract(models.Model):
    """The steps: issue, countersign, effective. Each guards its state and hands over."""

    _inherit = "foreign.trade.contract"

    def action_issue(self):
        """Issue the document: it is frozen, and takes the place of an earlier one."""
        for contract in self:
            contract._check_state("draft")
            contract._check_complete()
            contract._approval_moment_check("contract_issue")
            contract._supersede_others()
            contract._write_step(
                {"state": "issued", "issued_on": fields.Date.context_today(contract)}
            )
            contract._post_issued_document()
            contract._update_settlement()

    def action_countersign(self):
        """The buyer agreed: his purchase order's number or the signed scan proves it."""
        for contract in self:
            contract._check_state("issued")
            if not (contract.buyer_po_number or contract.buyer_po_attachment):
                raise UserError(
                    contract.env._(
                        "Enter the number of the buyer's purchase order or upload the "
                        "countersigned document first."
                    )
                )
            today = fields.Date.context_today(contract)
            contract._write_step({"state": "countersigned", "countersigned_on": today})
            contract._set_payment_event("pi_signed", actual=today)
            contract._record_acceptance(today)
            contract._pass_on_buyer_po()
        return self._become_effective()

    def action_retry_effective(self):
        """Go on after a gate had closed when the deposit came in."""
        for contract in self:
            contract._check_state("countersigned")
        return self._become_effective()

    def action_declare_effective(self, reason=None):
        """Effective before the deposit is in: a sales manager's decision, with its reason.

        :param str reason: why; without it a dialog asks
        """
        self.ensure_one()
        self._check_state("countersigned")
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise UserError(
                self.env._(
                    "The deposit is not in. Only a sales manager may declare the document "
                    "effective before."
                )
            )
        if not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Declare Effective"),
                "res_model": "foreign.trade.contract.effective",
                "view_mode": "form",
                "target": "new",
                "context": {"default_contract_id": self.id},
            }
        if not self.deposit_settled:
            self._write_step(
                {
                    "effective_override_reason": reason.strip(),
                    "effective_override_user_id": self.env.uid,
                }
            )
            self.message_post(
                body=self.env._("Declared effective before the deposit: %(reason)s", reason=reason)
            )
        return self._make_effective()

    def action_cancel(self):
        for contract in self:
            contract._check_state("draft", "issued", "countersigned")
            contract._write_step({"state": "cancelled"})
            contract.order_id._sync_contract_figures()

    def _check_state(self, *states):
        self.ensure_one()
        self.check_access("write")
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s is %(state)s; this step needs: %(needed)s.",
                    name=self.name,
                    state=labels[self.state],
                    needed=", ".join(labels[state] for state in states),
                )
            )

    def _check_complete(self):
        """What a document must have before it goes out."""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("There are no goods on %(name)s.", name=self.name))
        total = sum(self.payment_milestone_ids.mapped("percent"))
        if float_compare(total, 100, precision_digits=4):
            raise UserError(
                self.env._(
                    "The payment milestones sum to %(total)s %%; they must sum to exactly 100 %%.",
                    total=f"{total:g}",
                )
            )
        self._check_total()

    def _check_total(self):
        """The total is that of the goods, but for taxes rounded once for all of them."""
        # what the order itself added or took off stands in the frozen version as well
        gap = self._goods_gap() - self.version_id._goods_gap()
        tolerance = self.currency_id.rounding * max(1, len(self.line_ids))
        if float_compare(abs(gap), tolerance, precision_digits=6) > 0:
            raise UserError(
                self.env._(
                    "The total of %(name)s is %(total)s, but its goods sum to %(goods)s. "
                    "Make the document anew from the quotation, or correct its amounts.",
                    name=self.name,
                    total=self.currency_id.format(self.amount_total),
                    goods=self.currency_id.format(self.amount_total + self._goods_gap()),
                )
            )

    def _supersede_others(self):
        """One binding document for an order: the earlier one gives way, with its receipts."""
        # another salesperson may have issued the earlier one; finance owns the receipts
        others = self.order_id.sudo().contract_ids.filtered(
            lambda other: other != self and other.state in ACTIVE_STATES
        )
        if any(other.state == "effective" for other in others):
            raise UserError(
                self.env._("%(name)s is effective already.", name=others.mapped("name")[0])
            )
        others._write_step({"state": "superseded", "superseded_by_id": self.id})
        others.payment_ids._move_to_contract(self.sudo())

    def _record_acceptance(self, date):
        if not self.version_id or self.version_id.is_accepted:
            return
        self.env["foreign.trade.quotation.acceptance"].create(
            {
                "version_id": self.version_id.id,
                "method": "countersigned",
                "accepted_on": date,
                "accepted_by_id": self.partner_id.id,
                "note": self.buyer_po_number or self.name,
            }
        )

    def _pass_on_buyer_po(self):
        """The buyer's number goes on to the order, its deliveries, shipments and invoices."""
        if self.buyer_po_number and not self.order_id.client_order_ref:
            self.order_id.client_order_ref = self.buyer_po_number

    def _become_effective(self):
        """Make effective those that are countersigned with their deposit in."""
        for contract in self:
            if contract.state == "countersigned" and contract.deposit_settled:
                action = contract._make_effective()
                if len(self) == 1:
                    return action
        return True

    def _make_effective(self):
        """The contract is effective: the opportunity is won, the order confirmed.

        :return: what confirming the order returned, when another module answers with a dialog
        """
        self.ensure_one()
        order = self._entitled(self.order_id)
        if order.state in ("draft", "sent") and order._goods_differ_from(self.version_id):
            raise UserError(
                self.env._(
                    "Quotation %(order)s no longer says what %(version)s said. Set it back, or "
                    "send it again and make a new proforma invoice.",
                    order=order.name,
                    version=self.version_id.name,
                )
            )
        today = fields.Date.context_today(self)
        self._entitled(self)._write_step({"state": "effective", "effective_on": today})
        order._sync_contract_figures()
        self._win_opportunity()
        result = order.action_confirm() if order.state in ("draft", "sent") else True
        if order.state != "sale":
            return result
        if self.deposit_settled:
            order._start_production_on_deposit()
        return True

    def _win_opportunity(self):
        lead = self._entitled(self.opportunity_id)
        if lead and lead.won_status != "won":
            lead.action_set_won()

    def _entitled(self, record):
        """The record as the user may write it.

        Whoever registers the deposit makes the contract effective; that the order is confirmed
        and the opportunity won follows from it and is not that person's decision.
        """
        return record if record.has_access("write") else record.sudo()

    def _set_payment_event(self, event, planned=None, actual=None):
        """An event was planned or happened: the due dates that hang on it move.

        :param event: key of ``PAYMENT_EVENTS``
        :param planned: date, or None to leave it
        :param actual: date, or None to leave it; False takes it back
        """
        values = {"event_planned_date": planned, "event_actual_date": actual}
        values = {name: date for name, date in values.items() if date is not None}
        # whoever ships or issues the bill of lading does not edit contracts
        milestones = self.sudo().payment_milestone_ids.filtered(lambda one: one.event == event)
        if values and milestones:
            milestones.write(values)

    def _prepare_milestone_commands(self, plan):
        """Milestones of a payment plan, or a single one where there is none."""
        values = (
            plan._prepare_milestone_values()
            if plan
            else [
                {
                    "name": self.env._("100% against invoice"),
                    "percent": 100,
                    "event": "invoice_date",
                }
            ]
        )
        return [Command.create(vals) for vals in values]
