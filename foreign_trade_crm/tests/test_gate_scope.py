from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import GateError
from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestGateScope(GateCommon):
    """A rule of one team or company is not passed under the flag of another."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.own_stages_only = False
        cls.common = cls.env["crm.stage"].create({"name": "Common", "sequence": 50})
        cls.freer_team = cls.team.copy({"name": "Freer", "user_id": cls.manager.id})
        cls.deal = cls._create_lead()

    def test_team(self):
        self._create_rule(self.common, ["function"], team_ids=[Command.set(self.team.ids)])
        with self.assertRaises(GateError):
            self.deal.stage_id = self.common
        self.env.invalidate_all()
        self.deal.write({"team_id": self.freer_team.id, "stage_id": self.common.id})
        with self.assertRaises(GateError):
            self.deal.team_id = self.team
        self.env.invalidate_all()
        self.deal.write({"team_id": self.team.id, "function": "Buyer"})
        self.assertEqual(self.deal.team_id, self.team)

    def test_company(self):
        other = self._create_exporter("Branch")
        self.rep.company_ids |= other
        self.freer_team.company_id = self.team.company_id = False
        self._create_rule(self.common, ["function"])
        deal = self.deal.with_context(allowed_company_ids=(self.company | other).ids)
        deal.company_id = other
        deal.stage_id = self.common
        with self.assertRaises(GateError):
            deal.company_id = self.company

    def test_company_of_the_customer(self):
        """A deal in nobody's hands goes to the company of its customer."""
        other = self._create_exporter("Branch")
        self.manager.company_ids |= other
        self._create_rule(self.common, ["function"])
        partners = self.env["res.partner"].create(
            [{"name": company.name, "company_id": company.id} for company in (other, self.company)]
        )
        values = {"user_id": False, "team_id": False, "company_id": other.id}
        deals = self.env["crm.lead"].with_user(self.manager)
        deal = deals.with_context(allowed_company_ids=(self.company | other).ids).create(
            {"name": "D", "type": "opportunity", "partner_id": partners[0].id, **values}
        )
        deal.stage_id = self.common
        with self.assertRaises(GateError), self.cr.savepoint():
            deal.partner_id = partners[1]
        self.env.invalidate_all()
        deal.write({"partner_id": partners[1].id, "function": "Buyer"})
        self.assertEqual(deal.company_id, self.company)

    def test_a_team_named_by_a_rule_stays(self):
        rule = self._create_rule(
            self.common, ["function"], team_ids=[Command.set(self.freer_team.ids)], active=False
        )
        with self.assertRaisesRegex(UserError, rule.name):
            self.freer_team.with_user(self.manager).unlink()
        rule.team_ids = self.team
        self.freer_team.with_user(self.manager).unlink()
        self.assertFalse(self.freer_team.exists())

    def test_rules_that_held_before_are_not_asked_again(self):
        self.deal.stage_id = self.common
        self._create_rule(self.common, ["function"])
        self.deal.team_id = self.freer_team
        self.assertEqual(self.deal.stage_id, self.common)
