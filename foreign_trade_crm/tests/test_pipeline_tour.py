from odoo.tests import HttpCase, tagged

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestPipelineTour(GateCommon, HttpCase):
    """A manager loads a pipeline, moves the deals there and edits a gate in the stage's form."""

    browser_size = "1366x768"

    def test_load_map_and_edit(self):
        deals = self._create_lead() | self._create_lead(name="Parasols", stage_id=self.quoted.id)
        old = self.new | self.quoted
        self.start_tour(
            "/odoo/action-foreign_trade_crm.foreign_trade_gallery_action",
            "foreign_trade_pipeline_loading",
            login=self.manager.login,
        )
        self.env.invalidate_all()
        gallery = self.env["foreign.trade.gallery"]
        team = gallery._loaded("team_rates", "crm.team")
        self.assertEqual(deals.team_id, team)
        self.assertFalse(deals.stage_id & old)
        kept = self.env["foreign.trade.gate.override"].search([("res_id", "in", deals.ids)])
        self.assertEqual(kept.mapped("reason"), ["New pipeline from today"])
        stage = gallery._loaded("stage_rates_proposal", "crm.stage")
        self.assertEqual(stage.win_rate, 55)
        rule = stage.gate_rule_ids.filtered(lambda one: one.name == "Position of the contact")
        self.assertEqual((rule.amount_min, rule.field_ids.name), (20000, "function"))


@tagged("post_install", "-at_install")
class TestPipelineTourMobile(GateCommon, HttpCase):
    """Loading a pipeline and moving what fits, on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_load_and_map(self):
        fit, unfit = self._create_lead(), self._create_lead(stage_id=self.quoted.id)
        self.start_tour(
            "/odoo/action-foreign_trade_crm.foreign_trade_gallery_action",
            "foreign_trade_pipeline_loading_mobile",
            login=self.manager.login,
        )
        self.env.invalidate_all()
        team = self.env["foreign.trade.gallery"]._loaded("team_rates", "crm.team")
        self.assertEqual((fit.team_id, unfit.team_id), (team, self.team))
