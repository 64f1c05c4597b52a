from odoo import models

from ..tools.trade_document import trim_zeros


class SaleOrderLineDocument(models.Model):
    _inherit = "sale.order.line"

    def _prepare_version_line_values(self):
        """Packing and the texts of a second language, where there are any."""
        values = super()._prepare_version_line_values()
        if not self.display_type:
            packing = self._describe_packing()
            if packing:
                values["packing"] = packing
        second = self.order_id.second_lang
        if second and second != self.env.lang:
            texts = self._prepare_second_line_texts(second, values)
            if texts:
                values["second_texts"] = texts
        return values

    def _describe_packing(self):
        """How the goods of this line are packed, as printed; empty for what is not."""
        self.ensure_one()
        if not self.carton_count:
            return ""
        return self.env["foreign.trade.offer.line.mixin"]._word_packing(
            self.carton_pieces,
            self.carton_count,
            trim_zeros(f"{self.carton_total_volume:,.3f}"),
        )

    def _prepare_second_line_texts(self, lang, values):
        """Description, unit and packing in that language; free texts stay as they are written."""
        line = self.with_context(lang=lang)
        if self.display_type or not self.product_id:
            return {}
        own = self.product_id.get_product_multiline_description_sale()
        texts = {"uom_name": line.product_uom_id.name, "packing": line._describe_packing()}
        if self.name == own:  # a text of his own is not translated
            texts["name"] = line.product_id.get_product_multiline_description_sale()
        else:
            texts["name"] = line.product_id.display_name
        return {name: text for name, text in texts.items() if text and text != values.get(name)}
