from odoo import models


class ResPartnerCustomerView(models.Model):
    _inherit = "res.partner"

    def action_open_customer_view(self):
        """Everything about this customer on one page, or about the company of this contact."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_customer_view_action"
        )
        return {**action, "context": {"active_id": self.commercial_partner_id.id}}
