from odoo.tests import tagged

from . import inquiry_samples
from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestAssignmentKnown(AssignmentCommon):
    """Who knows the buyer comes before every rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer.user_id = cls.rep3

    def _new(self, **values):
        return self._create_leads(1, **values)

    def test_owner_of_the_customer(self):
        self._rule(user_id=self.rep2.id)
        for values in (
            {"partner_id": self.contact.id},
            {"email_from": "Anna Schmidt <ANNA.schmidt@gruene-gaerten.example>"},
            {"partner_name": "GRÜNE GÄRTEN"},
            {"email_from": "somebody.else@gruene-gaerten.example"},
        ):
            lead = self._new(**values)
            self.assertEqual(lead.user_id, self.rep3, values)
            self.assertEqual(lead.assignment_kind, "customer")
            self.assertEqual(lead.team_id, self.team)
            self.assertFalse(lead.assigned_rule_id)
        self.assertEqual(self._new(email_from="other@elsewhere.example").user_id, self.rep2)

    def test_limits_do_not_part_a_customer_from_his_owner(self):
        self._limit(self.rep3, assignment_day_max=1, assignment_open_max=1)
        self._rule(user_id=self.rep2.id)
        leads = self._create_leads(3, partner_id=self.buyer.id)
        self.assertEqual(leads.user_id, self.rep3)

    def test_customer_of_nobody_or_of_who_left(self):
        self._rule(user_id=self.rep2.id)
        self.buyer.user_id = False
        self.assertEqual(self._new(partner_id=self.buyer.id).user_id, self.rep2)
        self.buyer.user_id = self.rep3
        self.rep3.active = False
        self.assertEqual(self._new(partner_id=self.buyer.id).user_id, self.rep2)

    def test_owner_of_the_original(self):
        self._rule(user_id=self.rep2.id)
        first = self._new(user_id=self.rep4.id, email_from="maria@casa.example", phone="")
        again = self._new(email_from="maria@casa.example")
        self.assertEqual(again.user_id, self.rep4)
        self.assertEqual(again.assignment_kind, "duplicate")
        self.assertEqual(again.assignment_match["id"], first.id)
        [told] = again.with_user(self.rep4).read(["assignment_match"])
        self.assertFalse(told["assignment_match"], "the ID is the system's")
        colleague = self._new(email_from="jose@casa.example")
        self.assertEqual(colleague.user_id, self.rep2, "one house may have many buyers")

    def test_a_customer_counts_more_than_a_lead(self):
        self._rule(user_id=self.rep2.id)
        self._new(user_id=self.rep4.id, email_from=self.buyer.email)
        self.assertEqual(self._new(email_from=self.buyer.email).user_id, self.rep3)

    def test_twice_in_one_import(self):
        self._turns()
        values = [
            {"name": f"Card {number}", "type": "lead", "email_from": f"b{number % 3}@fair.example"}
            for number in range(9)
        ]
        leads = self.env["crm.lead"].with_user(self.manager).create(values)
        for number in range(3):
            self.assertEqual(len(leads[number::3].user_id), 1)
        self.assertEqual(len(leads.user_id), 3)
        self.assertEqual(leads[3:].mapped("assignment_kind"), ["duplicate"] * 6)

    def test_through_the_gateway(self):
        self._turns({self.rep: 1, self.rep2: 1})
        first = self._receive().lead_id
        second = self._receive(inquiry_samples.spanish, **{"Message-Id": "<another@x>"}).lead_id
        if second and second != first:
            self.assertEqual(second.user_id, first.user_id)

    def test_without_rules_nobody_is_looked_for(self):
        lead = self._lead(self.rep, email_from=self.buyer.email)
        self.assertEqual(lead.user_id, self.rep)

    def test_why(self):
        self._rule(name="Europe", user_id=self.rep2.id)
        lead = self._new(email_from=self.buyer.email)
        text = lead.with_user(self.rep3).assignment_reason
        self.assertIn("Grüne Gärten GmbH", text)
        self.assertIn("same e-mail", text)
        other = self._new(email_from="new@elsewhere.example")
        self.assertEqual(other.assignment_reason, "Rule “Europe” names this person.")
        other.user_id = self.rep3
        self.assertFalse(other.assignment_reason)
        self.assertFalse(other.assigned_at)

    def test_why_does_not_tell_a_colleagues_lead(self):
        self._rule(user_id=self.rep2.id)
        self._new(name="Secret tender", user_id=self.rep4.id, email_from="maria@casa.example")
        again = self._new(email_from="maria@casa.example")
        self.assertIn("Secret tender", again.with_user(self.rep4).assignment_reason)
        again.create_uid  # noqa: B018
        reader = (
            self.env["crm.lead"]
            .with_user(self.rep)
            .create({"name": "Mine", "type": "lead", "email_from": "maria@casa.example"})
        )
        self.assertEqual(reader.user_id, self.rep4)
        self.assertNotIn("Secret tender", reader.with_user(self.rep).assignment_reason)
        self.assertIn("same e-mail", reader.with_user(self.rep).assignment_reason)

    def test_history_tells_the_reason(self):
        self._rule(user_id=self.rep2.id)
        lead = self._new()
        row = lead.ownership_ids
        self.assertEqual(row.user_id, self.rep2)
        self.assertEqual(row.reason, "By rule: the same person each time")

    def test_merge_keeps_the_reason_of_the_owner(self):
        rule = self._rule(user_id=self.rep2.id)
        first, second = self._create_leads(2)
        first.user_id = False
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.user_id, self.rep2)
        self.assertEqual(merged.assigned_rule_id, rule)
        self.assertEqual(merged.assignment_kind, "fixed")
