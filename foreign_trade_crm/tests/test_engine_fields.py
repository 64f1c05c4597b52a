from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .quotes_common import ReceiptsCommon

MOMENT = "quotation_send"


@tagged("post_install", "-at_install")
class TestEngineFields(ReceiptsCommon):
    """What records what happened is written by what makes it happen, and by no other door."""

    def test_order_created_with_context_defaults(self):
        orders = self.env["sale.order"].with_user(self.rep)
        order = orders.with_context(
            default_contract_effective=True,
            default_deposit_settled=True,
            default_trade_paid_amount=2000,
            default_production_state="started",
        ).create({"partner_id": self.buyer.id})
        self.assertFalse(order.contract_effective or order.deposit_settled)
        self.assertEqual((order.trade_paid_amount, order.production_state), (0, "not_started"))

    def test_order_created_with_a_users_own_default(self):
        defaults = self.env["ir.default"].with_user(self.rep)
        defaults.set("sale.order", "contract_effective", True, user_id=True)
        orders = self.env["sale.order"].with_user(self.rep)
        self.assertFalse(orders.create({"partner_id": self.buyer.id}).contract_effective)

    def test_production_is_not_started_by_creating(self):
        with self.assertRaises(UserError):
            self._create_quotation(production_state="started")

    def test_contract_created_with_context_defaults(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        order.with_context(
            default_state="effective", default_deposit_settled=True, default_paid_amount=2000
        ).action_make_contract()
        contract = order.contract_ids
        self.assertEqual((contract.state, contract.paid_amount), ("draft", 0))
        self.assertFalse(contract.deposit_settled)

    def test_issued_contract_is_not_set_back(self):
        contract = self._countersigned()
        for values in (
            {"state": "draft"},
            {"issued_on": False},
            {"version_id": False},
            {"countersigned_on": False},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                contract.write(values)

    def test_receipts_are_not_erased(self):
        contract = self._countersigned()
        self._receive(contract, 600)
        for values in ({"paid_amount": 0}, {"deposit_settled": False}):
            with self.subTest(values=values), self.assertRaises(UserError):
                contract.write(values)
        order = contract.order_id
        for values in (
            {"last_version_id": False},
            {"quotation_rate": 0},
            {"deposit_settled": False},
            {"trade_paid_amount": 0},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                order.write(values)

    def test_contract_stays_with_its_opportunity(self):
        lead, other = self._create_lead(), self._create_lead()
        contract = self._create_contract(opportunity_id=lead.id)
        with self.assertRaises(UserError):
            contract.opportunity_id = other
        with self.assertRaises(UserError):
            other.write({"contract_ids": [Command.link(contract.id)]})
        with self.assertRaises(UserError):
            contract.user_id = self.rep2

    def test_contract_is_of_its_order_whatever_the_context_proposes(self):
        lead, other = self._create_lead(), self._create_lead()
        order = self._create_quotation(opportunity_id=lead.id)
        proposed = {"default_opportunity_id": other.id, "default_user_id": self.rep2.id}
        order.with_context(**proposed).action_quotation_sent()
        order.with_context(**proposed).action_make_contract()
        contract = order.contract_ids
        for record in (contract, order.last_version_id):
            self.assertEqual((record.opportunity_id, record.user_id), (lead, self.rep))
        self.assertEqual(contract.payment_milestone_ids.user_id, self.rep)

    def test_no_milestone_is_born_settled(self):
        """That the balance is in releases the bill of lading: no salesperson says so."""
        contract = self._create_contract()
        first = contract.payment_milestone_ids[0]
        values = {"contract_id": contract.id, "name": "Balance", "percent": 10, "event": "bl_copy"}
        milestones = self.env["foreign.trade.payment.milestone"].with_user(self.rep)
        for given in ({"state": "settled"}, {"paid_amount": 600}, {"actual_date": "2026-01-15"}):
            with self.subTest(given=given), self.assertRaises(UserError):
                milestones.create({**values, **given})
        proposed = {"default_state": "settled", "default_paid_amount": 9, "default_amount": 1}
        born = milestones.with_context(**proposed).create({**values, "amount": 1})
        self.assertEqual((born.state, born.paid_amount, first.state), ("open", 0, "open"))
        self.assertNotEqual(born.amount, 1)

    def test_milestone_does_not_move_into_an_issued_contract(self):
        issued, draft = self._countersigned(), self._create_contract()
        milestone = draft.payment_milestone_ids[0]
        with self.assertRaises(UserError):
            milestone.contract_id = issued
        with self.assertRaises(UserError):
            issued.write({"payment_milestone_ids": [Command.link(milestone.id)]})
        with self.assertRaises(UserError):
            milestone.order_id = issued.order_id


@tagged("post_install", "-at_install")
class TestDoorsOfSending(ReceiptsCommon):
    """A quotation that needs approval reaches the buyer through no other door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["foreign.trade.approval.rule"].create(
            {
                "name": "Discount above 10 %",
                "measure": "discount",
                "operator": "gt",
                "threshold": 10,
                "approver_ids": [Command.link(cls.manager.id)],
            }
        )

    def _sent_then_discounted(self):
        order = self._create_quotation()
        order.action_quotation_sent()
        order.order_line.discount = 50
        return order

    def test_created_as_sent_by_default(self):
        line = {"product_id": self.product.id, "price_unit": 20, "discount": 50}
        values = {"partner_id": self.buyer.id, "order_line": [Command.create(line)]}
        for state in ("sent", "sale"):
            orders = self.env["sale.order"].with_user(self.rep)
            with self.subTest(state=state), self.assertRaises(UserError):
                orders.with_context(default_state=state).create(values)

    def test_recording_a_version(self):
        order = self._sent_then_discounted()
        with self.assertRaisesRegex(UserError, "Approval"):
            order.action_record_version()

    def test_sending_again_by_message(self):
        order = self._sent_then_discounted()
        with self.assertRaisesRegex(UserError, "Approval"):
            order.with_context(mark_so_as_sent=True).message_post(body="Our offer")

    def test_sharing_the_link(self):
        order = self._create_quotation()
        order.order_line.discount = 50
        self.rep.group_ids |= self.env.ref("base.group_partner_manager")
        share = self.env["portal.share"].with_user(self.rep)
        wizard = share.create(
            {
                "res_model": "sale.order",
                "res_id": order.id,
                "partner_ids": [Command.link(self.buyer.id)],
            }
        )
        with self.assertRaisesRegex(UserError, "Approval"):
            wizard.action_send_mail()
