from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_approval_deputy import ApprovalPeople


@tagged("post_install", "-at_install")
class TestApprovalTogether(ApprovalPeople):
    """One quotation that breaks three rules is one card and one decision at each level."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.copy({"name": "Too large", "measure": "amount", "threshold": 1})
        cls.rule.copy({"name": "Terms", "level": 2, "approver_ids": [Command.set(cls.finance.ids)]})

    def _cards(self, user, *domain):
        requests = self.env["foreign.trade.approval.request"].with_user(user)
        requests.invalidate_model()
        return requests.search([("is_card", "=", True), *domain])

    def _mine(self, user):
        return self._cards(user, ("can_decide", "=", True))

    def test_one_look_tells_everything(self):
        requests = self._asked()
        self.assertEqual(len(requests), 3, "each rule has its own")
        card = self._mine(self.manager)
        self.assertEqual(
            card.all_reasons, f"Four eyes\nToo large (14,400.00)\nTerms → {self.finance.name}"
        )
        self.assertEqual(card.together_ids, requests)
        self.assertEqual(card.search([("is_card", "=", True)]), card)
        self.assertTrue(card.is_card)
        self.assertFalse((requests - card).with_user(self.manager)[0].is_card)
        asked = self._cards(self.rep, ("requester_id", "=", self.rep.id))
        self.assertEqual(len(asked), 1, "the salesman reads the same")
        self.assertEqual(asked.all_reasons, card.all_reasons)
        self.assertFalse(self._mine(self.finance), "not their turn")

    def test_decided_together_level_by_level(self):
        order = self.env["sale.order"].browse(self._asked()[0].res_id)
        said = len(order.message_ids)
        self._mine(self.manager).action_approve()
        self.assertEqual(len(order.message_ids), said + 1, "said once")
        self.assertIn("Four eyes; Too large (14,400.00)", order.message_ids[0].body)
        order.invalidate_recordset()
        self.assertEqual(order.approval_state, "pending")
        self.assertFalse(self._mine(self.manager))
        last = self._mine(self.finance)
        self.assertEqual((last.all_reasons, last.together_ids.ids), ("Terms", []))
        last.action_approve()
        order.invalidate_recordset()
        self.assertEqual(order.approval_state, "approved")
        decided = self._cards(self.manager, ("state", "=", "approved"))
        self.assertEqual(
            sorted(decided.mapped("all_reasons")), ["Four eyes\nToo large (14,400.00)", "Terms"]
        )
        order.with_user(self.rep).order_line.price_unit = 1
        fell = [m.body for m in order.message_ids if "fell" in (m.body or "")]
        self.assertEqual(len(fell), 2, "each reason is said once")
        self.assertIn("Four eyes; Terms", "".join(fell))

    def test_sent_back_together(self):
        requests = self._asked()
        self._mine(self.manager).action_refuse("too cheap")
        self.assertEqual(requests.mapped("state"), ["refused", "refused", "pending"])
        self.assertEqual(requests[:2].mapped("note"), ["too cheap"] * 2)

    def test_each_decides_their_own(self):
        """Two people of one level: what one says is not the other's word."""
        requests = self._asked()
        requests[1].approver_ids = self.manager2
        card = self._mine(self.manager2)
        self.assertEqual(card, requests[1], "the card is the one they decide")
        self.assertEqual(self._mine(self.manager), requests[0])
        card.action_approve()
        self.assertEqual(requests.mapped("state"), ["pending", "approved", "pending"])
        with self.assertRaises(AccessError):
            requests[0].with_user(self.manager2).action_approve()

    def test_asked_on_other_days(self):
        """What was on the screen is one of them; a day more or less is no change."""
        requests = self._asked()
        requests[1].fingerprint = "of yesterday"
        card = self._mine(self.manager).with_context(approval_fingerprint="of yesterday")
        card.action_approve()
        self.assertEqual(requests[:2].mapped("state"), ["approved"] * 2)

    def test_overdue_is_said_once(self):
        self.env["foreign.trade.deadline.policy"].create(
            {"name": "Answer", "code": "approval", "hours": 48, "company_id": self.company.id}
        )
        requests = self._asked()
        rows = self.env["foreign.trade.deadline"].search(
            [("res_model", "=", requests._name), ("res_id", "in", requests.ids)]
        )
        self.assertEqual(len(rows), 2, "level two has time")
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            rows.write({"next_at": fields.Datetime.now()})
            rows.browse(rows._lock_due(10))._process_due()
        self.assertFalse(any(rows.mapped("error")))
        self.assertEqual(requests[0].escalated_ids, self.finance)
        self.assertEqual(requests[1].escalated_ids, self.finance)
        told = requests.activity_ids.user_id
        self.assertEqual(len(requests.activity_ids), len(told), "nobody is told twice")
        order = self.env["sale.order"].browse(requests[0].res_id)
        overdue = [m.body for m in order.message_ids if "overdue" in (m.body or "")]
        self.assertEqual(len(overdue), 1)

    def test_cards_cost_the_same_however_many(self):
        counts = []
        for _more in range(2):
            self._asked()
            cards = self._cards(self.manager)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            cards.read(["all_reasons", "can_decide", "document_total"])
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(cards), 2)
        self.assertLessEqual(counts[1], counts[0])
