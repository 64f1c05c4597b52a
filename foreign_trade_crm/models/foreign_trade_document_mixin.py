from odoo import models


class ForeignTradeDocumentMixin(models.AbstractModel):
    """Records from which trade documents are made, as PDF and XLSX."""

    _name = "foreign.trade.document.mixin"
    _description = "Record with Trade Documents"

    def _trade_document_kinds(self):
        return {}

    def _get_trade_document(self, kind, lang=None):
        raise NotImplementedError

    def _render_trade_document_pdf(self, kind, lang=None):
        raise NotImplementedError

    def _render_trade_document_xlsx(self, kind, lang=None):
        raise NotImplementedError

    def action_print_document(self, kind=None):
        raise NotImplementedError

    def action_download_xlsx(self, kind=None):
        raise NotImplementedError
