from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..exceptions import GateError
from .common import ForeignTradeCommon

PIPELINES = ("export", "rates", "chain")


@tagged("post_install", "-at_install")
class TestPipelines(ForeignTradeCommon):
    """Three pipelines ready to load: stages, gates, activities and win rates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = cls._create_lead()
        cls.gallery = cls.env["foreign.trade.gallery"].with_user(cls.manager)
        cls.gallery._load([f"pipeline_{code}" for code in PIPELINES])
        cls.pipelines = {
            code: cls.env["crm.stage"].search([("team_ids", "in", cls._team(code).ids)])
            for code in PIPELINES
        }

    @classmethod
    def _team(cls, code):
        return cls.gallery._loaded(f"team_{code}", "crm.team").sudo()

    def _refused_rules(self, deal, stage):
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            deal.stage_id = stage
        self.env.invalidate_all()
        rule_ids = [failure["rule_id"] for failure in caught.exception.context["failures"]]
        return self.env["foreign.trade.gate.rule"].browse(rule_ids)

    def test_win_rates_and_targets(self):
        stages = self.pipelines["rates"]
        self.assertEqual(stages.mapped("win_rate"), [20, 40, 60, 80, 95, 100])
        self.assertEqual(stages.mapped("target_days"), [14, 21, 14, 28, 7, 0])
        self.assertEqual([len(self.pipelines[code]) for code in PIPELINES], [6, 6, 6])
        for stages in self.pipelines.values():
            self.assertEqual(stages.mapped("is_won"), [False] * 5 + [True])
            rates = stages.mapped("win_rate")
            self.assertEqual(rates, sorted(rates))
            self.assertTrue(stages.activity_plan_id)
            self.assertTrue(stages.gate_rule_ids)

    def test_the_chain_ends_with_the_purchase_order(self):
        names = self.pipelines["chain"].mapped("name")
        self.assertEqual(names[0], "First contact")
        self.assertEqual(names[-2:], ["Sample", "Purchase order"])

    def test_loading_touches_no_deal(self):
        self.assertEqual(self.before.team_id, self.team)
        loaded = self.env["crm.stage"].union(*self.pipelines.values())
        self.assertNotIn(self.before.stage_id, loaded)
        self.assertFalse(self.before.activity_ids)

    def test_company_and_contact_from_the_second_stage_on(self):
        alone = self.env["res.partner"].create({"name": "Alone Ltd.", "is_company": True})
        person = self.env["res.partner"].create({"name": "Somebody"})
        for code in PIPELINES:
            second = self.pipelines[code][1]
            for partner in (alone.browse(), alone, person):
                deal = self._create_lead(team_id=self._team(code).id, partner_id=partner.id)
                names = self._refused_rules(deal, second).mapped("name")
                self.assertIn("Company and contact", names, (code, partner.name))
            for partner in (self.contact, self.buyer):
                deal = self._create_lead(team_id=self._team(code).id, partner_id=partner.id)
                second.gate_rule_ids.filtered(lambda one: one.kind == "related").active = False
                deal.stage_id = second
                with self.assertRaises(GateError), self.cr.savepoint():
                    deal.partner_id = False
                self.env.invalidate_all()

    def test_what_the_chain_asks_for(self):
        contact, requirement, quotation, negotiation = self.pipelines["chain"][:4]
        deal = self._create_lead(team_id=self._team("chain").id, partner_id=self.contact.id)
        self.assertEqual(deal.stage_id, contact)
        deal.stage_id = requirement
        rule = self._refused_rules(deal, quotation)
        self.assertEqual(rule.name, "Requirement is known")
        action = deal.gate_help(rule.id)
        self.assertEqual(action["res_model"], "foreign.trade.requirement.line")
        self.env["foreign.trade.requirement.line"].with_user(self.rep).with_context(
            **action["context"]
        ).create({"name": "Folding chairs", "quantity": 500})
        deal.stage_id = quotation
        self.assertEqual(self._refused_rules(deal, negotiation).name, "Quotation sent and valid")

    def test_help_makes_the_customer_or_asks_for_its_contact(self):
        rule = self.gallery._loaded("gate_chain_customer", "foreign.trade.gate.rule")
        deal = self._create_lead(
            team_id=self._team("chain").id, partner_name="Jardins SA", contact_name="Luc Petit"
        )
        self.assertFalse(deal.gate_help(rule.id))
        self.assertEqual(deal.partner_id.parent_id.name, "Jardins SA")
        deal.stage_id = self.pipelines["chain"][1]
        alone = self.env["res.partner"].create({"name": "Alone Ltd.", "is_company": True})
        deal = self._create_lead(team_id=self._team("chain").id, partner_id=alone.id)
        action = deal.gate_help(rule.id)
        self.assertEqual(action["context"]["default_parent_id"], alone.id)
        unknown = self._create_lead(team_id=self._team("chain").id)
        self.assertEqual(unknown.gate_help(rule.id)["tag"], "display_notification")

    def test_loading_again_keeps_what_the_company_changed(self):
        stage = self.pipelines["rates"][0]
        stage.write({"win_rate": 12.5, "activity_plan_id": False})
        self.gallery._load(["pipeline_rates"])
        self.assertEqual((stage.win_rate, stage.activity_plan_id.id), (12.5, False))

    def test_each_company_has_its_own(self):
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        self.manager.company_ids = [Command.link(other.id)]
        elsewhere = self.gallery.with_company(other)
        elsewhere._load(["pipeline_rates"])
        team = elsewhere._loaded("team_rates", "crm.team")
        self.assertEqual((team != self._team("rates"), team.company_id), (True, other))
        stages = self.env["crm.stage"].search([("team_ids", "in", team.ids)])
        self.assertEqual(stages.gate_rule_ids.company_id, other)
        self.assertEqual(stages.activity_plan_id.company_id, other)

    def test_rates_are_percentages(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.pipelines["rates"][0].win_rate = 120
            self.env.flush_all()
