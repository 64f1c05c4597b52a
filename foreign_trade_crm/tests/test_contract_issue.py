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

    def test_the_pdf_that_went_out_is_kept(self):
        contract = self._create_contract(self.rep).with_user(self.rep)
        contract.action_issue()
        pdf = contract.pdf_attachment_id
        self.assertEqual(pdf, contract.message_ids.attachment_ids)
        for user in (self.rep, self.clerk, self.manager, self.admin):
            with self.assertRaises(UserError):
                pdf.with_user(user).unlink()
            for values in ({"raw": b"%PDF forged"}, {"res_model": False, "res_id": 0}):
                with self.assertRaises(UserError):
                    pdf.with_user(user).write(values)
            with self.assertRaises(UserError):
                contract.with_user(user).pdf_attachment_id = False
        self.assertTrue(pdf.exists())

    def test_other_files_of_the_document_are_free(self):
        contract = self._create_contract(self.rep).with_user(self.rep)
        contract.action_issue()
        values = {"name": "note.txt", "raw": b"x", "res_model": contract._name}
        note = self.env["ir.attachment"].with_user(self.rep)
        note = note.create({**values, "res_id": contract.id})
        note.name = "renamed.txt"
        note.unlink()
        self.assertFalse(note.exists())
