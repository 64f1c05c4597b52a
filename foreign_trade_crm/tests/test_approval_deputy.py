from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ForeignTradeCommon
from .deadline_contract import DeadlineContract


class ApprovalPeople(ForeignTradeCommon):
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
        cls.manager2 = cls._create_user(
            "manager2", "foreign_trade_crm.group_sales_manager", name="Qian Yu"
        )

    def _asked(self, **values):
        order = self._create_order(**values)
        order.action_request_approval()
        return order.sudo().approval_request_ids

    def _deputy(self, user=None, deputy=None, **values):
        return (
            self.env["foreign.trade.approval.deputy"]
            .with_user(user or self.manager)
            .create({"deputy_id": (deputy or self.manager2).id, **values})
        )


@tagged("post_install", "-at_install")
class TestApprovalDeputy(ApprovalPeople):
    """During leave a deputy decides, and it says so."""

    @freeze_time("2026-03-10 15:59:59")
    def test_on_these_days(self):
        today = fields.Date.today()
        self._deputy(date_from=today, date_to=today + timedelta(days=7))
        request = self._asked()
        mine = [("can_decide", "=", True)]
        requests = self.env["foreign.trade.approval.request"].with_user(self.manager2)
        self.assertEqual(requests.search(mine), request)
        document = self.env["sale.order"].browse(request.res_id)
        self.assertIn(self.manager2, document.activity_ids.user_id, "deputies are told")
        request.with_user(self.manager2).action_approve("for Zhao Min")
        self.assertEqual(request.state, "approved")
        decision = request.decision_ids
        self.assertEqual((decision.user_id, decision.for_user_id), (self.manager2, self.manager))

    @freeze_time("2026-03-10 15:59:59")
    def test_not_on_other_days(self):
        today = fields.Date.today()
        self._deputy(date_from=today + timedelta(days=1))
        self._deputy(date_to=today - timedelta(days=1))
        with self.assertRaises(AccessError):
            self._asked().with_user(self.manager2).action_approve()

    def test_as_the_calendar_says(self):
        self._deputy()
        request = self._asked()
        with self.assertRaises(AccessError):
            request.with_user(self.manager2).action_approve()
        resource = self.env["resource.resource"].create(
            {"name": "Zhao Min", "user_id": self.manager.id, "company_id": self.company.id}
        )
        now = fields.Datetime.now()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "date_from": now - timedelta(hours=1),
                "date_to": now + timedelta(days=2),
            }
        )
        request.invalidate_recordset()
        request.with_user(self.manager2).action_approve()
        self.assertEqual(request.state, "approved")

    def test_nobody_makes_himself_somebodys_deputy(self):
        """Not by naming one's own deputy first, and turning that round afterwards."""
        today = fields.Date.today()
        mine = self._deputy(user=self.rep2, date_from=today)
        with self.assertRaises(AccessError), self.cr.savepoint():
            mine.write({"user_id": self.manager.id, "deputy_id": self.rep2.id})
        with self.assertRaises(AccessError):
            self._asked().with_user(self.rep2).action_approve()

    def test_no_deputy_in_ones_own_case(self):
        self._deputy(deputy=self.rep, date_from=fields.Date.today())
        request = self._asked()
        with self.assertRaises(AccessError):
            request.with_user(self.rep).action_approve()
        document = self.env["sale.order"].browse(request.res_id)
        with self.assertRaises(AccessError):
            document.with_user(self.rep).action_approve()

    def test_stands_for_all_whom_they_replace(self):
        self.rule.write({"mode": "all", "approver_ids": [Command.link(self.finance.id)]})
        today = fields.Date.today()
        self._deputy(date_from=today)
        request = self._asked()
        request.with_user(self.manager2).action_approve()
        self.assertEqual(request.state, "pending")
        request.with_user(self.finance).action_approve()
        self.assertEqual(request.state, "approved")

    def test_everybody_names_their_own(self):
        deputies = self.env["foreign.trade.approval.deputy"].with_user(self.rep)
        with self.assertRaises(AccessError):
            deputies.create({"user_id": self.manager.id, "deputy_id": self.rep.id})
        own = self._deputy(date_from=fields.Date.today())
        with self.assertRaises(AccessError):
            own.with_user(self.manager2).write({"date_to": "2099-01-01"})
        with self.assertRaises(AccessError):
            own.with_user(self.rep).read(["deputy_id"])
        own.with_user(self.admin).write({"note": "spring leave"})

    def test_without_deputies_no_query(self):
        deputies = self.env["foreign.trade.approval.deputy"]
        deputies._is_used()
        with self.assertQueryCount(0):
            deputies._get_principals(self.manager)
            deputies._get_deputies(self.manager)


