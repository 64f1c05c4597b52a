from odoo import models

MOMENT = "contract_issue"


class ForeignTradeContractApproval(models.Model):
    """What approvers judge.

    Issuing from the form: who lacks an approval asks for it instead of being refused.
    """

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

    def _approval_measures(self):
        """Amount in company currency at the rate of the quotation."""
        return super()._approval_measures() | {
            "amount": self.company_id.currency_id.round(self.amount_total * (self.rate or 1)),
            "discount": max(self.line_ids.mapped("discount"), default=0.0),
            "open_account": self._is_open_account(),
        }

    def _approval_fingerprint_data(self):
        return super()._approval_fingerprint_data() | {
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "payment_terms": self.payment_terms,
            "terms": [
                [share.percent, share.event, share.days, share.method]
                for share in self.payment_milestone_ids._in_order()
            ],
            "lines": self.line_ids._copy_offer_line_values(),
        }

    def _is_open_account(self):
        """As its milestones say; without a plan, the payment terms of the order decide as well."""
        plan = self.payment_plan_id
        return plan._is_open_account(self.payment_milestone_ids) or (
            not plan and self.order_id._is_open_account()
        )
