from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..exceptions import GateError
from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestGateDoors(GateCommon):
    """No door goes around a gate."""

    def setUp(self):
        super().setUp()
        self._create_rule(self.quoted, ["function"])
        self.deal = self._create_lead()

    def assertRefused(self, action, *args, **kwargs):
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            action(*args, **kwargs)
        self.env.invalidate_all()
        return caught.exception

    def test_write(self):
        error = self.assertRefused(self.deal.write, {"stage_id": self.quoted.id})
        self.assertIn("Mend it.", str(error))
        self.assertIn("Job Position", str(error))
        self.assertEqual(self.deal.stage_id, self.new)
        self.deal.write({"stage_id": self.quoted.id, "function": "Buyer"})
        self.assertEqual(self.deal.stage_id, self.quoted)

    def test_create(self):
        error = self.assertRefused(self._create_lead, stage_id=self.quoted.id)
        self.assertFalse(error.context["failures"][0]["record_id"])
        self.assertTrue(self._create_lead(stage_id=self.quoted.id, function="Buyer"))

    def test_web_save(self):
        self.assertRefused(self.deal.web_save, {"stage_id": self.quoted.id}, {"stage_id": {}})

    def test_no_context_key_opens_it(self):
        for key in ("import_file", "install_mode", "active_test", "tracking_disable", "no_gate"):
            deal = self.deal.with_context(**{key: True, "gate_override_reason": "x"})
            self.assertRefused(deal.write, {"stage_id": self.quoted.id})

    def test_form_view(self):
        self.deal.user_id = self.rep
        form = Form(self.deal)
        form.stage_id = self.quoted
        self.assertRefused(form.save)

    def test_import(self):
        leads = self.env["crm.lead"].with_user(self.manager)
        names = ["name", "type", "team_id/.id", "stage_id/.id", "function", "gate_override_reason"]
        row = ["Old deal", "opportunity", str(self.team.id), str(self.quoted.id)]
        result = leads.load(names[:-1], [row + [""]])
        self.assertFalse(result["ids"])
        self.assertIn("Mend it.", result["messages"][0]["message"])
        result = leads.load(names, [row + ["", "History"], row + ["Buyer", ""]])
        self.assertEqual(len(result["ids"] or []), 2, result["messages"])
        kept = self.env["foreign.trade.gate.override"].search([("res_id", "in", result["ids"])])
        self.assertEqual(kept.mapped("reason"), ["History"])

    def test_won_jumps_over_the_stage(self):
        self.assertRefused(self.deal.action_set_won)
        self.assertEqual(self.deal.stage_id, self.new)
        self.deal.function = "Buyer"
        self.deal.action_set_won()
        self.assertEqual(self.deal.stage_id, self.won)

    def test_jump_is_free_without_covering(self):
        self.rules.search([]).covers_later_stages = False
        self.deal.stage_id = self.agreed
        self.assertEqual(self.deal.stage_id, self.agreed)

    def test_moving_backwards_losing_and_restoring_are_free(self):
        self.deal.write({"stage_id": self.agreed.id, "function": "Buyer"})
        self.deal.function = False
        self.deal.stage_id = self.quoted
        self.deal.action_set_lost()
        self.deal.action_restore()
        self.assertTrue(self.deal.active)
        self.deal.stage_id = self.new
        self.assertEqual(self.deal.stage_id, self.new)

    def test_archived_is_no_way_round(self):
        self.deal.action_set_lost()
        self.assertRefused(self.deal.write, {"stage_id": self.quoted.id})

    def test_common_won_stage_is_no_way_round(self):
        common = self.env["crm.stage"].create({"name": "Common won", "is_won": True})
        self.assertRefused(self.deal.write, {"stage_id": common.id})
        other = self.env["crm.team"].create({"name": "Home", "company_id": self.company.id})
        self.deal.sudo().write({"team_id": other.id, "stage_id": common.id})
        self.assertRefused(self.deal.sudo().write, {"team_id": self.team.id})

    def test_conversion_wizard(self):
        self._create_rule(fields=["country_id"])
        lead = self._create_lead(type="lead", email_from="x@buyer.example", partner_name="B")
        wizard = self.env["crm.lead2opportunity.partner"].with_user(self.rep)
        wizard = wizard.with_context(
            active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        ).create({"name": "convert", "action": "create"})
        self.assertRefused(wizard.action_apply)
        self.assertEqual(lead.type, "lead")
        lead.country_id = self.env.ref("base.de")
        wizard.action_apply()
        self.assertEqual(lead.type, "opportunity")

    def test_copy_starts_in_front_of_the_gate(self):
        self.deal.write({"stage_id": self.quoted.id, "function": "Buyer"})
        self.assertEqual(self.deal.copy({"function": False}).stage_id, self.new)
        self.assertRefused(self.deal.copy, {"function": False, "stage_id": self.quoted.id})

    def test_merge_keeps_what_was_gained(self):
        self.deal.write({"stage_id": self.quoted.id, "function": "Buyer"})
        other = self._create_lead(name="The same deal")
        merged = (self.deal | other).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.stage_id, self.quoted)

    def test_confirming_an_order(self):
        rule = self._create_rule(
            fields=["client_order_ref"], model="sale.order", transition="order_confirm"
        )
        order = self._create_order()
        error = self.assertRefused(order.action_confirm)
        self.assertEqual(error.context["failures"][0]["rule_id"], rule.id)
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.picking_ids)
        order.client_order_ref = "PO 4711"
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_gate_error_is_a_user_error(self):
        self.assertTrue(issubclass(GateError, UserError))


