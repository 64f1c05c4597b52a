from odoo import models
from odoo.tools.safe_eval import safe_eval, time


class SaleOrder(models.Model):
    """The e-mail that carries a quotation carries the PDF of its version."""

    _inherit = "sale.order"

    def message_post(self, **kwargs):
        # the context key marks a sending; all it can do is freeze a version
        if self.env.context.get("mark_so_as_sent") and self.state in ("draft", "sent"):
            kwargs["attachment_ids"] = self._exchange_quotation_pdf(
                kwargs.get("attachment_ids") or []
            )
        return super().message_post(**kwargs)

    def _exchange_quotation_pdf(self, attachment_ids):
        """Freeze the version and let the message carry its PDF instead of the composer's.

        An ordinary quotation, without terms of the export trade, keeps the PDF that Odoo made:
        then the version takes a copy of it.
        """
        self.ensure_one()
        attachments = self.env["ir.attachment"].sudo().browse(attachment_ids)
        composed = attachments.filtered(self._is_composed_quotation)
        if not self._is_trade_quotation():
            self._freeze_version(pdf=composed[:1].raw or None)
            return attachment_ids
        pdf = self._freeze_version().sudo().pdf_attachment_id
        if not pdf:
            return attachment_ids
        # the composer made it for this message alone, and nothing else refers to it
        composed.unlink()
        return (attachments - composed).ids + pdf.ids

    def _is_composed_quotation(self, attachment):
        """Whether the composer made this attachment from the quotation report."""
        report = self.env.ref("sale.action_report_saleorder", raise_if_not_found=False)
        if not report or attachment.res_model != "mail.compose.message":
            return False
        # the composer names it in the buyer's language, whatever the sender speaks
        translations, _context = report.sudo().get_field_translations("print_report_name")
        formulas = {term["value"] or term["source"] for term in translations}
        formulas = filter(None, formulas | {report.print_report_name})
        names = {safe_eval(formula, {"object": self, "time": time}) for formula in formulas}
        return attachment.name.removesuffix(".pdf").removesuffix(".html") in names - {""}
