from odoo import models


class SaleOrderLineAgreed(models.Model):
    """A confirmed order keeps the price that was agreed, whatever its quantity becomes.

    Odoo prices another quantity anew from the price list. What the buyer was sent and agreed to
    is no price list any more: another price is somebody's decision, and is judged as such.
    """

    _inherit = "sale.order.line"

    def _compute_price_unit(self):
        return super(SaleOrderLineAgreed, self - self._filter_agreed())._compute_price_unit()

    def _compute_discount(self):
        return super(SaleOrderLineAgreed, self - self._filter_agreed())._compute_discount()

    def _filter_agreed(self):
        """Lines of confirmed orders whose goods are those of the version that was sent last."""
        confirmed = self.filtered(lambda line: line._origin and line.order_id.state == "sale")
        if not confirmed or self.env.context.get("force_price_recomputation"):
            return self.browse()
        # sudo: what was sent counts, whoever changes the order
        versions = confirmed.order_id.sudo().last_version_id
        sent = {line.order_line_ref: line.draft_values or {} for line in versions.line_ids}
        return confirmed.filtered(lambda line: line._sells_as(sent.get(line._origin.id)))

    def _sells_as(self, sent):
        """Whether these are still the goods, in the unit, that were sent with these values."""
        self.ensure_one()
        return bool(sent) and (self.product_id.id, self.product_uom_id.id) == (
            sent.get("product_id"),
            sent.get("product_uom_id"),
        )
