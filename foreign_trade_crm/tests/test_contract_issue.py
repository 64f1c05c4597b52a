import base64

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestContractIssue(QuotesCommon):
    """What a document must say before it goes out, and what is kept of it."""

    def test_the_total_is_that_of_the_goods(self):
        """Whoever forges a total over RPC gets it refused, or derived from the goods."""
        contract = self._create_contract(self.rep).with_user(self.rep)
        for forged in ({"amount_total": 1}, {"amount_untaxed": 1, "amount_total": 1}):
            with self.assertRaises(UserError):
                contract.write(forged)
        for forged in ({"price_total": 1}, {"price_subtotal": 1, "price_total": 1}):
            with self.assertRaises(UserError) as refused:
                contract.write({"line_ids": [Command.update(contract.line_ids.id, forged)]})
            self.assertNotIn("price_", str(refused.exception), "the user's word, not the field's")
        contract.line_ids.quantity = 90
        self.assertEqual((contract.line_ids.price_total, contract.amount_total), (1800, 1800))
        self.assertEqual(contract.payment_milestone_ids.mapped("amount"), [540, 1260])
        contract.action_issue()
        self.assertEqual(contract.amount_total, 1800)

    @freeze_time("2026-11-22 20:35:00")
    def test_nobody_signs_before_it_is_issued(self):
        """Early in the morning in China it is yesterday afternoon at the buyer."""
        contract = self._create_contract(self.rep).with_user(self.rep)
        contract.with_context(tz="Asia/Shanghai").action_issue()
        contract.buyer_po_number = "PO-7"
        contract.with_context(tz="America/New_York").action_countersign()
        self.assertEqual(contract.countersigned_on, contract.issued_on)
        deposit = contract.payment_milestone_ids[0]
        self.assertEqual(deposit.event_actual_date, contract.issued_on)

    def test_totals_forged_while_creating(self):
        order = self._create_quotation(self.rep)
        order.action_quotation_sent()
        values = order._prepare_contract_values(order.last_version_id)
        values.update({"amount_untaxed": 1, "amount_tax": 0, "amount_total": 1})
        line = values["line_ids"][0][2]
        line.update({"price_subtotal": 1, "price_tax": 0, "price_total": 1})
        contracts = self.env["foreign.trade.contract"].with_user(self.rep)
        self.assertEqual(contracts.create(values).amount_total, 2000)
        line["version_line_id"] = False
        self.assertEqual(contracts.create(values).amount_total, 2000)
        other = self._create_quotation(self.rep, price=1)
        other.action_quotation_sent()
        line["version_line_id"] = other.last_version_id.line_ids.id
        with self.assertRaises(UserError):
            contracts.create(values)

    def test_the_rate_is_that_of_the_version(self):
        """Whether an amount is a large one at home is not said by who asks."""
        contract = self._create_contract(self.rep).with_user(self.rep)
        for forged in ({"rate": 0.01}, {"rate": 0}, {"rate_date": "2020-01-01"}):
            with self.assertRaises(UserError):
                contract.write(forged)
        contract.write({"rate": contract.rate, "note": "as a form sends it"})
        values = contract.order_id._prepare_contract_values(contract.version_id)
        for version_id in (values["version_id"], False):
            values |= {"rate": 0.01, "version_id": version_id}
            for _cmd, _id, line in values["line_ids"]:
                line["version_line_id"] = version_id and line["version_line_id"]
            made = contract.create(values)
            self.assertAlmostEqual(made.rate, 7.2)
            self.assertAlmostEqual(made.sudo()._approval_measures()["amount"], 14400)
        self.usd.rate_ids.unlink()
        self.assertIsNone(made.sudo()._approval_measures()["amount"])

    def test_taxes_are_those_of_the_quotation(self):
        group = self.env["account.tax.group"].create({"name": "VAT", "company_id": self.company.id})
        for included in (False, True):
            tax = self.env["account.tax"].create(
                {
                    "name": f"VAT 13 {included}",
                    "amount": 13,
                    "tax_group_id": group.id,
                    "company_id": self.company.id,
                    "price_include_override": "tax_included" if included else "tax_excluded",
                    "country_id": self.env.ref("base.cn").id,
                }
            )
            order = self._create_quotation()
            order.order_line.tax_ids = tax
            order.action_quotation_sent()
            order.action_make_contract()
            contract = order.contract_ids
            self.assertEqual(
                (contract.amount_untaxed, contract.amount_tax, contract.amount_total),
                (order.amount_untaxed, order.amount_tax, order.amount_total),
            )
            contract.line_ids.quantity = 50
            self.assertEqual(contract.amount_total, order.amount_total / 2)

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
        with self.assertRaisesRegex(UserError, "not prepaid"):
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

    def test_a_price_lowered_in_the_document(self):
        """What the document says itself counts: its order has to say the same."""
        contract = self._create_contract()
        contract.line_ids.price_unit = 15
        contract.action_issue()
        self.assertTrue(contract.order_departs)
        with self.assertRaisesRegex(UserError, "no longer says"):
            contract._make_effective()

    def test_a_price_of_three_decimals(self):
        """4.275 for a piece is no 4.28, on paper neither."""
        line = {"product_id": self.product.id, "product_uom_qty": 4800, "price_unit": 4.275}
        contract = self._create_contract(order_line=[Command.create(line)])
        version = contract.version_id
        self.assertEqual((version.line_ids.price_unit, contract.line_ids.price_unit), (4.275,) * 2)
        for record, kind in ((version, "quotation"), (contract, "proforma")):
            document = record._get_trade_document(kind)
            column = next(one for one in document.columns if one.key == "price_unit")
            self.assertEqual(document.format_value(column, 4.275), "4.275")
        contract.action_issue()
        self.assertFalse(contract.order_departs)

    def test_what_the_buyer_sent_back_is_kept(self):
        contract = self._create_contract(self.rep)
        contract.action_issue()
        scan = base64.b64encode(b"%PDF the signed paper")
        contract.buyer_po_attachment = base64.b64encode(b"%PDF the wrong one")
        contract.buyer_po_attachment = scan
        contract.action_countersign()
        for values in ({"buyer_po_attachment": False}, {"buyer_po_attachment": scan + b"AAAA"}):
            with self.assertRaisesRegex(UserError, "kept as it was"):
                contract.write(values)
            contract.invalidate_recordset()
        self.assertEqual(contract.buyer_po_attachment, scan)

    def test_no_version_of_another_quotation(self):
        """Signing the document would accept it."""
        other = self._create_contract(self.rep)
        order = self._create_quotation(self.rep)
        order.action_quotation_sent()
        values = order._prepare_contract_values(order.last_version_id)
        for line in values["line_ids"]:
            line[2].pop("version_line_id")
        with self.assertRaisesRegex(ValidationError, "is no version of"):
            other.create({**values, "version_id": other.version_id.id})

    def test_an_amount_agreed_in_money(self):
        contract = self._create_contract(self.rep).with_user(self.rep)
        deposit, balance = contract.payment_milestone_ids
        deposit.agreed_amount = 777.77
        amounts = contract.payment_milestone_ids.mapped("amount")
        self.assertEqual(amounts, [777.77, 1222.23])
        contract.line_ids.quantity = 90
        amounts = contract.payment_milestone_ids.mapped("amount")
        self.assertEqual(amounts, [777.77, 1022.23], "what was agreed stays")
        contract.payment_milestone_ids = [
            Command.create({"name": "Samples", "agreed_amount": 2000, "event": "pi_signed"})
        ]
        with self.assertRaisesRegex(UserError, "leave nothing"):
            contract.action_issue()
        contract.payment_milestone_ids[-1].agreed_amount = 100
        contract.action_issue()
        self.assertEqual(sum(contract.payment_milestone_ids.mapped("amount")), 1800)
        self.assertAlmostEqual(sum(contract.payment_milestone_ids.mapped("percent")), 100, 4)
        self.assertAlmostEqual(deposit.percent, 43.2094, 4)
        self.assertNotIn("30%", contract._payment_clause_lines()[0], "not the plan's words")
        with self.assertRaises(UserError):
            balance.agreed_amount = 1

    def test_an_amount_of_the_plan(self):
        """USD 500 in advance, the rest against documents."""
        lines = [
            {"name": "USD 500 in advance", "agreed_amount": 500, "event": "pi_signed"},
            {"name": "Balance by L/C", "percent": 100, "event": "documents_presented"},
        ]
        plan = self.env["foreign.trade.payment.plan"].with_user(self.manager)
        plan = plan.create({"name": "500 + L/C", "line_ids": [Command.create(v) for v in lines]})
        contract = self._create_contract(self.rep, payment_plan_id=plan.id).with_user(self.rep)
        milestones = contract.payment_milestone_ids
        self.assertEqual(milestones.mapped("amount"), [500.0, 1500.0])
        self.assertEqual(milestones.mapped("percent"), [25.0, 75.0])
        contract.action_issue()
        self.assertIn("USD 500 in advance: USD 500.00", contract._payment_clause_lines()[0])
        # in another currency by the rate of the day, and no share beside an amount
        euro = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id, "company_id": self.company.id}
        )
        other = self._create_contract(pricelist_id=euro.id, payment_plan_id=plan.id)
        self.assertEqual(other.payment_milestone_ids[0].amount, 461.54)
        self.assertNotIn("USD 500 in", other._payment_clause_lines()[0])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            plan.line_ids[0].percent = 10
            plan.line_ids.flush_recordset()
        share = plan.line_ids[1]
        with self.assertRaises(ValidationError):
            share.percent = 90  # a line by itself, as RPC may change it
            self.env.cr.flush()
        with self.assertRaises(ValidationError):
            share.copy()
            self.env.cr.flush()
        # one by one is no harm as long as they add up in the end
        share.percent = 60
        share.copy({"percent": 40})
        self.env.cr.flush()
