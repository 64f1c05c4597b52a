from datetime import date

from freezegun import freeze_time


class MilestoneContract:
    """What every adopter of ``foreign.trade.milestone.mixin`` must keep.

    Mix it into a ``ForeignTradeCommon`` test class and supply :meth:`_contract_milestone`.
    """

    allow_inherited_tests_method = True  # Odoo leaves inherited tests out otherwise

    def _contract_milestone(self, **values):
        """A milestone of the adopter made with ``values``, in the environment of a user who
        may plan and report it."""
        raise NotImplementedError

    def _contract_happened(self, milestone, day):
        """Report that it happened; for adopters where that follows from something else."""
        milestone.actual_date = day

    @freeze_time("2026-03-10 09:00:00")
    def test_contract_pending_late_done(self):
        ahead = self._contract_milestone(planned_date="2026-03-12")
        self.assertEqual((ahead.milestone_state, ahead.days_late), ("pending", 0))
        due_today = self._contract_milestone(planned_date="2026-03-10")
        self.assertEqual((due_today.milestone_state, due_today.days_late), ("pending", 0))
        late = self._contract_milestone(planned_date="2026-03-07")
        self.assertEqual((late.milestone_state, late.days_late), ("late", 3))
        self._contract_happened(late, date(2026, 3, 9))
        self.assertEqual((late.milestone_state, late.days_late), ("done", 2))
        early = self._contract_milestone(planned_date="2026-03-12")
        self._contract_happened(early, date(2026, 3, 9))
        self.assertEqual((early.milestone_state, early.days_late), ("done", 0))
        unplanned = self._contract_milestone()
        self.assertEqual((unplanned.milestone_state, unplanned.days_late), ("pending", 0))

    @freeze_time("2026-03-10 09:00:00")
    def test_contract_search_agrees_with_state(self):
        milestones = self._contract_milestone(planned_date="2026-03-07")
        milestones += self._contract_milestone(planned_date="2026-03-10")
        milestones += self._contract_milestone(planned_date=False)
        milestones += self._contract_milestone(planned_date="2026-03-01")
        self._contract_happened(milestones[-1], date(2026, 3, 2))
        for states in (["pending"], ["late"], ["done"], ["late", "pending"]):
            found = milestones.search(
                [("id", "in", milestones.ids), ("milestone_state", "in", states)]
            )
            expected = milestones.filtered(lambda m, states=states: m.milestone_state in states)
            self.assertEqual(found, expected & found)
            self.assertEqual(len(found), len(expected), states)
        not_done = milestones.search(
            [("id", "in", milestones.ids), ("milestone_state", "!=", "done")]
        )
        self.assertEqual(len(not_done), 3)

    @freeze_time("2026-03-09 20:00:00")
    def test_contract_today_is_the_readers(self):
        """At 20:00 UTC it is already the 10th in Shanghai."""
        milestone = self._contract_milestone(planned_date="2026-03-09")
        self.assertEqual(milestone.with_context(tz="UTC").milestone_state, "pending")
        self.assertEqual(milestone.with_context(tz="Asia/Shanghai").milestone_state, "late")

    def test_contract_copy_has_not_happened(self):
        milestone = self._contract_milestone(planned_date="2026-03-09")
        self._contract_happened(milestone, date(2026, 3, 9))
        self.assertFalse(milestone.copy().actual_date)
