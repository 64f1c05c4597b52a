from odoo import models

MOMENT = "contract_issue"


class ForeignTradeContractApproval(models.Model):
    """Issuing from the form: who lacks an approval asks for it instead of being refused."""

    _inherit = "foreign.trade.contract"

    def action_issue_or_ask(self):
        """Issue these documents, or ask for the approvals that are missing."""
        missing = self._approval_missing(MOMENT)
        if not missing:
            return self.action_issue()
        for contract in missing:
            contract._check_state("draft")
            contract._check_complete()
            contract.action_request_approval(MOMENT)
        return self._notify_approval_requested()
