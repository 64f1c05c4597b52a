from odoo import fields, models


class ForeignTradeQuotationVersionPrinted(models.Model):
    """Where the buyer pays and how the goods are packed, as it was when sent."""

    _inherit = "foreign.trade.quotation.version"

    bank_details = fields.Text(help="Bank account as printed.")
    packing_summary = fields.Char("Packing", help="Cartons, volume and weights as printed.")

    def _offer_clauses(self):
        own = [
            (self.env._("Packing"), self._printed_text("packing_summary")),
            (self.env._("Bank Details"), self._printed_text("bank_details")),
        ]
        return [*super()._offer_clauses(), *((label, text) for label, text in own if text)]
