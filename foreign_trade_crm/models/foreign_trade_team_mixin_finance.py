from odoo import models


class ForeignTradeTeamMixinFinance(models.AbstractModel):
    """Finance's work goes to whom the company names for it, else to the owner."""

    _inherit = "foreign.trade.team.mixin"

    def _get_work_candidates(self, kind):
        candidates = super()._get_work_candidates(kind)
        if kind == "finance":
            company = self.company_id or self.env.company
            return company.foreign_trade_finance_user_id | candidates
        return candidates
