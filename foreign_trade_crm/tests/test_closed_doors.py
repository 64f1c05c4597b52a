from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestClosedDoors(ForeignTradeCommon):
    """Ways round a rule that a stranger's review found."""

    def test_nobody_takes_over_a_login_by_merging(self):
        mine = self.env["res.partner"].create({"name": "Mine", "email": "me@evil.example"})
        colleague = self.admin.partner_id
        records = (mine | colleague).with_user(self.manager)
        with self.assertRaises(AccessError):
            records[:1]._merge_others(records[1:])
        self.assertEqual(self.admin.partner_id, colleague)

    def test_details_are_hung_on_nothing_out_of_reach(self):
        mine = self._create_lead(self.rep, type="lead")
        other = self._create_lead(self.rep2, type="lead")
        lines = self.env["foreign.trade.requirement.line"].with_user(self.rep)
        line = lines.create({"lead_id": mine.id, "name": "Folding chairs", "quantity": 10})
        with self.assertRaises(AccessError):
            line.lead_id = other
        with self.assertRaises(AccessError):
            lines.create({"lead_id": other.id, "name": "Planted"})

    def test_zero_revenue_is_an_amount(self):
        deal = self._create_lead(type="opportunity", expected_revenue=500)
        deal.expected_revenue = 0
        self.assertEqual(deal.deal_amount, 0)
        self.assertFalse(self._create_lead(deal_currency_id=self.usd.id).expected_revenue)

    def test_old_contact_makes_no_lead_look_fresh(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_follow_up"])
        lead = self._create_lead(type="lead")
        row = self.env["foreign.trade.deadline"].search(
            [("res_id", "=", lead.id), ("code", "=", "no_update")]
        )
        due = row.due_at
        lead._register_contact(at=fields.Datetime.now() - timedelta(days=30), user=self.rep)
        self.assertEqual(row.due_at, due)

    def test_somebody_hears_of_a_lead_without_team(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["deadline_follow_up"])
        lead = self._create_lead(type="lead", user_id=False)
        lead.team_id = False
        row = self.env["foreign.trade.deadline"].search(
            [("res_id", "=", lead.id), ("code", "=", "unclaimed")]
        )
        row.write({"due_at": "2026-01-05", "next_at": "2026-01-05", "warn_at": "2026-01-05"})
        row._process_due()
        told = self.env["mail.activity"].search([("deadline_id", "=", row.id)]).user_id
        self.assertIn(self.manager, told)
