from odoo import models


class CrmStageWinRate(models.Model):
    """A stage whose win rate changes rates the open deals in it anew, at once."""

    _inherit = "crm.stage"

    def write(self, vals):
        changed = self.browse()
        if "win_rate" in vals and self.env["res.company"]._get_stage_rated_ids():
            changed = self.filtered(lambda stage: stage.win_rate != vals["win_rate"])
        result = super().write(vals)
        if changed:
            # sudo: the rate holds for deals of all companies that go by it
            self.env["crm.lead"].sudo()._apply_win_rates(stages=changed)
        return result