@tagged("post_install", "-at_install")
class TestGateContinue(GateCommon):
    """The web client fills in what is missing and repeats the refused call."""

    def setUp(self):
        super().setUp()
        self._create_rule(self.quoted, ["function"], help_action="action_schedule_meeting")
        self.deal = self._create_lead()
        self.request = {
            "model": "crm.lead",
            "method": "write",
            "args": [self.deal.ids, {"stage_id": self.quoted.id}],
            "kwargs": {},
        }

    def test_values_and_transition_in_one_call(self):
        leads = self.env["crm.lead"].with_user(self.rep)
        leads.gate_continue(self.request, {str(self.deal.id): {"function": "Buyer"}})
        self.assertEqual((self.deal.function, self.deal.stage_id), ("Buyer", self.quoted))

    def test_nothing_stays_when_it_fails_again(self):
        leads = self.env["crm.lead"].with_user(self.rep)
        with self.assertRaises(GateError), self.cr.savepoint():
            leads.gate_continue(self.request, {str(self.deal.id): {"city": "Hamburg"}})
        self.env.invalidate_all()
        self.assertFalse(self.deal.city)

    def test_reason_of_who_is_not_entitled_counts_for_nothing(self):
        leads = self.env["crm.lead"].with_user(self.rep)
        with self.assertRaises(GateError):
            leads.gate_continue(self.request, reason="I want it")

    def test_reason_lasts_for_one_call(self):
        leads = self.env["crm.lead"].with_user(self.manager)
        leads.gate_continue(self.request, reason="Agreed by phone")
        self.assertEqual(self.deal.stage_id, self.quoted)
        other = self._create_lead().with_user(self.manager)
        with self.assertRaises(GateError):
            other.stage_id = self.quoted

    def test_private_methods_stay_private(self):
        request = {**self.request, "method": "_gate_settle"}
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.rep).gate_continue(request)

    def test_help_opens_the_very_thing(self):
        rule = self.rules.search([])
        action = self.deal.gate_help(rule.id)
        self.assertEqual(action["res_model"], "calendar.event")
        rule.help_action = False
        self.assertFalse(self.deal.gate_help(rule.id))

    def test_help_without_an_action_opens_what_the_condition_asks_for(self):
        def opened(kind, name, **values):
            self.rules.search([]).active = False
            field = self.env["ir.model.fields"]._get("crm.lead", name)
            target = {"related_field_id": field.id} if kind == "related" else {}
            rule = self._create_rule(self.quoted, kind=kind, **target, **values)
            self.env.invalidate_all()
            [item] = self.deal.with_user(self.rep).gate_checklist["items"]
            self.assertEqual(item["help_action"], name)
            return self.deal.with_user(self.rep).gate_help(rule.id)

        self.deal.partner_id = self.buyer
        action = opened("related", "requirement_line_ids")
        self.assertEqual(action["res_model"], "foreign.trade.requirement.line")
        action = opened("related", "quotation_version_ids")
        self.assertEqual((action["res_model"], action["views"][0][1]), ("sale.order", "form"))
        action = opened("related", "competitor_ids")
        self.assertEqual(action["domain"], [("lead_id", "=", self.deal.id)])
        action = opened("domain", "partner_id", domain="[('partner_id.vat', '!=', False)]")
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.buyer.id))

    def test_a_related_choice_is_made_in_the_dialog(self):
        self.rules.search([]).active = False
        field = self.env["ir.model.fields"]._get("crm.lead", "tag_ids")
        self._create_rule(self.quoted, kind="related", related_field_id=field.id)
        [item] = self.deal.with_user(self.rep).gate_checklist["items"]
        self.assertEqual((item["fields"], item["help_action"]), (["tag_ids"], False))
