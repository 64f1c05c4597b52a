from odoo import api, models


class ForeignTradePaymentMilestoneApproval(models.Model):
    """A change to when the money comes in is a change to what was approved."""

    _inherit = "foreign.trade.payment.milestone"

    @api.model_create_multi
    def create(self, vals_list):
        milestones = super().create(vals_list)
        milestones.contract_id._approval_review()
        return milestones

    def write(self, vals):
        result = super().write(vals)
        if not {"percent", "agreed_amount", "event", "days", "method", "contract_id"}.isdisjoint(
            vals
        ):
            self.contract_id._approval_review()
        return result

    def unlink(self):
        contracts = self.contract_id
        result = super().unlink()
        contracts._approval_review()
        return result
