from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LeadImportController(http.Controller):
    @http.route(
        "/foreign_trade/lead_import/template.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def template(self):
        """The workbook to fill in."""
        imports = request.env["foreign.trade.lead.import"]
        imports.check_access("create")
        name = request.env._("Leads")
        return self._make_response(imports._render_template(), f"{name}.xlsx")

    @http.route(
        "/foreign_trade/lead_import/<int:import_id>/rows.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def rows(self, import_id):
        """The rows that made no lead."""
        record = request.env["foreign.trade.lead.import"].browse(import_id).exists()
        if not record:
            raise request.not_found()
        record.check_access("read")
        name = request.env._("Rows Not Imported")
        return self._make_response(record._render_report(), f"{name}.xlsx")

    @staticmethod
    def _make_response(content, filename):
        return request.make_response(
            content,
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(filename)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "private, no-store"),
            ],
        )
