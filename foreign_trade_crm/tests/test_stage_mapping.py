from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..exceptions import GateError
from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestStageMapping(GateCommon):
    """Deals go from old stages to new ones, looked at before, gates respected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.target = cls.env["crm.team"].create(
            {"name": "New Pipeline", "company_id": cls.company.id, "own_stages_only": True}
        )
        cls.first, cls.second, cls.end = cls.env["crm.stage"].create(
            [
                {
                    "name": name,
                    "sequence": 10 * number,
                    "is_won": name == "Ordered",
                    "team_ids": [Command.set(cls.target.ids)],
                }
                for number, name in enumerate(("Contact", "Quoted", "Ordered"), start=1)
            ]
        )
        cls._create_rule(cls.second, ["function"])
        cls.fresh = cls._create_lead(stage_id=cls.new.id)
        cls.fit = cls._create_lead(stage_id=cls.quoted.id, function="Buyer", name="Fit")
        cls.unfit = cls._create_lead(stage_id=cls.quoted.id, name="Unfit")
        cls.lost = cls._create_lead(stage_id=cls.quoted.id, name="Lost")
        cls.lost.action_set_lost()
        cls.closed = cls._create_lead(stage_id=cls.won.id, name="Closed")
        cls.deals = cls.fresh | cls.fit | cls.unfit

    def _mapping(self, **values):
        form = Form(self.env["foreign.trade.stage.mapping"].with_user(self.manager))
        form.source_team_id = self.team
        form.target_team_id = self.target
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_preview_counts_and_proposes(self):
        mapping = self._mapping()
        rows = [
            (line.source_stage_id, line.target_stage_id, line.deal_count, line.refused_count)
            for line in mapping.line_ids
        ]
        self.assertEqual(rows, [(self.new, self.first, 1, 0), (self.quoted, self.second, 2, 1)])
        self.assertEqual((mapping.deal_count, mapping.refused_count), (3, 1))
        self.assertEqual(self.deals.team_id, self.team)

    def test_gates_are_respected(self):
        mapping = self._mapping()
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            mapping.action_apply()
        self.env.invalidate_all()
        names = [one["record_name"] for one in caught.exception.context["failures"]]
        self.assertEqual(names, ["Unfit"])
        self.assertEqual(self.deals.team_id, self.team, "nothing is half-moved")

    def test_with_a_reason_that_is_kept(self):
        self._mapping(reason="New pipeline from today").action_apply()
        self.assertEqual(self.deals.mapped("stage_id"), self.first | self.second)
        self.assertEqual(self.deals.team_id, self.target)
        kept = self.env["foreign.trade.gate.override"].search([("res_id", "in", self.deals.ids)])
        self.assertEqual(kept.res_id, self.unfit.id)
        self.assertEqual(kept.user_id, self.manager)
        self.assertEqual(self.lost.team_id | self.closed.team_id, self.team)

    def test_leaving_what_is_refused(self):
        action = self._mapping(leave_refused=True).action_apply()
        self.assertEqual(action["context"]["default_team_id"], self.target.id)
        self.assertEqual((self.fresh | self.fit).team_id, self.target)
        self.assertEqual(self.unfit.team_id, self.team)

    def test_won_stays_won_and_lost_stays_lost(self):
        closed_at = self.closed.date_closed
        asleep = self._create_lead(stage_id=self.won.id, name="Won, archived")
        asleep.active = False
        mapping = self._mapping(include_closed=True, reason="New pipeline")
        line = mapping.line_ids.filtered(lambda one: one.source_stage_id == self.won)
        self.assertEqual(line.target_stage_id, self.end)
        mapping.action_apply()
        self.assertEqual((self.closed.stage_id, self.closed.won_status), (self.end, "won"))
        self.assertEqual(self.closed.date_closed, closed_at)
        self.assertEqual((self.lost.stage_id, self.lost.won_status), (self.second, "lost"))
        self.assertFalse(self.lost.active)
        self.assertEqual((asleep.active, asleep.team_id), (False, self.team))

    def test_no_way_to_win_deals(self):
        mapping = self._mapping()
        mapping.line_ids[0].target_stage_id = self.end
        with self.assertRaises(UserError):
            mapping.action_apply()

    def test_stages_left_out_stay(self):
        mapping = self._mapping()
        mapping.line_ids[1].target_stage_id = False
        self.assertEqual((mapping.deal_count, mapping.refused_count), (1, 0))
        mapping.action_apply()
        self.assertEqual(self.fresh.team_id, self.target)
        self.assertEqual(self.fit.team_id, self.team)

    def test_work_is_planned_only_if_asked_for(self):
        todo = self.env.ref("mail.mail_activity_data_todo")
        step = {"activity_type_id": todo.id, "summary": "Call", "responsible_type": "trade_owner"}
        self.first.activity_plan_id = self.env["mail.activity.plan"].create(
            {"name": "Contact", "res_model": "crm.lead", "template_ids": [Command.create(step)]}
        )
        self._mapping(leave_refused=True).action_apply()
        self.assertFalse(self.fresh.sudo().activity_ids)
        again = self._create_lead(stage_id=self.new.id)
        self._mapping(leave_refused=True, plan_activities=True).action_apply()
        self.assertEqual(again.sudo().activity_ids.mapped("summary"), ["Call"])

    def test_preview_says_what_the_move_does(self):
        """Also for teams that share stages, rules of one team, and jumps over stages."""
        shared = self.env["crm.stage"].create({"name": "Shared", "sequence": 15})
        self.target.own_stages_only = self.team.own_stages_only = False
        self._create_rule(shared, ["city"], team_ids=[Command.set(self.target.ids)])
        here = self._create_lead(stage_id=shared.id)
        for deal, stage in ((here, shared), (here, self.second), (self.fit, self.second)):
            expected = deal.with_user(self.manager)._gate_unmet_if_moved(self.target, stage)
            found = {}
            try:
                with self.cr.savepoint():
                    deal.sudo().with_user(self.manager).write(
                        {"team_id": self.target.id, "stage_id": stage.id}
                    )
            except GateError as error:
                for failure in error.context["failures"]:
                    found.setdefault(failure["record_id"], set()).add(failure["rule_id"])
            self.env.invalidate_all()
            unmet = {rid: {one.rule_id for one in many} for rid, many in expected.items()}
            self.assertEqual(unmet, found)
            self.assertTrue(found)

    def test_only_managers(self):
        with self.assertRaises(AccessError):
            self.env["foreign.trade.stage.mapping"].with_user(self.rep).create({})
        mapping = self._mapping()
        with self.assertRaises(AccessError):
            mapping.with_user(self.rep).action_apply()
