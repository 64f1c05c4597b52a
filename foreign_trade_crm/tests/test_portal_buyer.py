from odoo import Command
from odoo.exceptions import AccessError
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
                told = self.order.activity_ids.filtered(lambda one: "Paid" in one.summary)
                self.assertEqual(told.user_id, self.rep)
                savepoint.rollback()

    def test_money_paid_online_is_kept_while_the_ladder_is_open(self):
        """Sent without asking anybody; confirming asks the ladder: they are asked at once."""
        self.env["foreign.trade.approval.rule"].create(
            {
                "name": "Every contract",
                "moment": "contract_issue",
                "approver_ids": [Command.link(self.manager.id)],
            }
        )
        transaction = self._pay_online()
        self.assertFalse(transaction._check_amount_and_confirm_order())
        self.assertEqual(self.order.accepted_version_id, self.order.last_version_id)
        self.assertEqual(self.order.state, "sent")
        self.assertIn("Paid online", "".join(self.order.activity_ids.mapped("summary")))
        self.assertEqual(self.order.sudo().approval_request_ids.approver_ids, self.manager)

    def test_the_acceptance_stays_where_the_draft_cannot_be_restored(self):
        """Its goods were deleted meanwhile: nothing is confirmed, and nothing is lost."""
        version, other = self.order.last_version_id, self.product.copy()
        for accept in (
            self.order.with_user(self.portal).sudo()._validate_order,
            lambda: self._pay_online()._check_amount_and_confirm_order(),
        ):
            with self.subTest(accept), self.cr.savepoint() as savepoint:
                self.order.order_line = [
                    Command.clear(),
                    Command.create({"product_id": other.id, "name": "Else", "price_unit": 99}),
                ]
                self.product.unlink()
                accept()
                self.assertEqual(self.order.accepted_version_id, version)
                self.assertEqual(len(version.acceptance_ids), 1)
                self.assertEqual(self.order.state, "sent")
                self.assertIn("cannot be restored", "".join(self.order.activity_ids.mapped("note")))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_no_draft_over_rpc(self):
        """Portal users may call methods: their own order tells no draft, but what binds."""
        self.order.sudo().order_line.price_unit = 99
        draft = self.order.with_user(self.portal)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(draft.read(["name", "state"])[0]["state"], "sent")
        self.assertFalse(self.env["sale.order.line"].with_user(self.portal).search([]))
        for name in ("amount_total", "note", "tax_totals", "trade_balance_amount"):
            with self.subTest(name), self.assertRaises(AccessError):
                draft.read([name])
        with self.assertRaises(AccessError):
            draft.search([("amount_total", ">", 9000)])
        with self.assertRaises(AccessError):
            draft.sudo().order_line.with_user(self.portal).read(["price_unit"])
        self.order.sudo()._validate_order()
        self.env.invalidate_all()
        self.assertEqual(draft.read(["amount_total"])[0]["amount_total"], 2000)
        self.assertEqual(draft.order_line.read(["price_unit"])[0]["price_unit"], 20)

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
