from odoo import api, models

from .foreign_trade_offer_line_mixin import without_code


class ForeignTradeContractLineLanguage(models.Model):
    """Goods in the other languages that a document may be printed in."""

    _inherit = "foreign.trade.contract.line"

    @api.model
    def _read_printed(self, offer):
        """The product's own words, where the line says no more than the product does.

        What was frozen in the second language of the quotation comes first.
        """
        lines = super()._read_printed(offer)
        own, second = offer.lang, offer._is_in_second_language()
        if self.env.lang and self.env.lang != own:
            records = self.browse(line["id"] for line in lines)
            for record, line in zip(records, lines, strict=True):
                if record.product_id and not (second and line["second_texts"]):
                    line.update(record._get_texts_of_product(own))
        return lines

    def _get_texts_of_product(self, own):
        """Description and unit as the product has them in the language of the context.

        :param str own: language in which the line is written
        """
        product = self.product_id.sudo()  # printed for a buyer, whoever prints it
        there, here = product.with_context(lang=own), product.with_context(lang=self.env.lang)
        texts = {"packing": self._translate_packing(self.packing, own)}
        if self.name == there.get_product_multiline_description_sale():
            name = here.get_product_multiline_description_sale()
            texts["name"] = without_code(name, self.product_code)
        for unit in product.uom_id | product.uom_ids:
            if unit.with_context(lang=own).name == self.uom_name:
                texts["uom_name"] = unit.with_context(lang=self.env.lang).name
        return texts
