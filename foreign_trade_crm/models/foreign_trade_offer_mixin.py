from odoo import api, fields, models


class ForeignTradeOfferMixin(models.AbstractModel):
    """The terms of a deal as they stood when they went out: of a quotation, a proforma invoice.

    Names and wordings are copied as text beside the many2one, so that the document stays what it
    was when a port is renamed or a partner anonymised. An adopter adds ``order_id`` and
    ``line_ids`` (records of ``foreign.trade.offer.line.mixin``).
    """

    _name = "foreign.trade.offer.mixin"
    _description = "Terms of an Offer"

    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", index="btree_not_null", ondelete="set null"
    )
    partner_name = fields.Char("Customer Name")
    partner_address = fields.Text("Customer Address")
    lang = fields.Char("Language", help="Language in which the document is written.")
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    rate = fields.Float(
        "Exchange Rate",
        digits=0,
        help="Company currency for one unit of the document's currency.",
    )
    rate_date = fields.Date("Exchange Rate Date")
    validity_date = fields.Date("Expiration")
    incoterm_id = fields.Many2one("account.incoterms", ondelete="set null")
    incoterm_location = fields.Char()
    price_terms = fields.Char(help="Incoterm and named place as printed, for example FOB Ningbo.")
    port_loading_id = fields.Many2one("foreign.trade.port", "Port of Loading", ondelete="set null")
    port_loading_name = fields.Char("Port of Loading as Printed")
    port_discharge_id = fields.Many2one(
        "foreign.trade.port", "Port of Discharge", ondelete="set null"
    )
    port_discharge_name = fields.Char("Port of Discharge as Printed")
    payment_plan_id = fields.Many2one("foreign.trade.payment.plan", ondelete="set null")
    payment_terms = fields.Text(help="Payment terms as printed.")
    latest_shipment_date = fields.Date("Latest Shipment")
    client_order_ref = fields.Char("Customer Reference")
    note = fields.Html("Terms and Conditions")
    show_pictures = fields.Boolean("Product Pictures")
    second_lang = fields.Char(
        "Second Language", help="The document is written in this language as well, side by side."
    )
    second_texts = fields.Json(help="Terms as printed in the second language.")
    amount_untaxed = fields.Monetary("Untaxed Amount")
    amount_tax = fields.Monetary("Taxes")
    amount_total = fields.Monetary("Total")

    @api.model
    def _offer_fields(self):
        """Names of the fields above: what a contract takes over from its version."""
        return [
            name
            for name in self.env["foreign.trade.offer.mixin"]._fields
            if name not in models.MAGIC_COLUMNS and name not in ("id", "display_name")
        ]

    def _get_document_language(self):
        """The language of the document, or both of them joined by ``+``."""
        self.ensure_one()
        installed = dict(self.env["res.lang"].get_installed())
        pair = {self.lang, self.second_lang}
        if len(pair) == 2 and pair <= installed.keys():
            return f"{self.lang}+{self.second_lang}"
        return self.lang

    def _is_in_second_language(self):
        """Whether this is being printed in the second language of two."""
        return bool(self.second_lang) and self.env.lang == self.second_lang != self.lang

    def _printed_text(self, name):
        """A wording of the offer in the language in which it is being printed."""
        texts = (self.second_texts or {}) if self._is_in_second_language() else {}
        return texts.get(name) or self[name]

    def _copy_offer_values(self):
        """Values of these terms for another record that adopts this mixin."""
        self.ensure_one()
        names = self._offer_fields()
        return {name: self._fields[name].convert_to_write(self[name], self) for name in names}
