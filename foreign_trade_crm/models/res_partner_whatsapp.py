from odoo import fields, models


class ResPartnerWhatsapp(models.Model):
    """WhatsApp with customers and contacts."""

    _name = "res.partner"
    _inherit = ["res.partner", "foreign.trade.whatsapp.mixin"]

    whatsapp_message_ids = fields.One2many(
        "foreign.trade.whatsapp.message", "partner_id", groups="sales_team.group_sale_salesman"
    )

    def _get_whatsapp_greeting(self):
        if self.is_company or not self.name:
            return ""
        return self.env._("Hello %(name)s,", name=self.name)
