from odoo import models


class ForeignTradeContractLineLanguage(models.Model):
    """Goods in the other languages that a document may be printed in."""

    _inherit = "foreign.trade.contract.line"

    def _printed_values(self, second=False):
        """The product's own words, where the line says no more than the product does.

        What was frozen in the second language of the quotation comes first.
        """
        values = super()._printed_values(second)
        lang, own = self.env.lang, self.contract_id.lang
        product = self.product_id.sudo()  # printed for a buyer, whoever prints it
        if not product or not lang or lang == own or (second and self.second_texts):
            return values
        there, here = product.with_context(lang=own), product.with_context(lang=lang)
        if self.name == there.get_product_multiline_description_sale():
            text = here.get_product_multiline_description_sale()
            values["name"] = text.removeprefix(f"[{self.product_code}] ")
        for unit in product.uom_id | product.uom_ids:
            if unit.with_context(lang=own).name == self.uom_name:
                values["uom_name"] = unit.with_context(lang=lang).name
        return values
