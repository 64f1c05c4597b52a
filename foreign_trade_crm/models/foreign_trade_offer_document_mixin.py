from odoo import models
from odoo.tools import html2plaintext

from ..tools.trade_document import Column, TradeDocument, decimals_of


class ForeignTradeOfferDocumentMixin(models.AbstractModel):
    """The document of an offer: parties, terms, goods and totals, all from its frozen fields."""

    _name = "foreign.trade.offer.document.mixin"
    _description = "Document of an Offer"
    _inherit = "foreign.trade.document.mixin"

    def _trade_document_partner(self, kind):
        return self.partner_id

    def _trade_document_company(self):
        return self.company_id

    def _trade_document_language(self, kind, lang=None):
        return super()._trade_document_language(kind, lang or self.lang)

    def _prepare_offer_document(self, kind, title, number, date):
        """The document common to quotation, proforma invoice and sales contract."""
        self = self.sudo()  # whoever reads the offer, as was done for its language, may print it
        lines = self.env[self._fields["line_ids"].comodel_name]._read_printed(self)
        pictures = self._get_pictures({line["product_id"] for line in lines})
        columns = self._offer_columns(lines, bool(pictures))
        return TradeDocument(
            kind=kind,
            title=title,
            number=number,
            date=date,
            letterhead=self._trade_document_letterhead(),
            parties=self._offer_parties(),
            facts=[(label, value) for label, value in self._offer_facts() if value],
            columns=columns,
            rows=self._offer_rows(lines, columns, pictures),
            totals=self._offer_totals(),
            amount_in_words=self._trade_document_amount_in_words(
                self.amount_total, self.currency_id
            ),
            clauses=self._offer_clauses(),
            signature=self._offer_signature(),
            currency=self.currency_id.name,
            currency_decimals=self.currency_id.decimal_places,
        )

    def _offer_parties(self):
        seller = self.company_id.sudo().partner_id
        buyer = (self.partner_address or self.partner_name or "").splitlines()
        return [
            self._trade_document_party(self.env._("Seller"), seller),
            (self.env._("Buyer"), [line for line in buyer if line.strip()]),
        ]

    def _offer_facts(self):
        return [
            (self.env._("Currency"), self.currency_id.name),
            (self.env._("Price Terms"), self.price_terms),
            (self.env._("Port of Loading"), self._printed_text("port_loading_name")),
            (self.env._("Port of Discharge"), self._printed_text("port_discharge_name")),
            (self.env._("Payment Terms"), self._printed_text("payment_terms")),
            (self.env._("Latest Shipment"), self.latest_shipment_date),
            (self.env._("Valid Until"), self.validity_date),
            (self.env._("Your Reference"), self.client_order_ref),
        ]

    def _offer_columns(self, lines, with_pictures):
        """:param lines: as of ``_read_printed``; what all of them leave empty has no column"""
        goods = [line for line in lines if not line["display_type"]]
        code = self.currency_id.name
        columns = [
            ("picture", self.env._("Picture"), "image", 1.3, with_pictures),
            ("product_code", self.env._("Item No."), "text", 1.6, _any(goods, "product_code")),
            ("name", self.env._("Description of Goods"), "text", 4, True),
            ("hs_code", self.env._("HS Code"), "text", 1.6, _any(goods, "hs_code")),
            ("packing", self.env._("Packing"), "text", 2.8, _any(goods, "packing")),
            ("quantity", self.env._("Quantity"), "quantity", 1.4, True),
            ("uom_name", self.env._("Unit"), "text", 1.2, True),
            (
                "price_unit",
                self.env._("Unit Price (%(currency)s)", currency=code),
                "price",
                1.6,
                True,
            ),
            ("discount", self.env._("Disc. %"), "percent", 1, _any(goods, "discount")),
            (
                "price_subtotal",
                self.env._("Amount (%(currency)s)", currency=code),
                "amount",
                1.8,
                True,
            ),
        ]
        decimals = {"price": decimals_of([line["price_unit"] for line in goods], self.currency_id)}
        return [
            Column(key, label, kind, width, decimals.get(kind))
            for key, label, kind, width, shown in columns
            if shown
        ]

    def _offer_rows(self, lines, columns, pictures):
        """One row for each line; a section spans the table, a note stands as a description."""
        keys = [column.key for column in columns if not column.is_image]
        rows = []
        for line in lines:
            if line["display_type"] in ("line_section", "line_subsection"):
                rows.append({"_section": line["name"]})
            elif line["display_type"] == "line_note":
                rows.append({"name": line["name"]})
            else:
                row = {key: line[key] for key in keys}
                if pictures:
                    row["picture"] = pictures.get(line["product_id"], "")
                rows.append(row)
        return rows

    def _offer_totals(self):
        total = (
            self.env._("Total %(currency)s", currency=self.currency_id.name),
            self.amount_total,
        )
        if not self.amount_tax:
            return [total]
        return [
            (self.env._("Untaxed Amount"), self.amount_untaxed),
            (self.env._("Taxes"), self.amount_tax),
            total,
        ]

    def _offer_clauses(self):
        note = html2plaintext(self.note or "").strip()
        return [(self.env._("Remarks"), note)] if note else []

    def _offer_signature(self):
        seller = self.company_id.sudo().name
        return [(self.env._("For and on behalf of the seller"), seller)]


def _any(lines, name):
    return any(line[name] for line in lines)
