from odoo import models


class SaleOrderContact(models.Model):
    """A quotation sent, or a question about an order, is contact with the customer."""

    _name = "sale.order"
    _inherit = ["sale.order", "foreign.trade.contact.source"]

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._register_message_contact(message)
        return result

    def _get_contact_targets(self):
        leads, partners = super()._get_contact_targets()
        return leads | self.opportunity_id, partners | self.partner_id

    def _get_contact_addresses(self):
        return {self.partner_id.email_normalized} - {False, None, ""}
