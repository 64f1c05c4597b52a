from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestApprovalDoors(ForeignTradeCommon):
    """Whichever door changes what was approved, the approval falls, and it is seen at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["foreign.trade.approval.rule"].create(
            {
                "name": "Four eyes",
                "company_id": cls.company.id,
                "approver_ids": [Command.set(cls.manager.ids)],
            }
        )

    def _approved(self):
        order = self._create_order()
        order.action_request_approval()
        order.with_user(self.manager).action_approve()
        return order

    def assertFell(self, order):
        order.invalidate_recordset()
        self.assertEqual(order.sudo().approval_request_ids.mapped("state"), ["void"])
        with self.assertRaises(UserError):
            order.action_quotation_sent()

    def test_price_list_update(self):
        order = self._approved()
        self.product.list_price = 10
        order.action_update_prices()
        self.assertLess(order.order_line.price_unit, 20)
        self.assertFell(order)

    def test_currency_change(self):
        order = self._approved()
        euro = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id, "company_id": self.company.id}
        )
        order.pricelist_id = euro
        self.assertFell(order)

    def test_another_currency_another_rate(self):
        """An amount is not judged by the rate of the currency that was sent before."""
        self.rule.write({"measure": "amount", "operator": "ge", "threshold": 10000})
        yuan = self.pricelist_usd.copy({"currency_id": self.cny.id})
        order = self._create_order(pricelist_id=yuan.id)
        order.action_quotation_sent()
        self.assertEqual(order.quotation_rate, 1)
        order.pricelist_id = self.pricelist_usd
        self.assertEqual(order.amount_total, 2000)
        self.assertFalse(order.quotation_rate)
        with self.assertRaisesRegex(UserError, "Four eyes"), self.cr.savepoint():
            order.action_confirm()
        self.usd.rate_ids.unlink()
        self.assertIsNone(order.sudo()._approval_measures()["amount"])
        with self.assertRaisesRegex(UserError, "Four eyes"), self.cr.savepoint():
            order.action_confirm()
        order.pricelist_id = yuan
        self.assertEqual(order.quotation_rate, 1, "that of the version in this currency")
        order.action_confirm()

    def test_import(self):
        order = self._approved()
        lines = self.env["sale.order.line"].with_user(self.rep)
        result = lines.load([".id", "price_unit"], [[str(order.order_line.id), "1"]])
        self.assertTrue(result["ids"])
        self.assertFell(order)

    def test_import_of_the_header(self):
        order = self._approved()
        result = order.load([".id", "validity_date"], [[str(order.id), "2099-01-01"]])
        self.assertTrue(result["ids"])
        self.assertFell(order)

    def test_no_expiry_is_longer_than_any(self):
        order = self._approved()
        order.validity_date = False
        self.assertFell(order)

    def test_cost_of_the_goods(self):
        """The same price is a worse deal when the goods cost more."""
        order = self._approved()
        order.order_line.sudo().purchase_price = 19.5
        self.assertFell(order)

    def test_many_lines_are_reviewed_once(self):
        order = self._create_order()
        line = {"product_id": self.product.id, "product_uom_qty": 1, "price_unit": 20}
        order.write({"order_line": [Command.create(line) for _n in range(30)]})
        order.action_request_approval()
        order.with_user(self.manager).action_approve()
        calls = []
        original = type(order)._approval_review_requests

        def counted(records, requests):
            calls.append(records)
            return original(records, requests)

        self.patch(type(order), "_approval_review_requests", counted)
        order.write(
            {"order_line": [Command.update(one.id, {"price_unit": 19}) for one in order.order_line]}
        )
        self.assertEqual(len(calls), 1)
        self.assertFell(order)

    def test_a_context_switches_nothing_off(self):
        order = self._approved()
        keys = ("foreign_trade_approval_review_held", "approval_review", "no_approval")
        order = order.with_context(**dict.fromkeys(keys, True), install_mode=True)
        order.order_line.price_unit = 1
        self.assertFell(order)

    def test_not_needed_any_more(self):
        self.rule.write({"measure": "discount", "operator": "gt", "threshold": 10})
        order = self._create_order()
        order.order_line.discount = 20
        order.action_request_approval()
        order.order_line.discount = 5
        order.invalidate_recordset()
        self.assertEqual(order.approval_state, "none")
        self.assertFalse(order.sudo().activity_ids)
        order.action_quotation_sent()

    def test_approving_the_day_after(self):
        """A day less of validity is no change that an approver has to look at again."""
        order = self._create_order()
        order.action_request_approval()
        request = order.sudo().approval_request_ids
        request.measures = {**request.measures, "validity_days": 31}
        request.fingerprint = "as it was yesterday"
        request.with_user(self.manager).with_context(
            approval_fingerprint=request.fingerprint
        ).action_approve()
        self.assertEqual(request.state, "approved")

    def test_changed_where_nobody_saw_it(self):
        order = self._create_order()
        order.action_request_approval()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order_line SET price_unit = 1 WHERE order_id = %s", [order.id]
        )
        self.env.invalidate_all()
        request = order.sudo().approval_request_ids.with_user(self.manager)
        self.assertTrue(request.is_outdated)
        with self.assertRaisesRegex(UserError, "changed"):
            request.action_approve()
        request.action_refresh()
        request.invalidate_recordset()
        self.assertFalse(request.is_outdated)
        request.action_approve()

    def test_what_approvers_read(self):
        order = self._create_order()
        self.rule.active = False
        order.action_quotation_sent()
        self.rule.active = True
        order.order_line.write({"price_unit": 18, "name": "<script>alert(1)</script>"})
        order.action_request_approval()
        request = order.sudo().approval_request_ids.with_user(self.manager)
        self.assertEqual(request.document_total, "USD 1,800.00")
        self.assertIn("100 × 18", request.version_differences)
        self.assertNotIn("<script>", request.version_differences)
        self.assertFalse(request.previous_differences)
        request.action_refuse("Not below 19")
        order.order_line.price_unit = 19
        order.action_request_approval()
        second = order.sudo().approval_request_ids.filtered(lambda r: r.state == "pending")
        second = second.with_user(self.manager)
        self.assertIn("100 × 18", second.previous_differences)
        self.assertEqual(second.previous_note, "Not below 19")
        self.assertEqual(second.all_reasons, "Four eyes")

    def test_approving_with_a_note(self):
        order = self._create_order()
        order.action_request_approval()
        request = order.sudo().approval_request_ids.with_user(self.manager)
        dialog = request.action_approve_with_note()
        wizard = self.env[dialog["res_model"]].with_user(self.manager)
        wizard.with_context(**dialog["context"]).create({"note": "Once only"}).action_confirm()
        self.assertEqual((request.state, request.note), ("approved", "Once only"))

    def test_a_representative_does_not_read_the_margin(self):
        order = self._create_order()
        order.action_request_approval()
        request = order.sudo().approval_request_ids.with_user(self.rep)
        shown = request.read(["reason", "amount", "version_differences", "shown"])[0]
        self.assertNotIn("margin", str(shown).lower())
        for name in ("measures", "facts", "margin_percent"):
            self.assertNotIn(name, request.fields_get())

    def test_who_makes_it_worse_does_not_decide(self):
        """An approver who lowers the price of what waits for them made it their own case."""
        order = self._create_order()
        order.action_request_approval()
        order.with_user(self.manager).order_line.price_unit = 21
        self.assertEqual(order.sudo().approval_request_ids.state, "pending", "better: still hers")
        order.with_user(self.manager).order_line.price_unit = 10
        order.invalidate_recordset()
        old, new = order.sudo().approval_request_ids.sorted("id")
        self.assertEqual((old.state, new.state), ("void", "pending"))
        self.assertEqual(new.requester_id, self.manager)
        self.assertNotIn(self.manager, new.approver_ids)
        with self.assertRaises(AccessError):
            order.with_user(self.manager).action_approve()

    def test_who_takes_the_document_over_does_not_decide(self):
        order = self._create_order()
        order.action_request_approval()
        request = order.sudo().approval_request_ids
        order.sudo().user_id = self.manager
        self.assertNotIn(self.manager, request.approver_ids)
        self.assertTrue(request.passed_up)
        request.approver_ids = self.manager  # as if by a door that nobody watches
        with self.assertRaises(AccessError):
            request.with_user(self.manager).action_approve()

    def test_the_fingerprint_tells_nothing(self):
        """The margin is in it: whoever reads it cannot find it by trying."""
        order = self._create_order()
        before = order._approval_snapshot()
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        after = order._approval_snapshot()
        self.assertEqual(before["measures"], after["measures"])
        self.assertNotEqual(before["fingerprint"], after["fingerprint"])

    def _log_of(self, rule):
        changes = self.env["foreign.trade.rule.change"].with_user(self.rep)
        return changes.search([("res_model", "=", rule._name), ("res_id", "=", rule.id)])

    def test_who_switched_the_rule_off_is_known(self):
        """Through whatever door, whatever the context says, and when the rule is gone."""
        rule = self.rule.with_user(self.manager)
        quiet = {"tracking_disable": True, "mail_notrack": True}
        rule.with_context(**quiet).write({"active": False, "threshold": 5})
        rule.action_unarchive()
        rule.load([".id", "level"], [[str(rule.id), "2"]])
        rule.approver_ids = self.finance
        rule.level = 2
        log = self._log_of(rule)
        self.assertEqual(set(log.mapped("user_name")), {"Zhao Min", self.env.user.name})
        self.assertEqual(
            log.mapped("action"), ["changed", "changed", "restored", "archived", "created"]
        )
        self.assertIn("Approvers: Zhao Min → Sun Li", log[0].details)
        self.assertEqual(log[1].details, "Level: 1 → 2")
        self.assertEqual(rule.change_ids, log.with_user(self.manager))
        rule.with_context(**quiet).unlink()
        gone = self._log_of(rule)[0]
        self.assertEqual((gone.action, gone.rule_name), ("deleted", "Four eyes"))
        self.assertEqual(gone.kind, "Approval Rule")
        self.assertIn("Sun Li", gone.details)
        for user in (self.manager, self.admin):
            for change in (gone.with_user(user).unlink, gone.with_user(user).copy):
                with self.assertRaises(UserError):
                    change()
        with self.assertRaises(UserError):
            gone.sudo().user_name = "Nobody"

    def test_who_said_it_in_other_words_is_known(self):
        """Names and messages are what people go by: also in another language, by its own door."""
        self.env["res.lang"]._activate_lang("zh_CN")
        gate = self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Buyer known",
                "transition": "order_confirm",
                "field_ids": self.env.ref("sale.field_sale_order__client_order_ref").ids,
                "message": "Who asks?",
            }
        )
        gate = gate.with_user(self.manager)
        gate.write({"name": "Buyer", "message": "Who asks?"})
        gate.with_context(lang="zh_CN").message = "谁询价？"
        gate.update_field_translations("name", {"zh_CN": "买家"})
        gate.update_field_translations("name", {"zh_CN": "买家"})
        log = self._log_of(gate)
        self.assertEqual(log.mapped("action"), ["changed"] * 3 + ["created"])
        self.assertEqual(log[0].details, "Name (zh_CN): Buyer → 买家")
        self.assertIn("Who asks? → 谁询价？", log[1].details)
        self.assertEqual(log[2].details, "Name: Buyer known → Buyer")
        self.assertEqual(set(log[:3].mapped("user_name")), {"Zhao Min"})

    def test_a_ready_set_in_two_languages_is_made_once(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["approval_default"])
        rule = self.env.ref(f"__foreign_trade__.approval_discount_{self.company.id}")
        self.assertEqual(self._log_of(rule).action, "created")

    def test_a_gate_that_goes_with_its_stage(self):
        stage = self.env["crm.stage"].create({"name": "Sample", "team_ids": self.team.ids})
        gate = self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Buyer known",
                "stage_id": stage.id,
                "field_ids": self.env.ref("crm.field_crm_lead__partner_id").ids,
                "message": "Who asks?",
            }
        )
        stage.unlink()
        self.assertFalse(gate.exists())
        self.assertEqual(self._log_of(gate).mapped("action"), ["deleted", "created"])
