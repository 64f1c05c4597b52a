from odoo import models


class SaleOrderVersionProfile(models.Model):
    _inherit = "sale.order"

    def _prepare_version_values(self):
        """Parties, marks and documents as they are said now.

        Those that are not said are left out: an order without them is known again by the same
        content hash as before there was a profile.
        """
        values = super()._prepare_version_values()
        order = self.sudo().with_context(lang=values["lang"])  # sudo: as for the other terms
        said = {
            "consignee_id": order.consignee_id.id,
            "consignee_address": order._printed_party(order.consignee_id),
            "notify_party_id": order.notify_party_id.id,
            "notify_party_address": order._printed_party(order.notify_party_id),
            "forwarder_id": order.forwarder_id.id,
            "shipping_marks": order.shipping_marks,
            "bill_type": order.bill_type,
            "documents_wanted": order.document_type_ids._describe(values["lang"]),
        }
        return values | {name: value for name, value in said.items() if value}

    def _printed_party(self, partner):
        """Name and address, one printed line each; empty for nobody."""
        if not partner:
            return False
        document = self.env["foreign.trade.quotation.version"]
        return "\n".join(document._trade_document_party("", partner)[1])
