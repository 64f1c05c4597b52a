from datetime import timedelta

from odoo import fields


class DeadlineContract:
    """What every adopter of ``foreign.trade.deadline.mixin`` must keep.

    Mix it into a ``ForeignTradeCommon`` test class, set ``deadline_code`` and supply
    :meth:`_contract_deadline_record`.
    """

    allow_inherited_tests_method = True  # Odoo leaves inherited tests out otherwise

    deadline_code = None

    def _contract_deadline_record(self):
        """A record on which the clock of ``deadline_code`` runs, responsible: ``cls.rep``."""
        raise NotImplementedError

    def _contract_policy(self, **values):
        return self.env["foreign.trade.deadline.policy"].create(
            {
                "name": "Promise",
                "code": self.deadline_code,
                "hours": 10,
                "warn_before": 2,
                "company_id": self.company.id,
                "user_ids": [(6, 0, self.finance.ids)],
                **values,
            }
        )

    def _contract_row(self, record):
        return self.env["foreign.trade.deadline"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], order="id desc", limit=1
        )

    def _contract_activities(self, record, user):
        kind = self.env.ref("foreign_trade_crm.mail_activity_type_deadline")
        activities = record.sudo().activity_ids
        return activities.filtered(lambda a: a.activity_type_id == kind and a.user_id == user)

    def _contract_run(self, row, at):
        row.next_at = min(row.next_at or at, at)
        rows = self.env["foreign.trade.deadline"].browse(row._lock_due(10))
        rows._process_due()
        self.assertFalse(row.error)

    def test_contract_no_policy_no_row(self):
        record = self._contract_deadline_record()
        self.assertFalse(self._contract_row(record))
        self.assertFalse(record.deadline_state)
        with self.assertQueryCount(0):
            record._deadline_start(self.deadline_code)
            record._deadline_stop(self.deadline_code)

    def test_contract_start_stop(self):
        self._contract_policy()
        record = self._contract_deadline_record()
        row = self._contract_row(record)
        self.assertEqual((row.state, row.user_id, row.policy_hours), ("open", self.rep, 10))
        self.assertLess(row.started_at, row.warn_at)
        self.assertLess(row.warn_at, row.due_at)
        record._deadline_start(self.deadline_code)
        self.assertEqual(self._contract_row(record), row, "a running clock is left alone")
        record._deadline_stop(self.deadline_code, row.started_at)
        self.assertEqual((row.state, row.done_at, row.elapsed_hours), ("met", row.started_at, 0))
        self.assertEqual(record.deadline_state, "met")

    def test_contract_warns_once_then_escalates_once(self):
        self._contract_policy()
        record = self._contract_deadline_record()
        row = self._contract_row(record)
        now = fields.Datetime.now()
        row.write({"warn_at": now, "next_at": now, "due_at": now + timedelta(hours=2)})
        self._contract_run(row, now)
        self.assertEqual(len(self._contract_activities(record, self.rep)), 1)
        self.assertFalse(self._contract_activities(record, self.finance))
        self.assertEqual(row.next_at, row.due_at)
        row.due_at = now
        self._contract_run(row, now)
        self._contract_run(row, now)
        self.assertEqual(len(self._contract_activities(record, self.rep)), 1)
        self.assertEqual(len(self._contract_activities(record, self.finance)), 1)
        for user in record._deadline_escalation_users() - self.rep:
            self.assertEqual(len(self._contract_activities(record, user)), 1)
        record.invalidate_recordset()
        self.assertEqual(record.deadline_state, "late")
        record._deadline_stop(self.deadline_code)
        self.assertFalse(self._contract_activities(record, self.rep), "pointless reminders go")

    def test_contract_policy_change_leaves_history(self):
        policy = self._contract_policy()
        row = self._contract_row(self._contract_deadline_record())
        before = row.read(["due_at", "warn_at", "policy_hours"])
        policy.write({"hours": 99, "clock": "calendar"})
        self.assertEqual(row.read(["due_at", "warn_at", "policy_hours"]), before)

    def test_contract_deleting_the_record_deletes_rows(self):
        self._contract_policy()
        record = self._contract_deadline_record()
        row = self._contract_row(record)
        record.sudo().unlink()
        self.assertFalse(row.exists())
