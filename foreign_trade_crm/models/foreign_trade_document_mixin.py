import base64
import re

from markupsafe import Markup

from odoo import models, modules, tools
from odoo.exceptions import UserError
from odoo.tools.image import image_process

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ..tools.amount_in_words import amount_in_words
from ..tools.trade_document import Letterhead
from ..tools.trade_document_bilingual import merge_bilingual
from ..tools.trade_document_layout import split_table
from ..tools.trade_document_pdf import number_pages
from ..tools.trade_document_xlsx import write_trade_document

#: what a letterhead prints of the company's own partner: its dozens of other fields are not read
PARTNER_FIELDS = (
    "commercial_partner_id",
    "name",
    "street",
    "street2",
    "zip",
    "city",
    "state_id",
    "country_id",
    "phone",
    "email",
    "website",
    "vat",
)
LOGO_SIZE = (600, 200)


class ForeignTradeDocumentMixin(models.AbstractModel):
    """Records from which trade documents are made, as PDF and XLSX.

    An adopter supplies :meth:`_trade_document_kinds`, :meth:`_trade_document_partner`,
    :meth:`_trade_document_company` and, for each kind, a method
    ``_prepare_trade_document_<kind>()`` that returns a
    :class:`~odoo.addons.foreign_trade_crm.tools.trade_document.TradeDocument` in the language
    of the context (labels through ``self.env._``).  Both renderings use that one object.
    Its tests inherit the contract ``tests/trade_document_contract.py``.
    """

    _name = "foreign.trade.document.mixin"
    _description = "Record with Trade Documents"

    def _trade_document_kinds(self):
        """``{kind: name for people}``; extend with ``super() | {…}``."""
        return {}

    def _trade_document_partner(self, kind):
        """Whose language the document speaks unless one is asked for; to be supplied."""
        raise NotImplementedError

    def _trade_document_company(self):
        """Whose letterhead it carries; to be supplied."""
        raise NotImplementedError

    def _get_trade_document(self, kind, lang=None):
        """The document of this record.

        :param lang: code of an installed language, or two joined by ``+``
            (``"en_US+zh_CN"``) for a bilingual document; default: the partner's
        :raises UserError: when the record has no document of that kind
        """
        self.ensure_one()
        if kind not in self._trade_document_kinds():
            raise UserError(self.env._("There is no document “%(kind)s” here.", kind=kind))
        if lang and "+" in lang:
            first, second = lang.split("+", 1)
            return merge_bilingual(
                self._get_trade_document(kind, first), self._get_trade_document(kind, second)
            )
        lang = self._trade_document_language(kind, lang)
        record = self.with_context(lang=lang)
        document = getattr(record, f"_prepare_trade_document_{kind}")()
        document.kind = kind
        document.language = lang
        document.labels = record._trade_document_labels() | document.labels
        return document

    def _fetch_printed(self):
        """Read what a document prints before it is asked for piece by piece; an adopter may."""
        self.ensure_one()

    def _trade_document_language(self, kind, lang=None):
        """An installed language: the one asked for, the partner's, or English."""
        installed = dict(self.env["res.lang"].get_installed())
        if lang in installed:
            return lang
        for candidate in (self._trade_document_partner(kind).lang, "en_US"):
            if candidate in installed:
                return candidate
        return next(iter(installed))

    def _trade_document_labels(self):
        """Translations of the words that the renderings print themselves."""
        return {"number": self.env._("No."), "date": self.env._("Date")}

    def _trade_document_letterhead(self, company=None):
        """The company's name, address and logo; read as superuser, as core's reports do."""
        company = (company or self._trade_document_company()).sudo()
        company.fetch(("name", "partner_id"))
        partner = company.partner_id
        partner.fetch(PARTNER_FIELDS)
        contact = " · ".join(filter(None, (partner.phone, partner.email)))
        site = (partner.website or "").removeprefix("http://").removeprefix("https://")
        lines = [*self._trade_document_address(partner), contact, site]
        if partner.vat:
            lines.append(self.env._("Tax ID: %(number)s", number=partner.vat))
        logo = self._read_logo(partner)
        if not _is_png_within(logo, LOGO_SIZE):
            # some image formats are unknown to Excel and to wkhtmltopdf: always hand out PNG
            logo = image_process(logo, size=LOGO_SIZE, output_format="PNG")
        return Letterhead(
            name=company.name,
            lines=[line for line in lines if line],
            logo=base64.b64encode(logo) if logo else b"",
        )

    def _read_logo(self, partner):
        """Bytes of a company's logo: the picture of its partner, as Odoo keeps it."""
        attachments = self.env["ir.attachment"].sudo()  # sudo: it is printed for everybody
        domain = [("res_model", "=", partner._name), ("res_field", "=", "image_1920")]
        logo = attachments.search_fetch(
            [*domain, ("res_id", "=", partner.id)], ("store_fname", "db_datas"), limit=1
        )
        return logo.raw or b""

    def _trade_document_address(self, partner):
        """Street and town as one printed line each, country last, in the document's language."""
        partner = partner.with_context(lang=self.env.lang)
        town = " ".join(filter(None, (partner.zip, partner.city, partner.state_id.name)))
        street = ", ".join(filter(None, (partner.street, partner.street2)))
        place = ", ".join(filter(None, (town, partner.country_id.name)))
        return [line for line in (street, place) if line]

    def _trade_document_party(self, label, partner, extra=()):
        """A party as ``(label, lines)``: name, address, then ``extra`` lines."""
        company = partner.commercial_partner_id
        name = company.name or partner.name or ""
        attention = partner.name if partner != company and partner.name else ""
        lines = [name, *self._trade_document_address(partner)]
        if attention and attention != name:
            lines.append(self.env._("Attn: %(name)s", name=attention))
        contact = (partner.phone or company.phone, partner.email or company.email)
        lines += [" · ".join(filter(None, contact)), *extra]
        return (label, [line for line in lines if line])

    def _trade_document_amount_in_words(self, amount, currency):
        return amount_in_words(
            amount,
            currency.name,
            self.env.lang,
            currency.decimal_places,
            currency.with_context(lang="en_US").currency_unit_label or "",
            currency.with_context(lang="en_US").currency_subunit_label or "",
        )

    def _render_trade_document_html(self, document):
        """One page of HTML, complete in itself; where wkhtmltopdf cannot repeat the heading of
        a table, the table comes cut into pages."""
        repeats_heading = _wkhtml().is_patched_qt
        values = {
            "doc": document,
            "image": _data_uri(document.letterhead.logo),
            "pages": [document.rows] if repeats_heading else split_table(document),
        }
        html = self.env["ir.qweb"]._render(
            "foreign_trade_crm.trade_document", values, minimal_qcontext=True
        )
        return Markup("<!DOCTYPE html>\n") + html

    def _render_trade_document_pdf(self, kind, lang=None):
        """The PDF as bytes; as core does, tests get the HTML unless they ask for the PDF
        with the context key ``force_report_rendering``."""
        self._fetch_printed()
        document = self._get_trade_document(kind, lang)
        html = self._render_trade_document_html(document)
        in_test = modules.module.current_test or tools.config["test_enable"]
        if in_test and not self.env.context.get("force_report_rendering"):
            return html.encode()
        if _wkhtml().state == "install":
            raise UserError(
                self.env._("PDF documents need wkhtmltopdf: ask your administrator to install it.")
            )
        paper = self.env.ref("foreign_trade_crm.paperformat_trade_document").sudo()
        report = self.env["ir.actions.report"].sudo().new({"paperformat_id": paper.id})
        pdf = report._run_wkhtmltopdf([html], landscape=document.is_landscape)
        return number_pages(pdf, document.number)

    def _render_trade_document_xlsx(self, kind, lang=None):
        """The workbook as bytes."""
        self._fetch_printed()
        return write_trade_document(self._get_trade_document(kind, lang))

    def _trade_document_filename(self, kind, extension):
        """``commercial_invoice CI-2026-0007.pdf``, without characters that file systems refuse."""
        self.ensure_one()
        name = re.sub(r"[^\w .()-]+", "-", f"{kind} {self.display_name or self.id}")
        return f"{name}.{extension}"

    def action_print_document(self, kind=None):
        """Open the PDF; ``kind`` (or ``document_kind`` in the context) defaults to the first."""
        return self._trade_document_url_action(kind, "pdf")

    def action_download_xlsx(self, kind=None):
        """Download the workbook; ``kind`` as in :meth:`action_print_document`."""
        return self._trade_document_url_action(kind, "xlsx")

    def _trade_document_url_action(self, kind, extension):
        self.ensure_one()
        kind = kind or self.env.context.get("document_kind")
        kind = kind or next(iter(self._trade_document_kinds()), None)
        return {
            "type": "ir.actions.act_url",
            "url": f"/foreign_trade/document/{self._name}/{self.id}/{kind}.{extension}",
            "target": "new" if extension == "pdf" else "download",
        }


def _data_uri(logo):
    if not logo:
        return ""
    return "data:image/png;base64," + (logo.decode() if isinstance(logo, bytes) else logo)


def _is_png_within(image, size):
    """Whether it can be printed as it is: width and height stand in the first chunk of a PNG."""
    width, height = int.from_bytes(image[16:20]), int.from_bytes(image[20:24])
    return image.startswith(b"\x89PNG\r\n") and width <= size[0] and height <= size[1]
