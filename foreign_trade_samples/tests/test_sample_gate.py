from odoo.exceptions import UserError

from odoo.addons.foreign_trade_crm.exceptions import GateError

from .common import SamplesCommon


class TestSampleGate(SamplesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        gallery = cls.env["foreign.trade.gallery"].with_user(cls.manager)
        gallery._load(["pipeline_export"])
        cls.stage = gallery._loaded("stage_sample", "crm.stage")
        # the other gates of the pipeline are not this test's business
        cls.env["foreign.trade.gate.rule"].search(
            [("stage_id.team_ids", "in", cls.stage.team_ids.ids)]
        ).filtered(lambda rule: rule.stage_id != cls.stage).active = False
        cls.opportunity = cls._create_lead(partner_id=cls.buyer.id, team_id=cls.stage.team_ids.id)

    def _move(self):
        self.opportunity.with_user(self.rep).write({"stage_id": self.stage.id})

    def test_refused_without_a_sample_request(self):
        with self.assertRefused(GateError, "Make a sample request"):
            self._move()

    def test_each_missing_part_refuses(self):
        request = self._create_request()
        for values in (
            {"delivery_address": False},
            {"delivery_address": ""},
            {"planned_dispatch_date": False},
            {"expected_feedback_date": False},
            {"state": "cancelled"},
        ):
            before = {name: request[name] for name in values}
            request.write(values)
            with self.assertRaises(GateError, msg=values):
                self._move()
            if "state" in values:
                request.action_reset_to_draft()
            else:
                request.write(before)
        self._move()
        self.assertEqual(self.opportunity.stage_id, self.stage)

    def test_another_opportunitys_sample_does_not_count(self):
        self._create_request(opportunity=self._create_lead(partner_id=self.buyer.id))
        with self.assertRaises(GateError):
            self._move()

    def test_actual_dispatch_counts_without_a_plan(self):
        self._create_dispatched(planned_dispatch_date=False)
        self._move()
        self.assertEqual(self.opportunity.stage_id, self.stage)

    def test_the_help_opens_a_request_for_this_opportunity(self):
        rule = self.env["foreign.trade.gate.rule"].search([("stage_id", "=", self.stage.id)])
        action = self.opportunity.with_user(self.rep).gate_help(rule.id)
        self.assertEqual(action["res_model"], "foreign.trade.sample.request")
        self.assertEqual(action["context"], {"default_opportunity_id": self.opportunity.id})

    def test_gate_error_is_an_error_for_users(self):
        with self.assertRaises(UserError):
            self._move()
