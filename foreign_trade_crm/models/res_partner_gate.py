from odoo import api, models
from odoo.fields import Domain


class ResPartnerGate(models.Model):
    """Deleting a customer empties it on open deals: the gate is asked, as by any edit."""

    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_needed_by_gates(self):
        conditions = self.env["crm.lead"]._gate_conditions()
        if not any(condition.while_staying for condition in conditions):
            return
        # sudo: the database empties them too, whoever may see them
        deals = self.env["crm.lead"].sudo()
        domain = Domain("partner_id", "in", self.ids) & Domain("won_status", "=", "pending")
        deals.search(domain).write({"partner_id": False})
