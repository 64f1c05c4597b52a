from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestStageTime(GateCommon):
    """Time in a stage against its target."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quoted.target_days = 10
        cls.deal = cls._create_lead()

    def _age(self, deal, **delta):
        # the clock of the product: the transaction's has fractions of a second, and stands still
        deal.sudo().date_last_stage_update = fields.Datetime.now() - timedelta(**delta)
        self.env.flush_all()
        self.env.invalidate_all()

    def _overdue(self):
        found = self.env["crm.lead"].with_user(self.rep).search([("is_stage_overdue", "=", True)])
        return found & self.deal

    def test_mark_and_search_say_the_same(self):
        self.deal.stage_id = self.quoted
        for delta, days in (
            ({"days": 9}, 0),
            ({"days": 10, "hours": 23}, 0),
            ({"days": 11}, 1),
            ({"days": 40}, 30),
        ):
            self._age(self.deal, **delta)
            self.assertEqual(self.deal.stage_overdue_days, days)
            self.assertEqual(bool(self._overdue()), bool(days), delta)

    def test_closed_deals_and_stages_without_target_are_never_late(self):
        self._age(self.deal, days=400)
        self.assertFalse(self.deal.is_stage_overdue)
        self.deal.stage_id = self.quoted
        self._age(self.deal, days=400)
        self.assertTrue(self.deal.is_stage_overdue)
        self.deal.action_set_lost()
        self.assertFalse(self.deal.is_stage_overdue)
        self.assertFalse(self._overdue())
        not_late = self.env["crm.lead"].with_context(active_test=False)
        self.assertIn(self.deal, not_late.search([("is_stage_overdue", "=", False)]))

    def test_time_as_a_lead_does_not_count(self):
        self.new.target_days = 5
        lead = self._create_lead(type="lead")
        self._age(lead, days=30)
        lead.convert_opportunity(self.buyer)
        self.deal = lead
        self.assertFalse(lead.stage_overdue_days)
        self.assertFalse(self._overdue())
        lead.sudo().date_conversion = fields.Datetime.now() - timedelta(days=8)
        self.env.flush_all()
        self.assertEqual(lead.stage_overdue_days, 3)
        self.assertTrue(self._overdue())

    def test_a_new_deal_is_in_time(self):
        self.new.target_days = 5
        form = Form(
            self.env["crm.lead"].with_user(self.rep).with_context(default_team_id=self.team.id),
            "crm.crm_lead_view_form",
        )
        form.name = "New"
        self.assertFalse(form.save().is_stage_overdue)

    def test_times_of_every_stage(self):
        self.new.target_days = 5
        start = fields.Datetime.now() - timedelta(days=20, minutes=5)
        deal = self._create_lead()
        self.flush_tracking()
        self.env.cr.execute("UPDATE crm_lead SET create_date = %s WHERE id = %s", [start, deal.id])
        deal.invalidate_recordset()
        deal.stage_id = self.quoted
        self.flush_tracking()
        self._age(deal, days=12)
        times = {one["name"]: one for one in deal.stage_times}
        self.assertEqual((times["New"]["days"], times["New"]["over"]), (20, 15))
        self.assertEqual((times["Quoted"]["over"], times["Quoted"]["here"]), (2, True))
        deal.action_set_lost()
        self._age(deal, days=12)
        deal.sudo().date_closed = fields.Datetime.now() - timedelta(days=4)
        times = {one["name"]: one for one in deal.stage_times}
        self.assertEqual(times["New"]["over"], 15, "what it took is known after closing as well")
        self.assertEqual((times["Quoted"]["days"], times["Quoted"]["here"]), (8, False))

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()

    def test_cards_need_no_query_of_their_own(self):
        deals = self._create_lead().browse()
        for number in range(20):
            deals |= self._create_lead(name=f"Deal {number}", stage_id=self.quoted.id)
        names = ["stage_id", "rotting_days", "is_rotting"]
        counts = []
        for wanted in (names, names, [*names, "stage_overdue_days"]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            deals.with_user(self.rep).web_read({name: {} for name in wanted})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2] - counts[1], 1)
