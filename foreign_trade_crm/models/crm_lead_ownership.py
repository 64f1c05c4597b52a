from odoo import models


class CrmLeadOwnership(models.Model):
    _name = "crm.lead"
    _inherit = ["foreign.trade.ownership.mixin", "crm.lead"]

    def _merge_dependences(self, opportunities):
        self._adopt_ownership(opportunities)
        return super()._merge_dependences(opportunities)
