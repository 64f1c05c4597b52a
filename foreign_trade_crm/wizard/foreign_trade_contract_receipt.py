from odoo import api, fields, models
from odoo.exceptions import UserError


class ForeignTradeContractReceipt(models.TransientModel):
    """Register money received for a proforma invoice, before there is an invoice.

    It becomes a posted customer payment: an advance, which Odoo offers as outstanding credit
    when the order is invoiced.
    """

    _name = "foreign.trade.contract.receipt"
    _description = "Register Receipt"

    contract_id = fields.Many2one("foreign.trade.contract", required=True, readonly=True)
    claim_id = fields.Many2one("foreign.trade.payment.claim", "Bank Slip Received", readonly=True)
    company_id = fields.Many2one(related="contract_id.company_id")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    journal_id = fields.Many2one(
        "account.journal",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        domain="[('type', 'in', ('bank', 'cash')), ('company_id', '=', company_id)]",
    )
    payment_date = fields.Date(required=True, default=fields.Date.context_today)
    memo = fields.Char("Bank Reference")
    slip_ids = fields.Many2many("ir.attachment", string="Bank Slip")

    @api.depends("contract_id")
    def _compute_currency_id(self):
        for receipt in self:
            receipt.currency_id = receipt.contract_id.currency_id

    @api.depends("contract_id", "claim_id")
    def _compute_amount(self):
        """What the slip says, else what is due next."""
        for receipt in self:
            if receipt.claim_id:
                receipt.amount = receipt.claim_id.amount
                continue
            milestones = receipt.contract_id.payment_milestone_ids._in_order()
            unsettled = milestones.filtered(lambda one: one.state != "settled")
            receipt.amount = unsettled[:1].balance_amount

    @api.depends("contract_id")
    def _compute_journal_id(self):
        for receipt in self:
            receipt.journal_id = self.env["account.journal"].search(
                [("type", "=", "bank"), ("company_id", "=", receipt.contract_id.company_id.id)],
                limit=1,
            )

    def action_register(self):
        """Create and post the payment; the contract takes it up by itself."""
        self.ensure_one()
        if self.contract_id.state not in ("issued", "countersigned", "effective"):
            raise UserError(
                self.env._(
                    "Issue %(name)s before receiving money for it.", name=self.contract_id.name
                )
            )
        if self.claim_id and self.claim_id.contract_id != self.contract_id:
            raise UserError(self.env._("The bank slip belongs to another document."))
        if self.amount <= 0:
            raise UserError(self.env._("The amount received must be above zero."))
        # an advance is worth nothing without a journal entry to reconcile
        payments = self.env["account.payment"].with_context(force_payment_move=True)
        payment = payments.create(self._prepare_payment_values())
        payment.action_post()
        if self.claim_id:
            self.claim_id._check_open()
            self.claim_id._decide("received", payment)
        if self.slip_ids:
            payment.message_post(body=self.env._("Bank slip"), attachment_ids=self.slip_ids.ids)
        return {"type": "ir.actions.act_window_close"}

    def _prepare_payment_values(self):
        memo = " ".join(filter(None, (self.contract_id.name, self.memo)))
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.contract_id.partner_id.commercial_partner_id.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "journal_id": self.journal_id.id,
            "company_id": self.company_id.id,
            "date": self.payment_date,
            "memo": memo,
            "foreign_trade_contract_id": self.contract_id.id,
        }
