import logging

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..exceptions import GateError
from .gate_common import GateCommon

CONDITION_LOGGER = "odoo.addons.foreign_trade_crm.tools.gate_condition"


@tagged("post_install", "-at_install")
class TestGateRule(GateCommon):
    """What a rule may ask for, where it holds and what a broken one does."""

    def _move(self, deal, stage=None):
        deal.write({"stage_id": (stage or self.quoted).id})

    def test_domain(self):
        # only what is not satisfied is asked for
        domain = "[('expected_revenue', '>', 1000), ('lost_reason_id', '=', False)]"
        self._create_rule(self.quoted, domain=domain)
        deal = self._create_lead()
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            self._move(deal)
        self.assertEqual(caught.exception.context["failures"][0]["fields"], ["expected_revenue"])
        deal.expected_revenue = 2000
        self._move(deal)

    def test_related_record_that_the_user_may_not_read(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "order_ids")
        rule = self._create_rule(
            self.quoted,
            kind="related",
            related_field_id=field.id,
            related_domain="[('amount_total', '>', 500)]",
        )
        deal = self._create_lead()
        with self.assertRaises(GateError), self.cr.savepoint():
            self._move(deal)
        # another representative's order: not readable for this one, still a fact
        order = self._create_order(user=self.rep2, opportunity_id=False)
        order.sudo().opportunity_id = deal
        self.assertFalse(order.with_user(self.rep).has_access("read"))
        self._move(deal)
        self.assertEqual(deal.stage_id, self.quoted)
        self.assertFalse(rule._to_condition().while_staying)

    def test_fields_that_only_look_filled(self):
        self._create_rule(self.quoted, ["function", "description", "expected_revenue"])
        deal = self._create_lead(function="  ", description="<p><br></p>")
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            self._move(deal)
        fields = caught.exception.context["failures"][0]["fields"]
        self.assertEqual(set(fields), {"function", "description", "expected_revenue"})

    def test_two_companies(self):
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        rule = self._create_rule(self.quoted, ["function"], company_id=other.id)
        self._move(self._create_lead())
        rule.company_id = self.company
        with self.assertRaises(GateError), self.cr.savepoint():
            self._move(self._create_lead())
        rule.company_id = False
        with self.assertRaises(GateError), self.cr.savepoint():
            self._move(self._create_lead())

    def test_company_of_the_record_decides_not_the_one_chosen(self):
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        self._create_rule(self.quoted, ["function"])
        deal = self._create_lead()
        self.rep.write({"company_ids": [(4, other.id)]})
        with self.assertRaises(GateError):
            self._move(deal.with_context(allowed_company_ids=[other.id, self.company.id]))

    def test_teams(self):
        other = self.env["crm.team"].create({"name": "Home", "company_id": self.company.id})
        rule = self._create_rule(self.quoted, ["function"], team_ids=[(6, 0, other.ids)])
        self._move(self._create_lead())
        rule.team_ids = self.team
        with self.assertRaises(GateError):
            self._move(self._create_lead())

    def test_while_staying(self):
        self._create_rule(self.quoted, ["function"], while_staying=True)
        deal = self._create_lead(function="Buyer")
        self._move(deal)
        with self.assertRaises(GateError), self.cr.savepoint():
            deal.function = False
        self.env.invalidate_all()
        with self.assertRaises(GateError), self.cr.savepoint():
            deal.write({"stage_id": self.agreed.id, "function": ""})
        self.env.invalidate_all()
        self._move(deal, self.agreed)
        with self.assertRaises(GateError), self.cr.savepoint():
            deal.function = False
        self.env.invalidate_all()
        deal.write({"stage_id": self.new.id, "function": False})
        self.assertFalse(deal.function)

    def test_while_staying_through_a_computed_field(self):
        rule_domain = "[('email_domain_criterion', '!=', False)]"
        self._create_rule(self.quoted, domain=rule_domain, while_staying=True)
        deal = self._create_lead(email_from="anna@gruene-gaerten.example")
        self._move(deal)
        with self.assertRaises(GateError):
            deal.email_from = False

    def test_new_rule_does_not_block_existing_deals(self):
        deal = self._create_lead()
        self._move(deal)
        self._create_rule(self.quoted, ["function"], while_staying=True)
        deal.name = "Another name"
        deal.function = False
        self.assertEqual(deal.name, "Another name")

    def test_broken_rule_is_refused_when_saved(self):
        for values in (
            {"domain": "[('no_such_field', '=', 1)]"},
            {"domain": "[('name', '='"},
            {"kind": "fields"},
            {"kind": "related"},
            {"help_action": "unlink"},
            {"help_action": "action_no_such_thing"},
        ):
            with self.assertRaises(ValidationError, msg=values), self.cr.savepoint():
                self._create_rule(self.quoted, **values)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._create_rule(self.quoted, ["client_order_ref"], model="sale.order")

    def test_rule_broken_later_locks_nobody(self):
        rule = self._create_rule(self.quoted, while_staying=True)
        self.env.flush_all()
        for domain in ("[('gone', '=', 1)]", "[("):
            self.env.cr.execute(
                "UPDATE foreign_trade_gate_rule SET domain = %s WHERE id = %s", [domain, rule.id]
            )
            rule.invalidate_recordset()
            self.env.registry.clear_cache()
            deal = self._create_lead()
            with self.assertLogs(CONDITION_LOGGER, logging.ERROR):
                self._move(deal)
            self.assertEqual(deal.stage_id, self.quoted)
            with mute_logger(CONDITION_LOGGER):
                deal.city = "Hamburg"
                self.assertTrue(deal.with_context(lang="en_US").read(["gate_checklist"]))
            self.assertTrue(rule.problem)

    def test_rule_that_wants_what_was_deleted_locks_nobody(self):
        """Nobody could ever meet it; whoever opens the rule reads why nobody is asked."""
        tags = self.env["crm.tag"].create([{"name": "Fair"}, {"name": "Agent"}])
        source = self.env["utm.source"].create({"name": "Canton Fair"})
        related = self.env["ir.model.fields"]._get("crm.lead", "tag_ids")
        broken = self._create_rule(
            self.quoted, domain=f"[('source_id', '=', {source.id}), ('function', '!=', False)]"
        )
        broken |= self._create_rule(
            self.quoted,
            kind="related",
            related_field_id=related.id,
            related_domain=f"[('id', 'in', {tags[:1].ids})]",
        )
        sound = self._create_rule(
            self.quoted, domain=f"['|', ('tag_ids', 'in', {tags.ids}), ('city', '!=', False)]"
        )
        deal = self._create_lead(city="Hamburg")
        with self.assertRaises(GateError), self.cr.savepoint():
            self._move(deal)
        source.unlink()
        tags[:1].unlink()
        self.env.invalidate_all()
        for rule in broken:
            self.assertIn("deleted", rule.with_user(self.manager).problem)
        self.assertFalse(sound.problem, "what is left of it can be met")
        with mute_logger(CONDITION_LOGGER):
            self._move(deal)
            other = self._create_lead()
            with self.assertRaises(GateError) as caught, self.cr.savepoint():
                self._move(other)
        failing = [one["rule_id"] for one in caught.exception.context["failures"]]
        self.assertEqual(failing, sound.ids)
        tags.exists().unlink()
        self.env.invalidate_all()
        self.assertFalse(sound.problem, "a city still opens it")
        with self.assertRaisesRegex(ValidationError, "deleted"), self.cr.savepoint():
            broken[:1].copy()
        closed = self._create_rule(self.quoted, domain="[(0, '=', 1)]")
        self.assertFalse(closed.problem, "a manager may close a stage for all")

    def test_changes_of_rules_take_effect_at_once(self):
        rule = self._create_rule(self.quoted, ["function"])
        rule.active = False
        self._move(self._create_lead())
        rule.active = True
        with self.assertRaises(GateError), self.cr.savepoint():
            self._move(self._create_lead())
        rule.unlink()
        self._move(self._create_lead())

    def test_roles(self):
        rule = self._create_rule(self.quoted, ["function"])
        for user in (self.rep, self.clerk, self.finance):
            self.assertTrue(rule.with_user(user).read(["message"]))
            with self.assertRaises(AccessError):
                rule.with_user(user).write({"message": "Nothing"})
            with self.assertRaises(AccessError):
                rule.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.rules.with_user(user).create({"name": "x", "message": "x"})
            with self.assertRaises(AccessError):
                self.env["foreign.trade.gate.override"].with_user(user).search([])
        rule.with_user(self.manager).write({"message": "Say who buys."})
        copied = rule.with_user(self.manager).copy()
        self.assertTrue(copied.field_ids)
        copied.unlink()

    def test_nobody_writes_an_override(self):
        self._create_rule(self.quoted, ["function"])
        deal = self._create_lead().with_user(self.manager)
        deal.write({"stage_id": self.quoted.id, "gate_override_reason": "By phone"})
        self.assertIn("By phone", deal.message_ids[0].body + deal.message_ids[1].body)
        for user in (self.manager, self.admin):
            override = self.env["foreign.trade.gate.override"].with_user(user)
            override = override.search([("res_id", "=", deal.id)])
            self.assertEqual(override.action_open_record()["res_id"], deal.id)
            for call in (lambda o=override: o.write({"reason": "x"}), override.unlink):
                with self.assertRaises(AccessError):
                    call()
            with self.assertRaises(AccessError):
                override.create({"res_model": "crm.lead", "res_id": 1, "reason": "x"})
