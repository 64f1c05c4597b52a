from odoo import api, fields, models
from odoo.exceptions import UserError

KEPT_FIELDS = {"contract_id", "amount", "paid_on", "reference", "source", "attachment_id"}
ENGINE_FIELDS = {"state", "payment_id", "decided_by_id", "source"}


class ForeignTradePaymentClaim(models.Model):
    """A bank slip: the buyer says that it is paid. It opens no gate before finance has the money.

    What it says is kept as it was said; finance registers the receipt or rejects it.
    """

    _name = "foreign.trade.payment.claim"
    _description = "Bank Slip"
    _order = "id desc"
    _rec_name = "contract_id"

    contract_id = fields.Many2one(
        "foreign.trade.contract", "Document", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="contract_id.partner_id")
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, index="btree_not_null", string="Salesperson"
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    amount = fields.Monetary(required=True, help="As claimed, in the document's currency.")
    paid_on = fields.Date(required=True, default=fields.Date.context_today)
    reference = fields.Char("Bank Reference")
    attachment_id = fields.Many2one("ir.attachment", "Slip", ondelete="set null", index=True)
    source = fields.Selection(
        [("sales", "Salesperson"), ("buyer", "Buyer")],
        "Uploaded By",
        required=True,
        default="sales",
        readonly=True,
    )
    state = fields.Selection(
        [("claimed", "Claimed Paid"), ("received", "Received"), ("rejected", "Rejected")],
        "Status",
        required=True,
        default="claimed",
        readonly=True,
    )
    payment_id = fields.Many2one(
        "account.payment",
        "Receipt",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="account.group_account_invoice",
    )
    decided_by_id = fields.Many2one("res.users", readonly=True)

    _amount_positive = models.Constraint("CHECK(amount > 0)", "The amount is above zero.")

    @api.model_create_multi
    def create(self, vals_list):
        if any(ENGINE_FIELDS & vals.keys() for vals in vals_list):
            raise UserError(self.env._("Whether the money is in is finance's to say."))
        own = {"source": "sales", "state": "claimed"}
        return super().create([{**vals, **own} for vals in vals_list])._note_claims()

    @api.model
    def _claim_for_buyer(self, vals):
        """What a visitor of the portal claims; private, since it says who does."""
        return super().create([{**vals, "source": "buyer", "state": "claimed"}])._note_claims()

    def _note_claims(self):
        for contract in self.contract_id:
            contract.check_access("write")
            contract._check_claims()
        self._check_slips()
        self._adopt_slips()
        self._tell_finance()
        return self

    def write(self, vals):
        if (KEPT_FIELDS | ENGINE_FIELDS) & vals.keys():
            raise UserError(
                self.env._("A bank slip stays as it was sent. Reject it and send another one.")
            )
        return super().write(vals)

    def _write_decision(self, vals):
        """Write what finance decided; private, so that no client reaches it."""
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_decided(self):
        if any(claim.state != "claimed" for claim in self):
            raise UserError(self.env._("What finance has decided stays on record."))

    def _check_slips(self):
        """A slip is the claimant's own file: a claim opens no file of somebody else."""
        for claim in self:
            slip = claim.attachment_id.sudo()
            elsewhere = slip.res_id and slip.res_id != claim.contract_id.id
            if slip and (slip.create_uid != self.env.user or elsewhere):
                raise UserError(self.env._("Upload the bank slip itself."))

    def _adopt_slips(self):
        """The file belongs to the claim, and who reads the claim reads it."""
        for claim in self.filtered("attachment_id"):
            # sudo: uploaded by whoever claims, who need not own the attachment any more
            claim.attachment_id.sudo().write({"res_model": claim._name, "res_id": claim.id})

    def _tell_finance(self):
        group = self.env.ref("foreign_trade_crm.group_finance").sudo()
        for claim in self:
            people = group.all_user_ids.filtered(
                lambda user, claim=claim: user.active and claim.company_id in user.company_ids
            )
            # sudo: a visitor of the portal may be the one who claims
            claim.contract_id.sudo().message_post(
                body=self.env._(
                    "Claimed paid: %(amount)s on %(date)s. %(reference)s",
                    amount=claim.currency_id.format(claim.amount),
                    date=claim.paid_on,
                    reference=claim.reference or "",
                ),
                author_id=claim._get_author().id,
                partner_ids=people.partner_id.ids,
                attachment_ids=claim.attachment_id.ids,
                subtype_xmlid="mail.mt_note",
            )

    def _get_author(self):
        """Who claims: the buyer where the slip came through the portal without a login."""
        self.ensure_one()
        user = self.env.user
        return self.sudo().partner_id if user._is_public() else user.partner_id

    def action_register(self):
        """Finance found the money: register it as the slip says."""
        self.ensure_one()
        self._check_open()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Receipt"),
            "res_model": "foreign.trade.contract.receipt",
            "view_mode": "form",
            "target": "new",
            "context": {"default_contract_id": self.contract_id.id, "default_claim_id": self.id},
        }

    def action_reject(self):
        """Finance did not find it."""
        for claim in self:
            claim._check_open()
            claim._decide("rejected")

    def _decide(self, state, payment=None):
        values = {"state": state, "decided_by_id": self.env.uid}
        if payment:
            values["payment_id"] = payment.id
        # sudo: finance decides, and edits no slips
        self.sudo()._write_decision(values)

    def _check_open(self):
        self.ensure_one()
        if not self.env.su and not self.env.user.has_group("foreign_trade_crm.group_finance"):
            raise UserError(self.env._("Whether the money is in is finance's to say."))
        if self.state != "claimed":
            raise UserError(self.env._("This bank slip was decided already."))
