from odoo import api, models


class ResPartnerQuotationReply(models.Model):
    """What a customer writes to us, on whatever document, answers the quotations he has."""

    _inherit = "res.partner"

    @api.model
    def _register_contacts(self, rows):
        rows = list(rows)
        result = super()._register_contacts(rows)
        if self.env["sale.order"]._is_reply_awaited() and (heard := self._get_last_heard(rows)):
            self._note_quotation_replies(heard)
        return result

    @api.model
    def _note_quotation_replies(self, heard):
        """:param dict heard: moment by id of the contact"""
        # sudo: whose quotations they are does not matter
        orders = self.env["sale.order"].sudo()
        orders = orders.search([("partner_id", "child_of", list(heard)), ("state", "=", "sent")])
        latest = max(heard.values())
        moments = {}
        for order in orders:
            known = [order.partner_id.id, order.partner_id.commercial_partner_id.id]
            moments[order.id] = max((heard[one] for one in known if one in heard), default=latest)
        orders._note_replies(moments)
