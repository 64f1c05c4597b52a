import base64

from odoo import models
from odoo.tools.image import image_process

#: small enough for a mail, large enough for paper
SIZE = (128, 128)


class ForeignTradeOfferDocumentMixinPicture(models.AbstractModel):
    """Pictures of the goods on quotation, proforma invoice and contract.

    They are those of the products when the document is made: the PDF that went out is kept.
    """

    _inherit = "foreign.trade.offer.document.mixin"

    def _get_pictures(self):
        """``{product id: base64 text of a PNG}`` of the products that have a picture."""
        if not self.show_pictures:
            return {}
        # sudo: printed for the buyer, whoever prints
        products = self.sudo().line_ids.product_id
        pictures = {}
        for product in products.with_context(bin_size=False):
            picture = product.image_128 and _as_png(product.image_128)
            if picture:
                pictures[product.id] = picture
        return pictures


def _as_png(image):
    """What old printing engines and Excel know; empty for what is no picture."""
    try:
        data = image_process(base64.b64decode(image), size=SIZE, output_format="PNG")
    except Exception:  # a broken picture must not keep an offer from going out
        return ""
    return base64.b64encode(data or b"").decode()
