from odoo import http
from odoo.http import content_disposition, request

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TradeDocumentController(http.Controller):
    @http.route(
        "/foreign_trade/document/<string:model>/<int:record_id>/<string:kind>.<string:extension>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def trade_document(self, model, record_id, kind, extension, lang=None):
        """One trade document of one record, as that user may read it."""
        record = self._find_record(model, record_id)
        if extension not in CONTENT_TYPES or kind not in record._trade_document_kinds():
            raise request.not_found()
        render = getattr(record, f"_render_trade_document_{extension}")
        filename = record._trade_document_filename(kind, extension)
        shown = "inline" if extension == "pdf" else "attachment"
        disposition = content_disposition(filename, shown)
        return request.make_response(
            render(kind, lang=lang),
            headers=[
                ("Content-Type", CONTENT_TYPES[extension]),
                ("Content-Disposition", disposition),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "private, no-store"),
            ],
        )

    def _find_record(self, model, record_id):
        """The record, or 404 where the model has no documents or it does not exist, and 403
        (by the AccessError) where the user may not read it."""
        registry = request.env.registry
        known = model in registry and not registry[model]._abstract
        if not known or not issubclass(registry[model], registry["foreign.trade.document.mixin"]):
            raise request.not_found()
        record = request.env[model].browse(record_id).exists()
        if not record:
            raise request.not_found()
        record.check_access("read")
        return record
