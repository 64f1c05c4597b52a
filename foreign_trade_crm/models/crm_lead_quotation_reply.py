from odoo import api, models


class CrmLeadQuotationReply(models.Model):
    """The buyer writes to the deal, calls, or meets us: he answered the quotation."""

    _inherit = "crm.lead"

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        result = super()._register_contacts(rows)
        orders = self.env["sale.order"]
        if orders._is_reply_awaited() and (heard := self._get_last_heard(rows)):
            # sudo: quotations of colleagues on the same deal are answered too
            sent = orders.sudo().search(
                [("opportunity_id", "in", list(heard)), ("state", "=", "sent")]
            )
            sent._note_replies({order.id: heard[order.opportunity_id.id] for order in sent})
        return result
