from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .approval_contract import ApprovalContract
from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestApprovalOrder(ApprovalContract, ForeignTradeCommon):
    approval_moment = "quotation_send"

    def _contract_approval_record(self):
        return self._create_order()

    def _contract_reach_moment(self, record):
        record.action_quotation_sent()

    def _approved_order(self, **values):
        order = self._create_order(**values)
        order.action_request_approval()
        order.with_user(self.manager).action_approve()
        return order

    def assertFell(self, order):
        order.invalidate_recordset()
        with self.assertRaises(UserError):
            order.action_quotation_sent()

    def test_every_door(self):
        self._contract_rule()
        order = self._create_order()
        for door in (
            lambda: order.write({"state": "sent"}),
            lambda: order.write({"state": "sale"}),
            order.action_confirm,
            order.action_quotation_sent,
            order.sudo().action_confirm,
            lambda: order.with_context(mark_so_as_sent=True).message_post(body="Our offer"),
            lambda: order.copy({"state": "sent"}),
            lambda: self._create_order(state="sent"),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                door()
            order.invalidate_recordset()
            self.assertEqual(order.state, "draft")

    def test_all_failures_of_all_orders_at_once(self):
        self._contract_rule()
        orders = self._create_order() + self._create_order()
        with self.assertRaises(UserError) as error:
            orders.write({"state": "sent"})
        for order in orders:
            self.assertIn(order.name, str(error.exception))

    def test_sending_asks_by_itself(self):
        self._contract_rule()
        order = self._create_order()
        action = order.action_quotation_send()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(order.approval_state, "pending")
        order.action_quotation_send()
        self.assertEqual(len(order.sudo().approval_request_ids), 1)
        activity = order.sudo().activity_ids
        self.assertEqual(activity.user_id, self.manager)
        order.with_user(self.manager).action_approve()
        self.assertFalse(activity.exists() and activity.active)
        self.assertEqual(order.action_quotation_send()["res_model"], "mail.compose.message")

    def test_measures(self):
        self.product.standard_price = 129.6  # 18 USD
        order = self._create_order(quantity=100, price=20.0)
        order.order_line.discount = 5
        order.validity_date = "2099-01-01"
        measures = order._approval_snapshot()["measures"]
        self.assertEqual(measures["amount"], 13680.0, "1,900 USD at 7.20")
        self.assertEqual(measures["discount"], 5)
        self.assertGreater(measures["validity_days"], 60)
        self.assertFalse(measures["open_account"])
        self.assertAlmostEqual(measures["margin_percent"], 5.26, places=1)

    def test_open_account(self):
        order = self._create_order()
        term = self.env["account.payment.term"].create(
            {
                "name": "30 days",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})
                ],
            }
        )
        order.payment_term_id = term
        self.assertTrue(order._is_open_account())

    def test_ordinary_quotation_goes_out_at_once(self):
        self._contract_rule(measure="discount", operator="gt", threshold=10)
        order = self._create_order()
        order.order_line.discount = 10
        order.action_quotation_sent()
        self.assertFalse(order.approval_request_ids)

    def test_falls_when_a_line_gets_worse(self):
        """The hole in others' modules: approve, then set the price to 1."""
        self._contract_rule()
        order = self._approved_order()
        order.order_line.price_unit = 1.0
        self.assertFell(order)
        request = order.sudo().approval_request_ids
        self.assertEqual(request.state, "void")
        self.assertIn("price", request.void_reason)

    def test_falls_with_lines_party_currency_and_terms(self):
        self._contract_rule()
        other = self.env["product.product"].create({"name": "Parasol", "taxes_id": False})
        line = {"product_id": other.id, "product_uom_qty": 1, "price_unit": 1}
        for change in (
            {"order_line": [Command.create(line)]},
            {"partner_id": self.contact.id},
            {"incoterm": self.env.ref("account.incoterm_CIF").id},
            {"payment_term_id": self.env.ref("account.account_payment_term_30days").id},
        ):
            order = self._approved_order()
            order.write(change)
            self.assertFell(order)

    def test_falls_when_a_door_around_the_review_is_used(self):
        """Prices recomputed, imported by SQL, whatever: the moment itself judges anew."""
        self._contract_rule()
        order = self._approved_order()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order_line SET price_unit = 1 WHERE order_id = %s", [order.id]
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            order.action_quotation_sent()

    def test_stays_when_the_risk_falls(self):
        self._contract_rule(measure="discount", operator="gt", threshold=10)
        order = self._create_order()
        order.order_line.discount = 20
        order.action_request_approval()
        order.with_user(self.manager).action_approve()
        order.order_line.discount = 15
        order.order_line.product_uom_qty = 80
        order.action_quotation_sent()
        self.assertEqual(order.state, "sent")

    def test_new_level_is_asked_for(self):
        self._contract_rule()
        self._contract_rule(
            level=2, measure="amount", threshold=500000, approvers=self.finance, name="Large"
        )
        order = self._approved_order()
        order.order_line.product_uom_qty = 10000
        with self.assertRaisesRegex(UserError, "Large"):
            order.action_quotation_sent()

    def test_approved_is_what_was_seen(self):
        self._contract_rule()
        order = self._create_order()
        order.action_request_approval()
        seen = order.with_user(self.manager).approval_fingerprint
        order.order_line.price_unit = 1.0
        order.invalidate_recordset()
        approver = order.with_user(self.manager).with_context(approval_fingerprint=seen)
        with self.assertRaisesRegex(UserError, "changed"):
            approver.action_approve()
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.sudo().approval_request_ids.facts["lines"].popitem()[1], 1.0)

    def test_confirming_reuses_the_approval_of_sending(self):
        self._contract_rule()
        order = self._approved_order()
        order.action_quotation_sent()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_check_costs_the_same_for_many_lines(self):
        self._contract_rule()
        counts = {}
        for number in (1, 40):
            order = self._create_order()
            line = {"product_id": self.product.id, "product_uom_qty": 1, "price_unit": 20}
            order.write({"order_line": [Command.create(line) for _n in range(number - 1)]})
            order.action_request_approval()
            order.with_user(self.manager).action_approve()
            self.env.flush_all()
            order._approval_snapshot()
            before = self.cr.sql_log_count
            order._approval_moment_check("quotation_send")
            counts[number] = self.cr.sql_log_count - before
        self.assertEqual(counts[1], counts[40])
        self.assertLessEqual(counts[40], 5)

    def test_page_of_orders_costs_one_query(self):
        self._contract_rule()
        orders = self.env["sale.order"].union(*(self._create_order() for _n in range(8)))
        orders[:4].action_request_approval()
        self.env.flush_all()
        orders.invalidate_recordset()
        orders.mapped("company_id")
        with self.assertQueryCount(8):
            orders.mapped("approval_state")

    def test_margin_is_a_secret(self):
        self._contract_rule(measure="margin_percent", operator="lt", threshold=99, name="Thin")
        order = self._create_order()
        order.action_request_approval()
        request = order.approval_request_ids
        self.assertEqual(request.reason, "Thin")
        self.env["res.lang"]._activate_lang("zh_CN")
        request.sudo().rule_id.with_context(lang="zh_CN").name = "利润薄"
        self.assertEqual(request.with_context(lang="zh_CN").all_reasons, "利润薄")
        self.assertEqual(request.all_reasons, "Thin")
        for name in ("measures", "facts", "margin_percent"):
            with self.assertRaises(AccessError):
                request.read([name])
        self.assertTrue(request.with_user(self.manager).read(["margin_percent"]))

    def test_to_approve_list(self):
        self._contract_rule(level=2, approvers=self.finance)
        self._contract_rule(level=1)
        order = self._create_order()
        order.action_request_approval()
        Request = self.env["foreign.trade.approval.request"]
        mine = [("can_decide", "=", True)]
        self.assertEqual(Request.with_user(self.manager).search(mine).level, 1)
        self.assertFalse(Request.with_user(self.finance).search(mine))
        self.assertFalse(Request.with_user(self.rep).search(mine))
        Request.with_user(self.manager).search(mine).action_approve("fine")
        self.assertEqual(Request.with_user(self.finance).search(mine).level, 2)
        note = self.env["foreign.trade.approval.decision"].with_user(self.manager)
        self.assertEqual(note.search([("request_id.res_id", "=", order.id)]).note, "fine")

    def test_others_requests_are_hidden_from_representatives(self):
        self._contract_rule()
        order = self._create_order()
        order.action_request_approval()
        requests = order.sudo().approval_request_ids
        self.assertFalse(requests.with_user(self.rep2)._filtered_access("read"))
        with self.assertRaises(AccessError):
            self.env["foreign.trade.approval.rule"].with_user(self.rep).create({"name": "x"})

    def test_deleting_the_quotation_keeps_decisions(self):
        self._contract_rule()
        order = self._create_order()
        order.action_request_approval()
        request = order.sudo().approval_request_ids
        order.sudo().unlink()
        self.assertEqual(request.state, "void")

    def test_rules_of_another_company_do_not_bind(self):
        other = self.env["res.company"].create({"name": "Other exporter"})
        self._contract_rule(company_id=other.id)
        order = self._create_order()
        order.action_quotation_sent()
        self.assertEqual(order.state, "sent")

    def test_gallery(self):
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["approval_default"])
        gallery._load(["approval_default"])
        rules = self.env["foreign.trade.approval.rule"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(rules), 10)
        order = self._create_order()
        order.order_line.discount = 20
        with self.assertRaisesRegex(UserError, "Discount"):
            order.action_quotation_sent()

    def test_form_shows_who_is_waited_for(self):
        self._contract_rule()
        order = self._create_order()
        order.action_request_approval()
        with Form(order) as form:
            self.assertEqual(form.approval_state, "pending")
