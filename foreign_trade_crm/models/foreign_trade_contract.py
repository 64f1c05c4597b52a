from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.engine_fields import changed_names

#: states in which a contract binds and its payments count
ACTIVE_STATES = ("issued", "countersigned", "effective")


class ForeignTradeContract(models.Model):
    """A proforma invoice or sales contract, made from a quotation version.

    Issued, countersigned by the buyer, effective once the deposit is in: only then is the
    opportunity won and the order confirmed. What is printed on it changes in draft alone. See
    ``foreign_trade_contract_lifecycle.py`` and ``foreign_trade_contract_settlement.py``.
    """

    _name = "foreign.trade.contract"
    _description = "Proforma Invoice or Sales Contract"
    _inherit = (
        "mail.thread",
        "mail.activity.mixin",
        "foreign.trade.approval.mixin",
        "foreign.trade.offer.mixin",
        "foreign.trade.offer.document.mixin",
    )
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    document_type = fields.Selection(
        [("proforma", "Proforma Invoice"), ("contract", "Sales Contract")],
        required=True,
        default="proforma",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("countersigned", "Countersigned"),
            ("effective", "Effective"),
            ("superseded", "Superseded"),
            ("cancelled", "Cancelled"),
        ],
        "Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        tracking=True,
    )
    order_id = fields.Many2one(
        "sale.order", required=True, index=True, ondelete="restrict", check_company=True
    )
    version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        "Quotation Version",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('order_id', '=', order_id)]",
    )
    opportunity_id = fields.Many2one(
        "crm.lead", related="order_id.opportunity_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        related="order_id.user_id",
        store=True,
        index="btree_not_null",
    )
    team_id = fields.Many2one(related="order_id.team_id")
    line_ids = fields.One2many("foreign.trade.contract.line", "contract_id")
    payment_milestone_ids = fields.One2many("foreign.trade.payment.milestone", "contract_id")
    bank_account_id = fields.Many2one(
        "res.partner.bank",
        compute="_compute_bank_account_id",
        store=True,
        readonly=False,
        help="Account in the currency of the document to which the buyer pays.",
    )
    buyer_po_number = fields.Char("Buyer's PO Number", copy=False, tracking=True)
    buyer_po_attachment = fields.Binary("Countersigned Scan or PO", attachment=True, copy=False)
    buyer_po_filename = fields.Char(copy=False)
    pdf_attachment_id = fields.Many2one(
        "ir.attachment",
        "PDF as Issued",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    issued_on = fields.Date(readonly=True, copy=False)
    countersigned_on = fields.Date(readonly=True, copy=False)
    effective_on = fields.Date(readonly=True, copy=False)
    superseded_by_id = fields.Many2one("foreign.trade.contract", readonly=True, copy=False)
    effective_override_reason = fields.Text(readonly=True, copy=False)
    effective_override_user_id = fields.Many2one("res.users", readonly=True, copy=False)
    paid_amount = fields.Monetary(
        "Received", readonly=True, copy=False, help="Received so far, in the contract's currency."
    )
    balance_amount = fields.Monetary("Balance Due", compute="_compute_balance_amount")
    payment_state = fields.Selection(
        [("not_paid", "Not Paid"), ("partial", "Partially Paid"), ("paid", "Paid")],
        readonly=True,
        copy=False,
        default="not_paid",
    )
    deposit_settled = fields.Boolean(
        "Deposit Received",
        readonly=True,
        copy=False,
        help="What is due on the signed document has been received.",
    )
    payment_ids = fields.One2many(
        "account.payment",
        "foreign_trade_contract_id",
        "Receipts",
        groups="account.group_account_invoice",
    )

    _name_uniq = models.Constraint(
        "UNIQUE(company_id, name)", "This number is taken by another document."
    )

    @api.constrains("order_id", "version_id")
    def _check_version_id(self):
        """Signing a document accepts its version: no other quotation's."""
        for contract in self:
            version = contract.sudo().version_id
            if version and version.order_id != contract.order_id:
                raise ValidationError(
                    self.env._(
                        "%(version)s is no version of %(order)s.",
                        version=version.name,
                        order=contract.order_id.name,
                    )
                )

    @api.depends("amount_total", "paid_amount")
    def _compute_balance_amount(self):
        for contract in self:
            contract.balance_amount = contract.amount_total - contract.paid_amount

    @api.depends("currency_id", "company_id")
    def _compute_bank_account_id(self):
        for contract in self:
            # the company's own accounts are no secret: they are printed for buyers
            accounts = contract.company_id.sudo().partner_id.bank_ids
            match = accounts.filtered_domain([("currency_id", "=", contract.currency_id.id)])
            neutral = accounts.filtered_domain([("currency_id", "=", False)])
            contract.bank_account_id = (match or neutral)[:1].id

    @api.model
    def _engine_fields(self):
        """Fields that record what happened: only the steps that make it happen write them."""
        return frozenset(
            {
                "name",
                "state",
                "order_id",
                "version_id",
                "opportunity_id",
                "user_id",
                "pdf_attachment_id",
                "issued_on",
                "countersigned_on",
                "effective_on",
                "superseded_by_id",
                "effective_override_reason",
                "effective_override_user_id",
                "paid_amount",
                "payment_state",
                "deposit_settled",
            }
        )

    @api.model
    def _own_printed_fields(self):
        """What is printed on the document beside the terms of the offer."""
        return {"document_type", "bank_account_id"}

    @api.model_create_multi
    def create(self, vals_list):
        closed = self._engine_fields() - {"order_id", "version_id", "name"}
        initial = dict.fromkeys(closed, False) | {"state": "draft", "payment_state": "not_paid"}
        for vals in vals_list:
            taken = initial.keys() & vals.keys()
            self._refuse_engine_fields([n for n in taken if (vals[n] or False) != initial[n]])
        # given here, they are taken neither from the context nor from a user's own defaults
        contracts = super().create(
            [{**vals, **initial, "name": self._next_number(vals)} for vals in vals_list]
        )
        for name in ("opportunity_id", "user_id"):  # as the order says
            self.env.add_to_compute(self._fields[name], contracts)
        return contracts

    def write(self, vals):
        self._refuse_engine_fields(changed_names(self, vals, self._engine_fields()))
        printed = set(self._offer_fields()) | self._own_printed_fields()
        if printed & vals.keys() and any(contract.state != "draft" for contract in self):
            raise UserError(
                self.env._(
                    "What is printed on an issued document does not change. "
                    "Make a new one from the quotation; it supersedes this one when it is issued."
                )
            )
        return super().write(vals)

    def _write_step(self, vals):
        """Write fields of :meth:`_engine_fields`; private, so that no client reaches it."""
        return super().write(vals)

    @api.model
    def _refuse_engine_fields(self, names):
        if names:
            raise UserError(
                self.env._(
                    "%(field)s follows from the steps of the document and cannot be "
                    "filled in by hand.",
                    field=self._fields[names[0]].get_description(self.env)["string"],
                )
            )

    @api.ondelete(at_uninstall=True)
    def _unlink_except_issued(self):
        if any(contract.state != "draft" for contract in self):
            raise UserError(self.env._("Only a draft can be deleted. Cancel the document instead."))

    @api.model
    def _next_number(self, vals):
        kind = vals.get("document_type") or "proforma"
        code = f"foreign.trade.contract.{kind}"
        company = vals.get("company_id") or self.env.company.id
        return self.env["ir.sequence"].with_company(company).next_by_code(code) or "/"

    def action_view_order(self):
        self.ensure_one()
        return self.order_id._get_records_action()

    def _trade_document_kinds(self):
        if self and self[0].document_type == "contract":
            return {"contract": self.env._("Sales Contract")}
        return {"proforma": self.env._("Proforma Invoice")}
