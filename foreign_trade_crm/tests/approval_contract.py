from odoo.exceptions import AccessError, UserError


class ApprovalContract:
    """What every adopter of ``foreign.trade.approval.mixin`` must keep.

    Mix it into a ``ForeignTradeCommon`` test class, set ``approval_moment`` and supply
    :meth:`_contract_approval_record` and :meth:`_contract_reach_moment`.
    """

    allow_inherited_tests_method = True  # Odoo leaves inherited tests out otherwise

    approval_moment = None

    def _contract_approval_record(self):
        """A record of ``cls.rep``, in their environment, just before the moment."""
        raise NotImplementedError

    def _contract_reach_moment(self, record):
        """Do what the rule guards."""
        raise NotImplementedError

    def _contract_rule(self, approvers=None, **values):
        return self.env["foreign.trade.approval.rule"].create(
            {
                "name": "Four eyes",
                "moment": self.approval_moment,
                "measure": "always",
                "company_id": self.company.id,
                "approver_ids": [(6, 0, (approvers or self.manager).ids)],
                **values,
            }
        )

    def assertNeedsApproval(self, record, user):
        """The moment is refused in the name of ``user``, and nothing of it stays."""
        with self.assertRaises(UserError) as error:
            self._contract_reach_moment(record)
        self.assertIn(user.name, str(error.exception))

    def test_contract_no_rule_no_cost(self):
        record = self._contract_approval_record()
        record.mapped("display_name")
        with self.assertQueryCount(0):
            record._approval_moment_check(self.approval_moment)
            record._approval_review()
        self.assertEqual(record.approval_state, "none")
        self._contract_reach_moment(record)

    def test_contract_refused_until_approved(self):
        self._contract_rule()
        record = self._contract_approval_record()
        self.assertNeedsApproval(record, self.manager)
        record.action_request_approval()
        self.assertEqual(record.approval_state, "pending")
        self.assertEqual(record.approval_waiting_for, self.manager.name)
        self.assertNeedsApproval(record, self.manager)
        record.with_user(self.manager).action_approve()
        record.invalidate_recordset()
        self.assertEqual(record.approval_state, "approved")
        self._contract_reach_moment(record)

    def test_contract_sent_back_and_asked_again(self):
        self._contract_rule()
        record = self._contract_approval_record()
        record.action_request_approval()
        dialog = record.with_user(self.manager).action_refuse()
        self.assertEqual(dialog["res_model"], "foreign.trade.approval.request.refuse")
        record.with_user(self.manager).action_refuse("too cheap")
        record.invalidate_recordset()
        self.assertEqual(record.approval_state, "refused")
        request = record.sudo().approval_request_ids
        self.assertEqual((request.note, request.decided_by_id), ("too cheap", self.manager))
        with self.assertRaises(UserError):
            self._contract_reach_moment(record)
        record.action_request_approval()
        record.with_user(self.manager).action_approve()
        self._contract_reach_moment(record)
        self.assertEqual(len(record.sudo().approval_request_ids), 2, "decisions are kept")

    def test_contract_levels_in_order(self):
        self._contract_rule(level=2, approvers=self.finance)
        self._contract_rule(level=1)
        record = self._contract_approval_record()
        record.action_request_approval()
        with self.assertRaises(AccessError):
            record.with_user(self.finance).action_approve()
        record.with_user(self.manager).action_approve()
        with self.assertRaises(UserError):
            self._contract_reach_moment(record)
        record.with_user(self.finance).action_approve()
        self._contract_reach_moment(record)

    def test_contract_all_must_agree(self):
        self._contract_rule(mode="all", approvers=self.manager | self.finance)
        record = self._contract_approval_record()
        record.action_request_approval()
        record.with_user(self.manager).action_approve()
        with self.assertRaises(UserError):
            self._contract_reach_moment(record)
        with self.assertRaises(AccessError):
            record.with_user(self.manager).action_approve()
        record.with_user(self.finance).action_approve()
        self._contract_reach_moment(record)

    def test_contract_nobody_approves_their_own(self):
        self._contract_rule(level=1, approvers=self.rep)
        self._contract_rule(level=2, approvers=self.manager, measure="amount", threshold=10**12)
        record = self._contract_approval_record()
        record.action_request_approval()
        request = record.sudo().approval_request_ids
        self.assertEqual(request.approver_ids, self.manager, "passed up")
        self.assertTrue(request.passed_up)
        with self.assertRaises(AccessError):
            record.action_approve()
        record.with_user(self.manager).action_approve()
        self._contract_reach_moment(record)

    def test_contract_nobody_above_is_the_administrator(self):
        self._contract_rule(approvers=self.rep)
        record = self._contract_approval_record()
        record.action_request_approval()
        request = record.sudo().approval_request_ids
        self.assertIn(self.admin, request.approver_ids)
        self.assertNotIn(self.rep, request.approver_ids)
        self.assertTrue(request.passed_up)
        record.with_user(self.admin).action_approve()
        self.assertEqual(request.decided_by_id, self.admin)
        self._contract_reach_moment(record)

    def test_contract_decisions_are_nobodys_to_write(self):
        self._contract_rule()
        record = self._contract_approval_record()
        record.action_request_approval()
        requests = record.sudo().approval_request_ids
        for user in (self.rep, self.manager, self.admin):
            for operation in ("create", "write", "unlink"):
                self.assertFalse(requests.with_user(user).has_access(operation))
                decisions = self.env["foreign.trade.approval.decision"].with_user(user)
                self.assertFalse(decisions.has_access(operation))
        with self.assertRaises(AccessError):
            requests.with_user(self.rep).action_approve()

    def test_contract_copy_copies_no_approval(self):
        self._contract_rule()
        record = self._contract_approval_record()
        record.action_request_approval()
        record.with_user(self.manager).action_approve()
        self.assertFalse(record.sudo().copy().approval_request_ids)
