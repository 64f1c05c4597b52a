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
            contract._check_order_is_alive()
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
            contract._check_order_is_alive()
            if not (contract.buyer_po_number or contract.buyer_po_attachment):
                raise UserError(
                    contract.env._(
                        "Enter the number of the buyer's purchase order or upload the "
                        "countersigned document first."
                    )
                )
            contract._note_countersigned()
        return self._become_effective()

    def _note_countersigned(self):
        """What follows from the buyer's yes, whichever way it came.

        In America it is yesterday when China has issued: nobody signs before there is a document.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        signed_on = max(today, self.issued_on or today)
        self._write_step({"state": "countersigned", "countersigned_on": signed_on})
        self._set_payment_event("pi_signed", actual=signed_on)
        self._record_acceptance(today)
        self._pass_on_buyer_po()

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

    def _check_order_is_alive(self):
        """Nobody is bound to an order that was called off."""
        if self.sudo().order_id.state == "cancel":
            raise UserError(
                self.env._(
                    "%(order)s is cancelled. Set it back to a quotation, or cancel %(name)s too.",
                    order=self.order_id.name,
                    name=self.name,
                )
            )

    def _check_complete(self):
        """What a document must have before it goes out."""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("There are no goods on %(name)s.", name=self.name))
        self.payment_milestone_ids._state_shares()
        total = sum(self.payment_milestone_ids.mapped("percent"))
        if float_compare(total, 100, precision_digits=4):
            raise UserError(
                self.env._(
                    "The payment milestones sum to %(total)s %%; they must sum to exactly 100 %%.",
                    total=f"{total:g}",
                )
            )

    def _supersede_others(self):
        """One binding document for an order: the earlier one gives way, with its receipts."""
        # another salesperson may have issued the earlier one; finance owns the receipts
        others = self.order_id.sudo().contract_ids.filtered(
            lambda other: other != self and other.state in ACTIVE_STATES
        )
        for other in others:
            if other.state == "effective" and self._says_the_same_as(other):
                raise UserError(self.env._("%(name)s is effective already.", name=other.name))
        others._write_step({"state": "superseded", "superseded_by_id": self.id})
        others.payment_ids._move_to_contract(self.sudo())

    def _record_acceptance(self, date):
        if not self.version_id or self.version_id.is_accepted:
            return
        self.env["foreign.trade.quotation.acceptance"].create(
            {
                "version_id": self.version_id.id,
                "method": "portal" if self.signature else "countersigned",
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
        self._check_order_is_alive()
        order = self._entitled(self.order_id)
        if order.state in ("draft", "sent") and self._order_departs():
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
        # sudo: what was in the way, of whomever it reminds
        self.sudo().activity_unlink(["mail.mail_activity_data_warning"])
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

    def _prepare_milestone_commands(self, plan, currency, company):
        """Milestones of a payment plan, or a single one where there is none."""
        values = (
            plan._prepare_milestone_values(currency, company)
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
