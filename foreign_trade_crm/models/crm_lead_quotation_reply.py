from odoo import api, models


class CrmLeadQuotationReply(models.Model):
    """The buyer writes to the deal, calls, or meets us: he answered the quotation."""

    _inherit = "crm.lead"

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        result = super()._register_contacts(rows)
        if self.env["sale.order"]._is_reply_awaited():
            heard = {}
            for record_id, moment, _user_id, direction in rows:
                if direction in ("in", "both"):
                    heard[record_id] = max(moment, heard.get(record_id, moment))
            # sudo: quotations of colleagues on the same deal are answered too
            for lead in self.sudo().browse(heard).exists():
                sent = lead.order_ids.filtered(lambda order: order.state == "sent")
                sent._note_reply(heard[lead.id])
        return result
