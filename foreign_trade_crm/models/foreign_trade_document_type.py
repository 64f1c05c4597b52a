from odoo import fields, models


class ForeignTradeDocumentType(models.Model):
    """A document that buyers ask for, such as a certificate of origin."""

    _name = "foreign.trade.document.type"
    _description = "Trade Document Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("unique(name)", "There is a document of this name already.")

    def _describe(self, lang=None):
        """Their names in one sentence, in the language given."""
        return ", ".join(self.with_context(lang=lang or self.env.lang).mapped("name"))
