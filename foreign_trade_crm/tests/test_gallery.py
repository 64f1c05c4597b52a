from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..exceptions import GateError
from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestGallery(ForeignTradeCommon):
    """Nothing is on until a manager loads it; loading twice changes nothing."""

    def setUp(self):
        super().setUp()
        self.gallery = self.env["foreign.trade.gallery"].with_user(self.manager)

    def _count(self):
        models = ("foreign.trade.gate.rule", "crm.stage", "crm.team")
        return [
            self.env[model].with_context(active_test=False).search_count([]) for model in models
        ]

    def _get_rule(self, name):
        return self.gallery._loaded(f"gate_{name}", "foreign.trade.gate.rule")

    def test_installing_loads_nothing(self):
        self.assertFalse(self.env["foreign.trade.gate.rule"].search([]))

    def test_only_managers_load(self):
        sets = self.gallery.search([])
        with self.assertRaises(AccessError):
            sets.with_user(self.rep).action_load()
        with self.assertRaises(AccessError):
            sets.write({"name": "Mine"})

    def test_loading_twice_changes_nothing(self):
        self.gallery._load()
        before = self._count()
        self._get_rule("negotiation").message = "In our words."
        self._get_rule("customer").active = False
        sets = self.gallery.search([])
        sets.action_load()
        self.assertEqual(self._count(), before)
        self.assertEqual(self._get_rule("negotiation").message, "In our words.")
        self.assertFalse(self._get_rule("customer").active)
        self.assertTrue(all(one.loaded_on for one in sets))

    def test_sets_speak_every_installed_language(self):
        """Whoever loads them: English stays English, and Chinese users read Chinese."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.gallery.with_context(lang="zh_CN")._load()
        stage = self.gallery._loaded("stage_negotiation", "crm.stage")
        self.assertEqual(stage.with_context(lang="en_US").name, "Negotiation")
        self.assertEqual(stage.with_context(lang="zh_CN").name, "谈判")
        rule = self._get_rule("negotiation")
        self.assertNotEqual(
            rule.with_context(lang="zh_CN").message, rule.with_context(lang="en_US").message
        )

    def test_what_was_deleted_comes_back(self):
        self.gallery._load(["pipeline_export"])
        self._get_rule("negotiation").unlink()
        self.gallery._load(["pipeline_export"])
        self.assertTrue(self._get_rule("negotiation"))

    def test_each_company_loads_its_own(self):
        self.gallery._load(["order_gates"])
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        self.manager.company_ids |= other
        elsewhere = self.gallery.with_company(other)
        loaded = elsewhere.search([("code", "=", "order_gates")])
        self.assertFalse(loaded.loaded_on)
        elsewhere._load(["order_gates"])
        rules = self.env["foreign.trade.gate.rule"].search([("transition", "=", "order_confirm")])
        self.assertEqual(rules.company_id, self.company | other)

    def test_export_pipeline(self):
        self.gallery._load(["pipeline_export"])
        team = self.gallery._loaded("team_export", "crm.team")
        stages = self.env["crm.stage"].search([("team_ids", "in", team.ids)], order="sequence")
        self.assertEqual(len(stages), 6)
        self.assertTrue(stages[-1].is_won)
        deal = self._create_lead(team_id=team.id)
        self.assertEqual(deal.stage_id, stages[0])
        for stage in stages[1:]:
            with self.assertRaises(GateError), self.cr.savepoint():
                deal.stage_id = stage
            self.env.invalidate_all()
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            deal.stage_id = stages[3]
        self.env.invalidate_all()
        rules = [failure["rule_id"] for failure in caught.exception.context["failures"]]
        own = ("customer", "quotation_version", "negotiation")
        self.assertLessEqual({self._get_rule(name).id for name in own}, set(rules))
        fields = [name for f in caught.exception.context["failures"] for name in f["fields"]]
        self.assertIn("partner_id", fields)
        self.assertIn("main_objection", fields)
        items = deal.gate_checklist["items"]
        self.assertEqual(len(items), 2)

    def test_qualification(self):
        self.gallery._load(["qualification"])
        lead = self._create_lead(type="lead", email_from="x@example.com")
        with self.assertRaises(GateError), self.cr.savepoint():
            lead.convert_opportunity(self.buyer)
        self.env.invalidate_all()
        lead.write({"validity": "valid", "country_id": self.env.ref("base.de").id})
        lead.convert_opportunity(self.buyer)
        self.assertEqual(lead.type, "opportunity")

    def test_order_gates(self):
        self.gallery._load(["order_gates"])
        order = self._create_order()
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            order.action_confirm()
        failure = caught.exception.context["failures"][0]
        self.assertEqual(failure["help_action"], "action_make_contract")
