from odoo import models


class CrmStageGate(models.Model):
    """The rules of a stage go with it, on record."""

    _inherit = "crm.stage"

    def unlink(self):
        # sudo: whoever may delete the stage deletes what guards it; archived rules as well
        rules = self.env["foreign.trade.gate.rule"].sudo().with_context(active_test=False)
        rules.search([("stage_id", "in", self.ids)]).unlink()
        return super().unlink()
