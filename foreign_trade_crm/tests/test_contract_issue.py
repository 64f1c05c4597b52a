from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestContractIssue(QuotesCommon):
    """What a document must say before it goes out, and what is kept of it."""

    def test_the_total_is_that_of_the_goods(self):
        contract = self._create_contract(self.rep).with_user(self.rep)
        contract.write({"amount_untaxed": 1, "amount_total": 1})
        with self.assertRaisesRegex(UserError, "2,000"):
            contract.action_issue()
        contract.amount_total = 2000.02
        with self.assertRaises(UserError):
            contract.action_issue_or_ask()
        contract.amount_total = 2000.01  # taxes rounded for the whole document
        contract.action_issue()
        self.assertEqual(contract.state, "issued")

    def test_open_account_needs_finance(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["approval_default"])
        send = self.env["foreign.trade.approval.rule"].search([("moment", "=", "quotation_send")])
        send.active = False
        plan = self.env["foreign.trade.payment.plan"].create(
            {
                "name": "O/A 60",
                "line_ids": [
                    Command.create(
                        {"name": "60 days", "percent": 100, "event": "bl_date", "days": 60}
                    )
                ],
            }
        )
        contract = self._create_contract(self.rep, payment_plan_id=plan.id).with_user(self.rep)
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        with self.assertRaisesRegex(UserError, "Open account"):
            contract.action_issue()
        contract.with_user(self.finance).action_approve()
        contract.action_issue()
        self.assertEqual(contract.state, "issued")
