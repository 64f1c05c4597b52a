from odoo import Command
from odoo.tests import tagged

from .quotes_common import ReceiptsCommon


@tagged("post_install", "-at_install")
class TestPortalBuyer(ReceiptsCommon):
    """What a buyer meets on the portal where a gate or an approval is closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_user("portal_buyer", False)
        cls.portal.group_ids = [Command.set(cls.env.ref("base.group_portal").ids)]
        cls.portal.partner_id.parent_id = cls.buyer
        cls.order = cls._create_quotation()
        cls.order.action_quotation_sent()

    def _close_by_gate(self):
        self.env["foreign.trade.gate.rule"].create(
            {
                "name": "Credit checked",
                "transition": "order_confirm",
                "kind": "domain",
                "domain": "[('note', '=', 'never')]",
                "message": "Ask Zhao Min for the credit check.",
            }
        )

    def _close_by_approval(self):
        self.env["foreign.trade.approval.rule"].create(
            {"name": "Margin below 8 %", "approver_ids": [Command.link(self.manager.id)]}
        )

    def test_signing_stays_whatever_is_closed(self):
        for close in (self._close_by_gate, self._close_by_approval):
            with self.subTest(close=close.__name__), self.cr.savepoint() as savepoint:
                close()
                self.order.with_user(self.portal).sudo()._validate_order()
                self.assertEqual(self.order.state, "sent")
                self.assertEqual(self.order.accepted_version_id, self.order.last_version_id)
                told = self.order.activity_ids.filtered(lambda one: one.user_id == self.rep)
                self.assertIn("Accepted by the buyer", "".join(told.mapped("summary")))
                savepoint.rollback()

    def test_checklist_is_for_colleagues(self):
        order = self.order.with_user(self.portal)
        self.assertNotIn("gate_checklist", order.fields_get())
        self.assertIn("gate_checklist", order.with_user(self.rep).fields_get())

    def test_money_paid_online_is_kept(self):
        for close in (self._close_by_gate, self._close_by_approval):
            with self.subTest(close=close.__name__), self.cr.savepoint() as savepoint:
                close()
                transaction = self._pay_online()
                self.assertFalse(transaction._check_amount_and_confirm_order())
                self.assertEqual(self.order.state, "sent")
                self.assertIn("Paid online", self.order.activity_ids[:1].summary)
                self.assertEqual(self.order.activity_ids.user_id, self.rep)
                savepoint.rollback()

    def test_charged_is_what_was_sent(self):
        self.order.write({"require_payment": True, "prepayment_percent": 0.3})
        self.order.action_record_version()
        self.order.order_line.price_unit = 99  # half-edited
        self.assertEqual(self.order._get_prepayment_required_amount(), 600)
        version = self.order.last_version_id
        transaction = self._pay_online(amount=600, quotation_version_id=version.id)
        self.assertEqual(transaction._check_amount_and_confirm_order(), self.order)
        self.assertEqual((self.order.state, self.order.amount_total), ("sale", 2000))
        self.assertEqual(version.acceptance_ids.method, "payment")

    def test_paid_an_older_version(self):
        version = self.order.last_version_id
        self.order.order_line.price_unit = 21
        self.order.action_record_version()
        transaction = self._pay_online(quotation_version_id=version.id)
        self.assertFalse(transaction._check_amount_and_confirm_order())
        self.assertEqual(self.order.state, "sent")
        self.assertFalse(self.order.accepted_version_id)
        self.assertIn("was sent since", self.order.activity_ids.note)

    def _pay_online(self, **values):
        provider = self.env["payment.provider"].search([], limit=1)
        method = self.env["payment.method"].search([], limit=1)
        return self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": "online-1",
                "amount": self.order.amount_total,
                "currency_id": self.order.currency_id.id,
                "partner_id": self.buyer.id,
                "state": "done",
                "sale_order_ids": [Command.link(self.order.id)],
                **values,
            }
        )
