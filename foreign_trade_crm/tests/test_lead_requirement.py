from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadRequirement(LeadCommon):
    """What the buyer wants: lines, budget, certificates."""

    def test_lines(self):
        lead = self._lead(
            requirement_line_ids=[
                (0, 0, {"product_id": self.product.id, "quantity": 500}),
                (0, 0, {"name": "Bench, teak, FSC", "quantity": 80, "target_price": 42.5}),
            ]
        )
        chair, bench = lead.requirement_line_ids
        self.assertEqual(chair.display_name, self.product.display_name)
        self.assertEqual(bench.display_name, "Bench, teak, FSC")
        self.assertEqual(chair.uom_id, self.product.uom_id)
        self.assertFalse(chair.currency_id)
        self.assertEqual(bench.currency_id, self.usd, "a price names its currency")

    def test_description_needed(self):
        with self.assertRaisesRegex(ValidationError, "names a product or describes"):
            self._lead(requirement_line_ids=[(0, 0, {"name": " ", "quantity": 5})])

    def test_negative(self):
        with self.assertRaisesRegex(ValidationError, "not negative"):
            self._lead(requirement_line_ids=[(0, 0, {"name": "Bench", "quantity": -1})])

    def test_budget_names_its_currency(self):
        lead = self._lead(budget_amount=20000)
        self.assertEqual(lead.budget_currency_id, self.usd)
        lead = self._lead(budget_amount=20000, budget_currency_id=self.eur.id)
        self.assertEqual(lead.budget_currency_id, self.eur)
        lead.requirement_line_ids = [(0, 0, {"name": "Bench", "target_price": 40})]
        self.assertEqual(lead.requirement_line_ids.currency_id, self.eur)

    def test_form(self):
        with Form(self._lead().with_user(self.rep), "crm.crm_lead_view_form") as form:
            with form.requirement_line_ids.new() as line:
                line.product_id = self.product
                line.target_price = 18
                self.assertEqual(line.currency_id, self.usd)
            form.budget_amount = 9000
            self.assertEqual(form.budget_currency_id, self.usd)

    def test_others_do_not_see_the_lines(self):
        lead = self._lead(user_id=self.rep.id)
        lead.requirement_line_ids = [(0, 0, {"name": "Bench", "target_price": 40})]
        line = lead.requirement_line_ids
        lines = self.env["foreign.trade.requirement.line"]
        self.assertEqual(lines.with_user(self.rep).search([("id", "=", line.id)]), line)
        self.assertFalse(lines.with_user(self.rep2).search([("id", "=", line.id)]))
        for operation in (
            lambda: line.with_user(self.rep2).read(["target_price"]),
            lambda: line.with_user(self.rep2).write({"target_price": 1}),
            lambda: line.with_user(self.rep2).unlink(),
            lambda: lines.with_user(self.rep2).create({"lead_id": lead.id, "name": "Chair"}),
        ):
            with self.assertRaises(AccessError):
                operation()
        self.assertEqual(line.with_user(self.manager).target_price, 40)
        lead.user_id = self.rep2
        self.assertEqual(line.with_user(self.rep2).target_price, 40, "access follows the lead")