@tagged("post_install", "-at_install")
class TestApprovalDeadline(ApprovalPeople):
    """Nobody answers: whoever stands above hears of it and may decide."""

    def _policy(self, **values):
        return self.env["foreign.trade.deadline.policy"].create(
            {
                "name": "Answer",
                "code": "approval",
                "hours": 48,
                "warn_before": 8,
                "company_id": self.company.id,
                **values,
            }
        )

    def _row(self, request):
        return self.env["foreign.trade.deadline"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id)]
        )

    def _run(self, row):
        row.write({"next_at": fields.Datetime.now()})
        self.env["foreign.trade.deadline"].browse(row._lock_due(10))._process_due()
        self.assertFalse(row.error)

    def test_answered_in_time(self):
        self._policy()
        request = self._asked()
        row = self._row(request)
        self.assertEqual((row.state, row.user_id), ("open", self.manager))
        request.with_user(self.manager).action_approve()
        self.assertEqual(row.state, "met")

    def test_withdrawn(self):
        self._policy()
        request = self._asked()
        self.env["sale.order"].browse(request.res_id).unlink()
        self.assertEqual(self._row(request).state, "cancelled")

    def test_the_next_level_is_asked_when_it_is_reached(self):
        self._policy()
        self.rule.copy({"level": 2, "approver_ids": [Command.set(self.finance.ids)]})
        first, second = self._asked().sorted("level")
        self.assertTrue(self._row(first))
        self.assertFalse(self._row(second), "its time has not come")
        first.with_user(self.manager).action_approve()
        self.assertEqual(self._row(second).state, "open")

    def test_overdue_passes_upward(self):
        self._policy()
        request = self._asked()
        with self.assertRaises(AccessError):
            request.with_user(self.admin).action_approve()
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            self._run(self._row(request))
            self.assertIn(self.admin, request.escalated_ids)
            self.assertIn(self.admin, request.activity_ids.user_id)
            request.invalidate_recordset()
            request.with_user(self.admin).action_approve()
        self.assertEqual((request.state, request.decided_by_id), ("approved", self.admin))
        self.assertFalse(request.activity_ids, "the reminders went")

    def test_overdue_is_not_left_to_who_asked(self):
        """An administrator who asks does not wait two days and then answer."""
        self._policy()
        request = self._asked(user=self.admin)
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            self._run(self._row(request))
        self.assertNotIn(self.admin, request.escalated_ids)
        with self.assertRaises(AccessError):
            request.with_user(self.admin).action_approve()

    def test_overdue_in_a_ladder_passes_to_the_next_level(self):
        self._policy()
        self.rule.copy(
            {
                "level": 2,
                "measure": "amount",
                "threshold": 10**12,
                "approver_ids": [Command.set(self.finance.ids)],
            }
        )
        request = self._asked()
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            self._run(self._row(request))
        self.assertEqual(request.escalated_ids, self.finance)


@tagged("post_install", "-at_install")
class TestApprovalOfSeveral(ApprovalPeople):
    """Where all have to agree, they agree to the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.write(
            {"mode": "all", "approver_ids": [Command.set((cls.manager | cls.manager2).ids)]}
        )

    def _half_agreed(self):
        request = self._asked()
        request.with_user(self.manager).action_approve()
        self.assertEqual(request.state, "pending")
        return request, self.env["sale.order"].browse(request.res_id)

    def test_who_agreed_to_less_is_asked_again(self):
        request, order = self._half_agreed()
        order.with_user(self.rep).order_line.price_unit = 1.0
        self.assertEqual(request.state, "void")
        again = order.approval_request_ids - request
        self.assertEqual((again.state, again.requester_id), ("pending", self.rep))
        again.with_user(self.manager2).action_approve()
        self.assertEqual(again.state, "pending", "the first one agreed to another price")
        self.assertIn(self.manager, order.activity_ids.user_id)
        again.with_user(self.manager).action_approve()
        self.assertEqual(again.state, "approved")

    def test_less_risk_is_no_reason(self):
        request, order = self._half_agreed()
        order.with_user(self.rep).order_line.write({"product_uom_qty": 50, "price_unit": 20.0})
        request.with_user(self.manager2).action_approve()
        self.assertEqual(request.state, "approved")

    def test_change_by_a_door_that_nobody_watches(self):
        request, order = self._half_agreed()
        self.env.flush_all()
        self.cr.execute("UPDATE sale_order_line SET price_unit = 1 WHERE order_id = %s", [order.id])
        self.env.invalidate_all()
        shown = order.with_user(self.manager2).approval_fingerprint
        approver = request.with_user(self.manager2).with_context(approval_fingerprint=shown)
        with self.assertRaises(UserError), self.cr.savepoint():
            approver.action_approve()
        approver.action_refresh()
        self.assertEqual(request.state, "void")
        self.assertIn("pending", order.approval_request_ids.mapped("state"))


@tagged("post_install", "-at_install")
class TestApprovalDeadlineContract(DeadlineContract, ApprovalPeople):
    deadline_code = "approval"

    def _contract_deadline_record(self):
        self.rule.approver_ids = self.rep
        order = self._create_order(user=self.rep2)
        order.action_request_approval()
        return order.sudo().approval_request_ids.with_user(self.rep)
