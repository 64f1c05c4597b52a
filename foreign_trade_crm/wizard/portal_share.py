from odoo import models


class PortalShare(models.TransientModel):
    _inherit = "portal.share"

    def action_send_mail(self):
        """Sharing the link of a quotation sends it."""
        record = self.resource_ref
        if record and record._name == "sale.order" and record.state in ("draft", "sent"):
            record._freeze_version()
        return super().action_send_mail()
