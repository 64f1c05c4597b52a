import base64

from odoo import models
from odoo.tools import SQL
from odoo.tools.image import image_process

#: small enough for a mail, large enough for paper
SIZE = (128, 128)


class ForeignTradeOfferDocumentMixinPicture(models.AbstractModel):
    """Pictures of the goods on quotation, proforma invoice and contract.

    They are those of the products when the document is made: the PDF that went out is kept.
    """

    _inherit = "foreign.trade.offer.document.mixin"

    def _get_pictures(self, product_ids):
        """``{product id: base64 text of a PNG}`` of those products that have a picture.

        Whether they have one is asked in one query; only the pictures that are there are read.
        """
        if not self.show_pictures:
            return {}
        # pictures are attachments that a product just written has yet to make
        self.env["product.product"].flush_model(["image_variant_128", "product_tmpl_id"])
        self.env["product.template"].flush_model(["image_128"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT product.id FROM product_product AS product
                 WHERE product.id = ANY(%s) AND EXISTS (
                    SELECT FROM ir_attachment AS image
                     WHERE image.res_model = 'product.product' AND image.res_id = product.id
                       AND image.res_field = 'image_variant_128'
                     UNION ALL
                    SELECT FROM ir_attachment AS image
                     WHERE image.res_model = 'product.template'
                       AND image.res_id = product.product_tmpl_id
                       AND image.res_field = 'image_128'
                 )
                """,
                [product_id for product_id in product_ids if product_id],
            )
        )
        # sudo: printed for the buyer, whoever prints
        found = self.env["product.product"].sudo().browse(row[0] for row in rows)
        pictures = {
            product.id: _as_png(product.image_128) for product in found.with_context(bin_size=False)
        }
        return {product_id: picture for product_id, picture in pictures.items() if picture}


def _as_png(image):
    """What old printing engines and Excel know; empty for what is no picture."""
    try:
        data = image_process(base64.b64decode(image), size=SIZE, output_format="PNG")
    except Exception:  # a broken picture must not keep an offer from going out
        return ""
    return base64.b64encode(data or b"").decode()
