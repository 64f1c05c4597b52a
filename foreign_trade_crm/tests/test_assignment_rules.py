from odoo.exceptions import ValidationError
from odoo.tests import tagged

from . import inquiry_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestAssignmentRules(LeadCommon):
    """Every door, and an owner somebody named is kept."""

    def test_without_rules_core_decides(self):
        self.assertEqual(self._lead().user_id, self.rep)

    def test_country(self):
        rule = self._rule(country_ids=[(6, 0, self.spain.ids)], user_id=self.rep2.id)
        lead = self._lead(country_id=self.spain.id)
        self.assertEqual(lead.user_id, self.rep2)
        self.assertEqual(lead.assigned_rule_id, rule)
        self.assertEqual(lead.team_id, self.team, "the salesperson's team")
        self.assertTrue(lead.with_user(self.rep).has_access("read"), "the creator sees it still")
        self.assertFalse(lead.with_user(self.rep).has_access("write"))
        self.assertFalse(self._lead().user_id, "the creator default is not an owner")

    def test_order_group_category_channel(self):
        europe = self.env["res.country.group"].create(
            {"name": "Europe", "country_ids": [(6, 0, self.spain.ids)]}
        )
        rules = (
            self._rule(sequence=1, channel_ids=[(6, 0, self.channel.ids)], user_id=self.manager.id)
            | self._rule(
                sequence=2, product_category_ids=[(6, 0, self.garden.ids)], user_id=self.rep.id
            )
            | self._rule(sequence=3, country_group_ids=[(6, 0, europe.ids)], user_id=self.rep2.id)
            | self._rule(sequence=9, team_id=self.team.id)
        )
        spain = {"country_id": self.spain.id}
        chairs = {"product_category_ids": [(6, 0, self.chairs.ids)]}
        channel = {"channel_id": self.channel.id}
        leads = (
            self.env["crm.lead"]
            .with_user(self.clerk)
            .create(
                [
                    {"name": "Lead", "type": "lead", **values}
                    for values in ({**spain, **chairs, **channel}, {**spain, **chairs}, spain, {})
                ]
            )
        )
        self.assertEqual(leads.mapped("assigned_rule_id"), rules)
        self.assertEqual(
            [lead.user_id for lead in leads],
            [self.manager, self.rep, self.rep2, self.env["res.users"]],
        )
        self.assertEqual(leads[3].team_id, self.team)
        europe.country_ids = False
        self.assertEqual(self._lead(self.clerk, **spain).assigned_rule_id, rules[3])

    def test_named_owner_is_kept(self):
        self._rule(user_id=self.rep2.id)
        lead = self._lead(user_id=self.rep.id)
        self.assertEqual(lead.user_id, self.rep)
        self.assertFalse(lead.assigned_rule_id)

    def test_opportunities_are_not_touched(self):
        self._rule(user_id=self.rep2.id)
        lead = (
            self.env["crm.lead"].with_user(self.rep).create({"name": "Deal", "type": "opportunity"})
        )
        self.assertEqual(lead.user_id, self.rep)

    def test_the_channel_names_the_company(self):
        """Nobody's lead in a team of all companies, by form or import, as core would refuse it."""
        self.team.company_id = False
        model = self.env["crm.lead"].with_user(self.rep)
        names = ["name", "type", "channel_id/.id", "user_id/.id"]
        result = model.load(names, [["Fair", "lead", str(self.channel.id), ""]])
        self.assertFalse(result["messages"])
        lead = model.browse(result["ids"]) | self._lead(channel_id=self.channel.id, user_id=False)
        self.assertEqual(lead.company_id, self.company)
        self.assertEqual(lead.channel_id, self.channel)

    def test_form_does_not_propose_the_creator(self):
        leads = self.env["crm.lead"].with_user(self.rep).with_context(default_type="lead")
        self.assertEqual(leads.default_get(["user_id"])["user_id"], self.rep.id)
        self._rule(user_id=self.rep2.id)
        self.assertFalse(leads.default_get(["user_id"])["user_id"])

    def test_gateway_and_import(self):
        self._rule(country_ids=[(6, 0, self.spain.ids)], user_id=self.rep2.id)
        self.assertEqual(self._receive().lead_id.user_id, self.rep2)
        self.assertFalse(self._receive(inquiry_samples.english).lead_id.user_id)
        result = (
            self.env["crm.lead"]
            .with_user(self.manager)
            .load(["name", "type", "country_id", "user_id"], [["Fair", "lead", "Spain", ""]])
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self.env["crm.lead"].browse(result["ids"]).user_id, self.rep2)

    def test_archived_user_and_other_company_do_not_match(self):
        self._rule(sequence=1, user_id=self.rep2.id)
        other = self.env["res.company"].create({"name": "Other"})
        self._rule(
            sequence=2,
            team_id=self.env["crm.team"].create({"name": "Other", "company_id": other.id}).id,
            company_id=other.id,
        )
        self.rep2.active = False
        lead = self._lead()
        self.assertFalse(lead.user_id)
        self.assertFalse(lead.assigned_rule_id)

    def test_reason_goes_with_the_owner(self):
        self._rule(user_id=self.rep2.id)
        lead = self._lead(self.manager)
        lead.user_id = self.rep2
        self.assertTrue(lead.assigned_rule_id)
        lead.user_id = self.rep
        self.assertFalse(lead.assigned_rule_id)

    def test_rule_names_somebody(self):
        with self.assertRaises(ValidationError):
            self._rule()

    def _notified(self, user):
        return self.env["mail.message"].search(
            [("message_type", "=", "user_notification"), ("partner_ids", "in", user.partner_id.ids)]
        )

    def test_one_digest_for_a_batch(self):
        self._rule(user_id=self.rep2.id)
        before = self._notified(self.rep2)
        values = [{"name": f"Lead {number}", "type": "lead"} for number in range(25)]
        self.env["crm.lead"].with_user(self.manager).create(values)
        message = self._notified(self.rep2) - before
        self.assertEqual(len(message), 1)
        self.assertIn("25 leads have been assigned to you", message.subject)
        self.assertIn("5 more", message.body)

    def test_single_lead_and_own_creation(self):
        self._rule(user_id=self.rep2.id)
        before = self._notified(self.rep2)
        self._lead(self.manager)
        self.assertEqual(len(self._notified(self.rep2) - before), 1)
        before = self._notified(self.rep2)
        self._lead(self.rep2)
        self.assertFalse(self._notified(self.rep2) - before)

    def test_ready_set(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["assignment_default"])
        rule = self.env["foreign.trade.assignment.rule"].search([])
        self.assertEqual(rule.company_id, self.company)
        self.assertIn(self._lead().user_id, rule.team_id.member_ids)
        rule.team_id.crm_team_member_ids.unlink()
        lead = self._lead()
        self.assertFalse(lead.user_id)
        self.assertEqual(lead.team_id, rule.team_id)

    def test_no_query_per_lead(self):
        """A batch of 200 costs hardly more of our queries than one of 20."""
        self._rule(country_ids=[(6, 0, self.spain.ids)], user_id=self.rep2.id)
        leads = self.env["crm.lead"].with_user(self.manager).with_context(tracking_disable=True)

        def facts(count):
            self.env.flush_all()
            self.env.invalidate_all()
            values = [
                {"country_id": self.spain.id, "product_category_ids": [(4, self.chairs.id)]}
            ] * count
            start = self.env.cr.sql_log_count
            leads._apply_assignment_rules([{"type": "lead", **vals} for vals in values])
            return self.env.cr.sql_log_count - start

        facts(1)
        self.assertEqual(facts(20), facts(200))
        self.assertLessEqual(facts(1), 3)
