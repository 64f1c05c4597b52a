from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestPlainUsers(ReceiptsCommon):
    """Whoever has core groups alone goes on working: reads, sells, gets paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = {
            name: cls._create_user(f"plain_{name}", group)
            for name, group in (
                ("salesman", "sales_team.group_sale_salesman"),
                ("accountant", "account.group_account_invoice"),
                ("stock", "stock.group_stock_user"),
                ("employee", False),
            )
        }
        cls.lead = cls._create_lead(user=cls.plain["salesman"])
        cls.contract = cls._create_contract(
            user=cls.manager, user_id=cls.plain["salesman"].id, opportunity_id=cls.lead.id
        )
        cls.contract.action_issue()
        cls.order = cls.contract.order_id

    def _records(self):
        payment = self.env["account.payment"].create(
            {"amount": 1, "partner_id": self.buyer.id, "journal_id": self.bank.id}
        )
        self.order.action_confirm()
        return [
            self.lead,
            self.order,
            self.order.order_line,
            payment,
            self.buyer,
            self.order.picking_ids,
            self.order.picking_ids.move_ids,
            self.team,
            self.won_stage,
            self.company,
            self.product,
        ]

    def test_every_field_is_readable(self):
        records = self._records()
        self.env.flush_all()
        for name, user in self.plain.items():
            for record in records:
                mine = record.sudo(False).with_user(user)
                if not mine.has_access("read"):
                    continue
                self.env.invalidate_all()
                names = [
                    field
                    for field in mine.fields_get()
                    if (mine._fields[field]._module or "").startswith("foreign_trade")
                ]
                if not names:
                    continue
                with self.subTest(user=name, model=record._name):
                    mine.read(names)
                    mine.web_read({field: {} for field in names})

    def test_accountant_is_paid_for_an_invoice(self):
        self.contract.with_user(self.manager).buyer_po_number = "PO"
        self.contract.with_user(self.manager).action_countersign()
        self.order.sudo().action_confirm()
        invoice = self.order.sudo()._create_invoices()
        invoice.action_post()
        self.env.flush_all()
        self.env.invalidate_all()
        accountant = self.plain["accountant"]
        wizard = (
            self.env["account.payment.register"]
            .with_user(accountant)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"payment_date": fields.Date.today()})
        )
        wizard.action_create_payments()
        self.assertEqual(self.contract.payment_state, "paid")

    def test_team_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        team = self.env["crm.team"].sudo().create({"name": "Other", "company_id": other.id})
        self.env.flush_all()
        self.env.invalidate_all()
        leads = self.env["crm.lead"].with_user(self.plain["salesman"])
        stage = leads._stage_find(team_id=team.id)
        self.assertEqual(stage, self.env["crm.lead"]._stage_find(team_id=team.id))
        leads.with_context(default_team_id=team.id)._read_group_stage_ids(self.env["crm.stage"], [])


@tagged("post_install", "-at_install")
class TestWaysBack(ReceiptsCommon):
    """Records made by visitors and machines, and those that come back from the archive."""

    def test_public_visitor_with_a_policy(self):
        self.env["foreign.trade.deadline.policy"].create({"name": "p", "company_id": False})
        public = self.env.ref("base.public_user")
        lead = (
            self.env["crm.lead"]
            .with_user(public)
            .sudo()
            .create({"name": "Website", "type": "lead", "user_id": False, "team_id": self.team.id})
        )
        self.assertTrue(lead.deadline_ids)

    def test_unarchived_lead_gets_its_clock_back(self):
        self.env["foreign.trade.deadline.policy"].create({"name": "p", "company_id": False})
        reason = self.env["foreign.trade.invalid.reason"].search([], limit=1)
        lead = self._create_lead(type="lead")
        lead.write({"validity": "invalid", "invalid_reason_id": reason.id})
        self.assertNotIn("open", lead.deadline_ids.mapped("state"))
        lead.action_unarchive()
        self.env.invalidate_all()
        self.assertEqual(lead.validity, "to_verify")
        self.assertIn("open", lead.deadline_ids.mapped("state"))

    def test_mail_with_a_nul_in_its_subject_is_kept(self):
        channel = self.env["foreign.trade.channel"].create({"name": "c", "alias_name": "nulinq"})
        raw = (
            b"From: =?utf-8?Q?A=00na?= <a@b.example>\r\nTo: nulinq@x.example\r\n"
            b"Subject: =?utf-8?Q?a=00b?=\r\nMessage-Id: <" + b"q" * 4000 + b"@x>\r\n"
            b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello there\r\n"
        )
        with mute_logger("odoo.addons.foreign_trade_crm.models.foreign_trade_inquiry"):
            inquiry = self.env["foreign.trade.inquiry"]._receive_email(channel, raw)
        self.assertTrue(inquiry)
        self.assertEqual(inquiry.name, "a b")

    def test_held_order_whose_contract_was_cancelled(self):
        contract = self._create_contract()
        contract.action_issue()
        order = contract.order_id
        order.action_confirm()
        self.assertEqual(order.production_state, "held")
        contract.action_cancel()
        order.with_user(self.manager).action_cancel()
        order.with_user(self.manager).action_draft()
        order.action_confirm()
        self.assertNotEqual(order.production_state, "held")
