from odoo import fields, models


class ForeignTradeContract(models.Model):
    """The proforma invoice and the sales contract as documents."""

    _inherit = "foreign.trade.contract"

    def _prepare_trade_document_proforma(self):
        return self._prepare_offer_document(
            "proforma", self.env._("Proforma Invoice"), self.name, self._document_date()
        )

    def _prepare_trade_document_contract(self):
        return self._prepare_offer_document(
            "contract", self.env._("Sales Contract"), self.name, self._document_date()
        )

    def _post_issued_document(self):
        """Keep the PDF as it went out."""
        kind = next(iter(self._trade_document_kinds()))
        content = self._render_trade_document_pdf(kind)
        extension = "pdf" if content[:4] == b"%PDF" else "html"
        name = self._trade_document_filename(kind, extension)
        message = self.message_post(body=self.env._("Issued."), attachments=[(name, content)])
        self._write_step({"pdf_attachment_id": message.attachment_ids[:1].id})

    def _get_trade_document(self, kind, lang=None):
        """In the language that was chosen for the document, unless another one is asked for."""
        return super()._get_trade_document(kind, lang or self._get_document_lang())

    def _get_document_lang(self):
        """Codes of one language, or of two joined by ``+``; the buyer's as the quotation was."""
        self.ensure_one()
        chosen = {"en": "en_US", "zh": "zh_CN", "both": "en_US+zh_CN"}
        return chosen.get(self.document_language) or self._get_document_language()

    def _document_date(self):
        return self.issued_on or fields.Date.context_today(self, self.create_date)

    def _offer_joins(self):
        return {**super()._offer_joins(), "version_id": ("name",)}

    def _offer_facts(self):
        own = [
            (self.env._("Quotation"), self.version_id.name),
            (self.env._("Buyer's PO Number"), self.buyer_po_number),
        ]
        # the payment terms stand below, with their amounts
        payment = self._printed_text("payment_terms")
        terms = [fact for fact in super()._offer_facts() if fact[1] != payment]
        allowed = dict(self._fields["partial_shipment"]._description_selection(self.env))
        shipping = [
            (self.env._("Partial Shipment"), allowed.get(self.partial_shipment)),
            (self.env._("Transhipment"), allowed.get(self.transhipment)),
        ]
        return own + terms + shipping

    def _offer_clauses(self):
        clauses = [(self.env._("Payment Terms"), "\n".join(self._payment_clause_lines()))]
        if bank := self._bank_clause_lines():
            clauses.append((self.env._("Bank Details"), "\n".join(bank)))
        if self.more_or_less_percent:
            text = self.env._(
                "%(percent)s %% more or less in quantity and amount allowed, at the seller's "
                "option.",
                percent=f"{self.more_or_less_percent:g}",
            )
            clauses.append((self.env._("More or Less"), text))
        library = [(clause.name, clause._printed_text()) for clause in self.clause_ids]
        return clauses + super()._offer_clauses() + library

    def _payment_clause_lines(self):
        """One line for each milestone: wording and amount."""
        decimals = self.currency_id.decimal_places
        milestones = self.env["foreign.trade.payment.milestone"].search_fetch(
            [("contract_id", "=", self.id)], ["name", "amount", "agreed_amount", "sequence"]
        )
        names = milestones._printed_names()
        return [
            f"{position}. {names[one.id]}: {self.currency_id.name} {one.amount:,.{decimals}f}"
            for position, one in enumerate(milestones._in_order(), start=1)
        ]

    def _bank_clause_lines(self):
        # printed for the buyer; salespeople do not read bank accounts otherwise
        account = self.bank_account_id.sudo()
        if not account:
            return []
        bank = account.bank_id
        facts = [
            (self.env._("Beneficiary"), account.acc_holder_name or account.partner_id.name),
            (self.env._("Bank"), bank.name),
            (self.env._("SWIFT/BIC"), bank.bic),
            (self.env._("Account No."), account.acc_number),
        ]
        return [f"{label}: {value}" for label, value in facts if value]

    def _offer_signature(self):
        buyer = (self.env._("Accepted and confirmed by the buyer"), self.partner_name or "")
        return super()._offer_signature() + [buyer]
