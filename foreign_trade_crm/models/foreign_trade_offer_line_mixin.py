import re

from odoo import api, fields, models

#: what a line of an offer says, in the order of the columns
OFFER_LINE_FIELDS = (
    "sequence",
    "display_type",
    "product_id",
    "product_code",
    "name",
    "hs_code",
    "packing",
    "second_texts",
    "quantity",
    "uom_name",
    "price_unit",
    "discount",
    "price_subtotal",
    "price_tax",
    "price_total",
)
#: what of it is printed
UNPRINTED = ("sequence", "price_tax", "price_total")
PRINTED_FIELDS = ("id", *(name for name in OFFER_LINE_FIELDS if name not in UNPRINTED))


def without_code(name, product_code):
    """A description without the item number that Odoo puts before it."""
    return name.removeprefix(f"[{product_code}] ")


class ForeignTradeOfferLineMixin(models.AbstractModel):
    """A line of an offer as it went out; an adopter adds its parent and relates ``currency_id``."""

    _name = "foreign.trade.offer.line.mixin"
    _description = "Line of an Offer"
    _order = "sequence, id"

    currency_id = fields.Many2one("res.currency", help="The offer's, related by the adopter.")
    sequence = fields.Integer(default=10)
    display_type = fields.Selection(
        [
            ("line_section", "Section"),
            ("line_subsection", "Subsection"),
            ("line_note", "Note"),
        ]
    )
    product_id = fields.Many2one("product.product", index="btree_not_null", ondelete="set null")
    product_code = fields.Char("Item No.")
    name = fields.Text("Description", required=True)
    hs_code = fields.Char("HS Code")
    packing = fields.Text(help="Pieces in a carton, cartons and measures, as printed.")
    second_texts = fields.Json(
        help="Description, unit and packing in the second language of the document."
    )
    quantity = fields.Float(digits="Product Unit")
    uom_name = fields.Char("Unit of Measure")
    # as exact as the order's: 4.275 for a piece is no 4.28
    price_unit = fields.Float("Unit Price", min_display_digits="Product Price")
    discount = fields.Float("Discount (%)", digits="Discount")
    price_subtotal = fields.Monetary("Amount")
    price_tax = fields.Monetary("Tax")
    price_total = fields.Monetary("Amount with Tax")

    def _get_gross_amount(self):
        """Quantity at the price less its discount, in the offer's currency, not rounded."""
        self.ensure_one()
        if self.display_type:
            return 0.0
        return self.quantity * self.price_unit * (1 - self.discount / 100)

    @api.model
    def _read_printed(self, offer):
        """``[values]``: what a document prints of each line of an offer, in one query.

        The item number has a column of its own, and no discount is left blank.
        """
        inverse = offer._fields["line_ids"].inverse_name
        query = self._search([(inverse, "=", offer.id)], order=self._order)
        columns = [self._field_to_sql(query.table, name, query) for name in PRINTED_FIELDS]
        found = self.env.execute_query(query.select(*columns))
        lines = [dict(zip(PRINTED_FIELDS, values, strict=True)) for values in found]
        second = offer._is_in_second_language()
        for line in lines:
            if second:
                line.update(line["second_texts"] or {})
            line["name"] = without_code(line["name"], line["product_code"])
            line["discount"] = line["discount"] or None
        return lines

    @api.model
    def _word_packing(self, pieces, cartons, volume):
        """How goods are packed, as printed in the language of the context; m³."""
        return self.env._(
            "%(pieces)s per carton, %(cartons)s cartons, %(volume)s m³",
            pieces=pieces,
            cartons=cartons,
            volume=volume,
        )

    @api.model
    def _translate_packing(self, text, lang):
        """The same in the language of the context; what somebody worded himself stays.

        :param str lang: language in which it was worded
        """
        marks = {"pieces": "<1>", "cartons": "<2>", "volume": "<3>"}
        pattern = re.escape(self.with_context(lang=lang)._word_packing(**marks))
        for name, mark in marks.items():
            pattern = pattern.replace(re.escape(mark), f"(?P<{name}>.+?)")
        found = re.fullmatch(pattern, text or "")
        return self._word_packing(**found.groupdict()) if found else text

    def _copy_offer_line_values(self):
        """Values of each line for another record that adopts this mixin."""
        return [
            {
                name: line._fields[name].convert_to_write(line[name], line)
                for name in OFFER_LINE_FIELDS
            }
            for line in self
        ]
