from odoo.exceptions import UserError
from odoo.tests import tagged

from .approval_contract import ApprovalContract
from .milestone_contract import MilestoneContract
from .quotes_common import QuotesCommon
from .trade_document_contract import TradeDocumentContract


@tagged("post_install", "-at_install")
class TestContractDocument(TradeDocumentContract, QuotesCommon):
    """The proforma invoice as a trade document."""

    def _contract_document_record(self):
        contract = self._create_contract()
        contract.action_issue()
        return contract

    def test_total_in_words(self):
        document = self._contract_document_record()._get_trade_document("proforma", "en_US")
        self.assertEqual(document.amount_in_words, "SAY US DOLLARS TWO THOUSAND ONLY")

    def test_country_in_the_language_of_the_document(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        china = self.env.ref("base.cn")
        china.with_context(lang="zh_CN").name = "中国"
        record = self._contract_document_record().with_context(lang="zh_CN")
        self.assertEqual(china.with_context(lang="zh_CN").name, "中国")
        document = record._get_trade_document("proforma", "en_US")
        seller = document.parties[0][1]
        self.assertTrue([line for line in seller if "China" in line], seller)
        self.assertFalse([line for line in document.letterhead.lines if "中国" in line])

    def test_bilingual(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        record = self._contract_document_record()
        document = record._get_trade_document("proforma", "en_US+zh_CN")
        self.assertIn("美元贰仟元整", document.amount_in_words)
        self.assertIn("SAY US DOLLARS", document.amount_in_words)
        self.assertTrue(record._render_trade_document_xlsx("proforma", "en_US+zh_CN"))


@tagged("post_install", "-at_install")
class TestContractApproval(ApprovalContract, QuotesCommon):
    """Issuing the proforma invoice as a moment of approval."""

    approval_moment = "contract_issue"

    def _contract_approval_record(self):
        return self._create_contract()

    def _contract_reach_moment(self, record):
        record.action_issue()

    def test_ladder_by_amount_in_company_currency(self):
        """2,000 USD are 14,400 CNY."""
        self._contract_rule(measure="amount", threshold=14401)
        self._create_contract().action_issue()
        self._contract_rule(measure="amount", threshold=14400)
        with self.assertRaises(UserError):
            self._create_contract().action_issue()


@tagged("post_install", "-at_install")
class TestPaymentMilestoneContract(MilestoneContract, QuotesCommon):
    """A payment milestone: planned is due, actual is settled."""

    def _contract_milestone(self, **values):
        contract = self._create_contract()
        milestone = contract.payment_milestone_ids[:1].sudo()
        planned = values.get("planned_date")
        milestone.write({"days": 0, "event": "bl_date", "event_planned_date": planned})
        return milestone

    def _contract_happened(self, milestone, day):
        milestone._write_received(milestone.amount, True, day)
