from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .quotes_common import ReceiptsCommon

LADDER = "contract_issue"


@tagged("post_install", "-at_install")
class TestApprovalLadder(ReceiptsCommon):
    """Manager, finance, general manager: when issuing, and again when confirming."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user(
            "boss", "foreign_trade_crm.group_general_manager", name="Ma Lao"
        )
        cls.env["foreign.trade.gallery"].with_user(cls.manager)._load(["approval_default"])
        cls.before_shipment = cls.env.ref("foreign_trade_crm.payment_plan_tt_30_70_before_shipment")

    def _rules(self, **values):
        return self.env["foreign.trade.approval.rule"].search(
            [("company_id", "=", self.company.id), *((k, "=", v) for k, v in values.items())]
        )

    def _missing(self, record, moment=LADDER):
        return {rule.measure for rule, _r in record._approval_missing(moment).get(record, ())}

    def test_ordinary_quotation_goes_out_at_once(self):
        order = self._create_quotation(payment_plan_id=self.before_shipment.id)
        order.validity_date = fields.Date.today() + timedelta(days=30)
        order.action_quotation_sent()
        self.assertEqual(order.state, "sent")

    def test_who_agrees_to_what(self):
        self._rules(moment="quotation_send").active = False
        prepaid = self._create_contract(payment_plan_id=self.before_shipment.id)
        self.assertEqual(self._missing(prepaid), {"always"})
        copy_of_bl = self._create_contract()
        self.assertEqual(self._missing(copy_of_bl), {"always", "not_prepaid"})
        large = self._create_contract(quantity=3473, payment_plan_id=self.before_shipment.id)
        self.assertEqual(large.amount_total * 7.2, 500112)
        self.assertEqual(self._missing(large), {"always", "amount"})
        request = large.action_request_approval() and large.sudo().approval_request_ids
        self.assertEqual(
            request.filtered(lambda r: r.level == 3).approver_ids & self.boss, self.boss
        )

    def test_large_is_500000_yuan_in_company_currency(self):
        self.assertEqual(self._rules(measure="amount").threshold, 500000)
        other = self._create_exporter("Exporter Inc.")
        other.currency_id = self.usd
        gallery = self.env["foreign.trade.gallery"].with_company(other)
        self.assertLess(gallery._get_large_amount(), 500000)

    def test_confirming_reuses_the_contract(self):
        self._rules(moment="quotation_send").active = False
        contract = self._create_contract(payment_plan_id=self.before_shipment.id)
        order = contract.order_id
        with self.assertRaisesRegex(UserError, "Every contract"), self.cr.savepoint():
            order.action_confirm()
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_settling_shares_in_money_fells_no_approval(self):
        contract = self._create_contract(payment_plan_id=self.before_shipment.id)
        deposit = contract.payment_milestone_ids[0]
        contract.payment_milestone_ids = [
            Command.update(deposit.id, {"agreed_amount": 777.77}),
            Command.create({"name": "Samples", "percent": 50, "event": "pi_signed"}),
        ]
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        contract.action_issue()
        self.assertEqual(contract.state, "issued")

    def test_nobody_is_asked_about_the_order_as_well(self):
        """The buyer signed the quotation before its proforma invoice was made."""
        self._rules(moment="quotation_send").active = False
        contract = self._create_contract(payment_plan_id=self.before_shipment.id)
        order = contract.order_id
        order._remind_of_acceptance("The proforma invoice is missing.")
        asked = order.sudo().approval_request_ids
        self.assertEqual(asked.mapped("state"), ["pending"])
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        self.assertEqual(asked.mapped("state"), ["void"])
        self.assertNotIn(self.manager, order.sudo().activity_ids.user_id)

    def test_midnight_in_china_fells_nothing(self):
        """Agreed to on the 23rd in China; for a job that comes after it is the 22nd."""
        self._rules(moment="quotation_send").active = False
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.manager.tz = self.rep.tz = "Asia/Shanghai"
        with freeze_time("2026-11-22 20:35:00"):
            contract = self._create_contract(payment_plan_id=self.before_shipment.id)
            contract.action_request_approval()
            contract.with_user(self.manager).action_approve()
            order = contract.order_id
            for user in (self.env.ref("base.user_root"), self.manager):
                self.assertFalse(order.with_user(user)._approval_missing("contract_issue"))

    def test_a_payment_moved_away_asks_again(self):
        """What the document that loses it was approved for falls, on record."""
        contract, other = (
            self._create_contract(payment_plan_id=self.before_shipment.id) for _number in range(2)
        )
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        self.assertFalse(self._missing(contract))
        contract.payment_milestone_ids[0].contract_id = other
        self.assertTrue(self._missing(contract))
        self.assertEqual(set(contract.sudo().approval_request_ids.mapped("state")), {"void"})

    def test_the_contract_says_no_yes_to_a_cheaper_order(self):
        self._rules(moment="quotation_send").active = False
        contract = self._create_contract(payment_plan_id=self.before_shipment.id)
        contract.action_request_approval()
        contract.with_user(self.manager).action_approve()
        order = contract.order_id
        for change in (
            {"order_line": [Command.update(order.order_line.id, {"price_unit": 19})]},
            {"order_line": [Command.update(order.order_line.id, {"discount": 3})]},
            {"order_line": [Command.update(order.order_line.id, {"product_uom_qty": 200})]},
            {"payment_plan_id": self.plan.id},
            {"incoterm": self.env.ref("account.incoterm_CIF").id},
        ):
            with self.subTest(change=change), self.cr.savepoint() as savepoint:
                order.write(change)
                with self.assertRaisesRegex(UserError, "Every contract"):
                    order.action_confirm()
                savepoint.rollback()
                self.env.invalidate_all()
        # Odoo prices another quantity anew
        order.order_line.write({"product_uom_qty": 90, "price_unit": 20})
        order.action_confirm()

    def test_order_without_contract_asks_for_itself(self):
        self._rules(moment="quotation_send").active = False
        order = self._create_quotation(payment_plan_id=self.before_shipment.id)
        order.action_quotation_sent()
        self.assertTrue(order.approval_is_missing)
        order.action_request_approval()
        order.invalidate_recordset()
        self.assertFalse(order.approval_is_missing)
        order.with_user(self.manager).action_approve()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_the_manager_does_not_agree_to_her_own(self):
        self._rules(moment="quotation_send").active = False
        contract = self._create_contract(user=self.manager, payment_plan_id=self.before_shipment.id)
        contract.with_user(self.clerk).action_request_approval()
        request = contract.sudo().approval_request_ids
        self.assertNotIn(self.manager, request.approver_ids, "though a colleague asked")

    # credit

    def _limit(self, amount):
        self.buyer.with_company(self.company).sudo().credit_limit = amount

    def test_credit_counts_open_orders_of_the_whole_customer(self):
        self._rules(moment="quotation_send").active = False
        self._limit(20000)
        contract = self._create_contract(payment_plan_id=self.before_shipment.id)
        self.assertEqual(self._missing(contract), {"always"}, "14,400 of 20,000")
        other = self._create_order(partner_id=self.contact.id)
        self._rules(moment=LADDER).active = False
        other.action_confirm()
        self._rules_again()
        self.assertEqual(self._missing(contract), {"always", "credit_over"})
        measures = contract._approval_snapshot()["measures"]
        self.assertEqual(measures["credit_over"], 8800)

    def _rules_again(self):
        rules = self.env["foreign.trade.approval.rule"].with_context(active_test=False)
        rules.search([("company_id", "=", self.company.id), ("moment", "=", LADDER)]).active = True

    def test_credit_counts_unpaid_invoices_and_advances(self):
        order = self._create_order()
        self.env["foreign.trade.approval.rule"].search([]).active = False
        order.action_confirm()
        exposure = self.buyer._get_trade_exposure(self.company)
        self.assertEqual(exposure[self.buyer.id], (14400, None))
        invoice = order.with_user(self.finance)._create_invoices()
        invoice.action_post()
        self.assertEqual(self.buyer._get_trade_exposure(self.company)[self.buyer.id][0], 14400)
        contract = self._countersigned()
        self._receive(contract, 600)
        contract.order_id.invalidate_recordset()
        exposure = self.buyer._get_trade_exposure(self.company)
        # a second order of 14,400 is open, 4,320 of it are in
        self.assertEqual(exposure[self.buyer.id][0], 24480)

    def test_credit_of_a_line_that_was_given_back(self):
        """Nothing ordered and less than nothing invoiced is no division by zero."""
        order = self._create_order()
        self.env["foreign.trade.approval.rule"].search([]).active = False
        order.action_confirm()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order_line SET product_uom_qty = 0, qty_invoiced = -1 WHERE order_id = %s",
            [order.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.buyer._get_trade_exposure(self.company)[self.buyer.id][0], 0)

    def test_credit_is_one_query(self):
        for _n in range(3):
            self._create_order()
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.buyer._get_trade_exposure(self.company)

    def test_no_limit_no_question(self):
        contract = self._create_quotation()
        self.assertIsNone(contract._approval_snapshot()["measures"]["credit_over"])

    def test_confirming_adds_at_most_five_queries(self):
        """Whatever the number of lines and open orders, with every rule of the ready set."""
        self.env["foreign.trade.gallery"].with_user(self.manager)._load()
        self._limit(20000)
        rules = self.env["foreign.trade.approval.rule"].search([])
        self.env["foreign.trade.gate.rule"].search([]).active = False
        for lines, open_orders in ((1, 0), (30, 8)):
            rules.active = False
            for _n in range(open_orders):
                self._create_order().action_confirm()
            rules.active = True
            order = self._prepared(lines, approved=True)
            judged = self._count_check(order)
            self.assertLessEqual(judged, 5, f"{lines} lines and {open_orders} open orders")
            order.action_confirm()
            self.assertEqual(order.state, "sale")

    def _prepared(self, lines, approved=False):
        """An order whose proforma invoice was approved."""
        order = self._create_quotation(payment_plan_id=self.before_shipment.id)
        line = {"product_id": self.product.id, "product_uom_qty": 1, "price_unit": 20}
        order.write(
            {
                "validity_date": fields.Date.today() + timedelta(days=30),
                "order_line": [Command.create(line) for _n in range(lines - 1)],
            }
        )
        order.action_quotation_sent()
        order.action_make_contract()
        contract = order.contract_ids
        if approved:
            contract.action_request_approval()
            for user in (self.manager, self.finance):
                if contract.with_user(user).approval_can_decide:
                    contract.with_user(user).action_approve()
                contract.invalidate_recordset()
        return order

    def _count_check(self, order):
        """Queries of the check, beside what confirming reads of the order anyway."""
        self.env.flush_all()
        self.env.invalidate_all()
        order.order_line.mapped("price_total")
        order.partner_id.commercial_partner_id.mapped("name")
        order.company_id.currency_id.mapped("rounding")
        order.currency_id.mapped("rounding")
        before = self.cr.sql_log_count
        order._approval_moment_check("quotation_send", LADDER)
        return self.cr.sql_log_count - before
