from odoo import models


class ForeignTradeOfferDocumentMixinProfile(models.AbstractModel):
    """Consignee, notify party, marks and documents on quotation, proforma invoice and contract."""

    _inherit = "foreign.trade.offer.document.mixin"

    def _offer_parties(self):
        parties = super()._offer_parties()
        for label, text in (
            (self.env._("Consignee"), self.consignee_address),
            (self.env._("Notify Party"), self.notify_party_address),
        ):
            lines = [line for line in (text or "").splitlines() if line.strip()]
            if lines:
                parties.append((label, lines))
        return parties

    def _offer_facts(self):
        types = dict(self._fields["bill_type"]._description_selection(self.env))
        return [
            *super()._offer_facts(),
            (self.env._("Bill of Lading"), types.get(self.bill_type)),
            (self.env._("Documents"), self._printed_text("documents_wanted")),
        ]

    def _offer_clauses(self):
        marks = (self.shipping_marks or "").strip()
        clauses = super()._offer_clauses()
        return [*clauses, (self.env._("Shipping Marks"), marks)] if marks else clauses
