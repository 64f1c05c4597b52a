import base64
import logging

from odoo import api, fields, models
from odoo.tools.misc import clean_context

_logger = logging.getLogger(__name__)


class ForeignTradeQuotationVersion(models.Model):
    """What a quotation said when it went out: frozen, numbered 1, 2, 3 … within its order.

    The order stays the working draft. Sending it through any door freezes the next version,
    unless its content is that of the last one (see ``sale_order_version.py``).
    """

    _name = "foreign.trade.quotation.version"
    _description = "Quotation Version"
    _inherit = (
        "foreign.trade.frozen.mixin",
        "foreign.trade.offer.mixin",
        "foreign.trade.offer.document.mixin",
    )
    _order = "order_id desc, number desc"

    order_id = fields.Many2one(
        "sale.order", "Quotation", required=True, index=True, ondelete="cascade"
    )
    number = fields.Integer("Version", required=True)
    name = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        related="order_id.user_id",
        store=True,
        index="btree_not_null",
    )
    opportunity_id = fields.Many2one(
        "crm.lead", related="order_id.opportunity_id", store=True, index="btree_not_null"
    )
    line_ids = fields.One2many("foreign.trade.quotation.version.line", "version_id")
    acceptance_ids = fields.One2many("foreign.trade.quotation.acceptance", "version_id")
    is_accepted = fields.Boolean("Accepted", compute="_compute_is_accepted")
    sent_by_id = fields.Many2one("res.users", ondelete="set null")
    sent_at = fields.Datetime("Sent On")
    content_hash = fields.Char()
    goods_hash = fields.Char(help="Fingerprint of buyer, currency and lines alone.")
    pdf_attachment_id = fields.Many2one("ir.attachment", "PDF", ondelete="set null")

    _number_uniq = models.Constraint(
        "UNIQUE(order_id, number)", "This version of the quotation exists already."
    )

    @api.depends("acceptance_ids")
    def _compute_is_accepted(self):
        for version in self:
            version.is_accepted = bool(version.acceptance_ids)

    @api.model
    def _freeze_order(self, values, lines):
        """Freeze one version of an order from the values of its terms and of its lines."""
        # the snapshot is no choice of the sender, who has no right to write it
        # nor do the defaults of the action it was sent from come into it
        context = clean_context(self.env.context)
        versions = self.with_env(self.env(su=True, context=context))
        version = versions._freeze([values])
        version.line_ids._freeze([{**line, "version_id": version.id} for line in lines])
        version.invalidate_recordset(["line_ids"])
        version.opportunity_id._deadline_note_update()
        version.opportunity_id._lead_by_version(version)
        return version.with_env(self.env)

    def _attach_pdf(self, content=None):
        """Keep the PDF with the version: ``content`` if it was sent already, else our document.

        A server without wkhtmltopdf freezes the version all the same; its PDF is made from the
        frozen data when somebody opens it.
        """
        for version in self:
            data = content or version._render_version_pdf()
            if data:
                attachment = (
                    self.env["ir.attachment"].sudo().create(version._prepare_pdf_values(data))
                )
                version.sudo()._seal({"pdf_attachment_id": attachment.id})

    def _render_version_pdf(self):
        self.ensure_one()
        try:
            return self._render_trade_document_pdf("quotation", lang=self._get_document_language())
        except Exception:  # the version counts, whatever the printer says
            _logger.warning("No PDF of quotation version %s", self.name, exc_info=True)
            return None

    def _prepare_pdf_values(self, data):
        self.ensure_one()
        is_pdf = data[:4] == b"%PDF"
        return {
            "name": f"{self._pdf_basename()}.{'pdf' if is_pdf else 'html'}",
            "datas": base64.b64encode(data),
            "mimetype": "application/pdf" if is_pdf else "text/html",
            "res_model": self._name,
            "res_id": self.id,
        }

    def _pdf_basename(self):
        """In the buyer's language, and file names bear no slash: ``Quotation S00042 V1``."""
        self.ensure_one()
        return (
            self.with_context(lang=self.lang or self.env.lang)
            .env._("Quotation %(order)s V%(number)s", order=self.order_id.name, number=self.number)
            .replace("/", "_")
        )

    def action_open_pdf(self):
        """Open the PDF that went out, or make the one that is missing."""
        self.ensure_one()
        if not self.pdf_attachment_id:
            return self.action_print_document("quotation")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.pdf_attachment_id.id}?download=true",
        }

    def action_accept(self):
        """Record that the buyer accepted this version."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record Acceptance"),
            "res_model": "foreign.trade.quotation.acceptance",
            "view_mode": "form",
            "target": "new",
            "context": {"default_version_id": self.id},
        }

    def action_make_contract(self):
        self.ensure_one()
        return self.order_id._make_contract(self)

    def _frozen_message(self):
        return self.env._(
            "A quotation version is frozen: it says what the buyer was sent. "
            "Change the quotation and send it again to make the next version."
        )

    def _trade_document_kinds(self):
        return {"quotation": self.env._("Quotation")}

    def _prepare_trade_document_quotation(self):
        sent_on = fields.Date.context_today(self, self.sent_at)
        return self._prepare_offer_document(
            "quotation", self.env._("Quotation"), self.name, sent_on
        )
