from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..exceptions import GateError
from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestGateAmount(GateCommon):
    """Rules for certain amounts only; 1 USD is 7.20 CNY."""

    def _move(self, deal):
        deal.stage_id = self.quoted

    def assertRefused(self, action, *args):
        with self.assertRaises(GateError), self.cr.savepoint():
            action(*args)
        self.env.invalidate_all()

    def test_amounts_are_compared_in_company_currency(self):
        self._create_rule(self.quoted, ["function"], amount_min=50000)
        small = self._create_lead(deal_amount=6900, deal_currency_id=self.usd.id)
        self._move(small)
        large = self._create_lead(deal_amount=7000, deal_currency_id=self.usd.id)
        self.assertEqual(large.expected_revenue, 50400)
        self.assertRefused(self._move, large)

    def test_the_rate_of_the_deal_counts_not_todays(self):
        self._create_rule(self.quoted, ["function"], amount_min=50000)
        deal = self._create_lead(deal_amount=7000, deal_currency_id=self.usd.id)
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.usd.id,
                "company_id": self.company.id,
                "inverse_company_rate": 5.0,
            }
        )
        self.assertRefused(self._move, deal)
        deal.action_refresh_deal_rate()
        self._move(deal)

    def test_a_currency_without_rate_slips_through_no_rule(self):
        kes = self._activate_currency("KES")
        self._create_rule(self.quoted, ["function"], amount_min=50000)
        deal = self._create_lead(deal_amount=900000, deal_currency_id=kes.id)
        self.assertEqual((deal.deal_rate, deal.expected_revenue), (0, 0))
        self.assertRefused(self._move, deal)
        self.assertTrue(deal.gate_checklist)
        values = {"currency_id": kes.id, "company_id": self.company.id, "name": "2025-01-01"}
        self.env["res.currency.rate"].create({**values, "inverse_company_rate": 0.05})
        self.assertEqual((deal.deal_rate, deal.expected_revenue), (0.05, 45000))
        self._move(deal)

    def test_the_rule_names_its_currency(self):
        """Also for a rule of all companies: 1 USD is 7.20 CNY here."""
        rule = self._create_rule(
            self.quoted,
            ["function"],
            amount_min=1000,
            currency_id=self.usd.id,
            company_id=False,
        )
        self._move(self._create_lead(deal_amount=900, deal_currency_id=self.eur.id))  # 7,020 CNY
        self.assertRefused(
            self._move, self._create_lead(deal_amount=925, deal_currency_id=self.eur.id)
        )
        self.assertRefused(self._move, self._create_lead(expected_revenue=7201))
        rule.currency_id = self._activate_currency("KES")  # which nobody can convert
        self.assertRefused(self._move, self._create_lead(expected_revenue=1))

    def test_up_to_an_amount(self):
        self._create_rule(self.quoted, ["function"], amount_max=1000)
        self._move(self._create_lead(expected_revenue=1000))
        self.assertRefused(self._move, self._create_lead(expected_revenue=999.99))
        self.assertRefused(self._move, self._create_lead())

    def test_raising_the_amount_while_the_rule_holds_on(self):
        rule = self._create_rule(self.quoted, ["function"], amount_min=1000, while_staying=True)
        deal = self._create_lead(expected_revenue=500)
        self._move(deal)
        self.assertRefused(deal.write, {"expected_revenue": 2000})
        self.assertRefused(deal.write, {"deal_amount": 2000, "deal_currency_id": self.usd.id})
        deal.write({"expected_revenue": 2000, "function": "Buyer"})
        rule.while_staying = False
        deal.write({"expected_revenue": 500, "function": False})
        deal.expected_revenue = 2000
        self.assertEqual(deal.expected_revenue, 2000)

    def test_the_checklist_leaves_out_what_does_not_concern_the_deal(self):
        self._create_rule(self.quoted, ["function"], amount_min=1000)
        self.assertFalse(self._create_lead(expected_revenue=500).gate_checklist)
        shown = self._create_lead(expected_revenue=1000).gate_checklist
        self.assertEqual(len(shown["items"]), 1)

    def test_orders(self):
        self._create_rule(
            fields=["client_order_ref"],
            model="sale.order",
            transition="order_confirm",
            amount_min=14000,
        )
        self._create_order(quantity=90).action_confirm()  # 1,800 USD are 12,960 CNY
        self.assertRefused(self._create_order(quantity=100).action_confirm)

    def test_both_ends_must_fit(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._create_rule(self.quoted, ["function"], amount_min=10, amount_max=5)


@tagged("post_install", "-at_install")
class TestGateVisit(GateCommon):
    """A stage that may not be skipped."""

    def setUp(self):
        super().setUp()
        self.rule = self._create_rule(self.quoted, kind="visit", message="Quote first.")
        self.deal = self._create_lead()

    def test_skipping_is_refused_and_passing_is_not(self):
        for stage in (self.agreed, self.won):
            with self.assertRaisesRegex(GateError, "Quote first"), self.cr.savepoint():
                self.deal.stage_id = stage
            self.env.invalidate_all()
        self.deal.stage_id = self.quoted
        self.deal.stage_id = self.agreed
        self.deal.stage_id = self.new
        self.assertEqual(self.deal.stage_id, self.new)

    def test_no_door_around(self):
        with self.assertRaises(GateError), self.cr.savepoint():
            self._create_lead(stage_id=self.agreed.id)
        with self.assertRaises(GateError), self.cr.savepoint():
            self.deal.action_set_won()

    def test_an_override_skips(self):
        deal = self.deal.with_user(self.manager)
        deal.write({"stage_id": self.agreed.id, "gate_override_reason": "Repeat order"})
        self.assertEqual(deal.stage_id, self.agreed)

    def test_it_asks_for_nothing_else(self):
        self.assertFalse(self.deal.gate_checklist)
        self.deal.stage_id = self.quoted
        self.deal.stage_id = self.agreed
        self.deal.name = "Another name"
        self.assertFalse(self.deal.gate_checklist)
        other = self.team.copy({"name": "Other", "own_stages_only": False})
        self.rule.team_ids = other
        self.agreed.team_ids = self.quoted.team_ids = self.team | other
        self.deal.sudo().team_id = other
        self.assertEqual(self.deal.team_id, other)

    def test_only_stages(self):
        with self.assertRaises(ValidationError):
            self._create_rule(kind="visit")
