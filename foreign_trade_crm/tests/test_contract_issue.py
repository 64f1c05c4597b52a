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
