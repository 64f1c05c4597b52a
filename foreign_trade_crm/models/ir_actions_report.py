import io

from odoo import models


class IrActionsReport(models.Model):
    """Odoo's own "Print" of a trade quotation gives the very file that was sent.

    As long as the draft says what was sent; a draft that says something else is printed as Odoo
    does, and says on its first page that it is a draft.
    """

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        sent = self._find_sent_quotations(report_ref, res_ids)
        others = [res_id for res_id in res_ids or () if res_id not in sent]
        streams = {}
        if others or not sent:
            streams = super()._render_qweb_pdf_prepare_streams(
                report_ref, data, res_ids=others if sent else res_ids
            )
        for res_id, version in sent.items():
            content = io.BytesIO(version.pdf_attachment_id.raw)
            streams[res_id] = {"stream": content, "attachment": None}
        return {res_id: streams[res_id] for res_id in res_ids} if sent else streams

    def _find_sent_quotations(self, report_ref, res_ids):
        """``{id of the order: version}`` of those whose file is the one that was sent."""
        if not res_ids or self._get_report(report_ref).report_name != "sale.report_saleorder":
            return {}
        orders = self.env["sale.order"].browse(res_ids)
        orders.check_access("read")
        return {order.id: version for order in orders if (version := order._get_version_to_print())}
