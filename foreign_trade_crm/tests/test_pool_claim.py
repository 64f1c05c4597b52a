from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pool_common import PoolCommon


@tagged("post_install", "-at_install")
class TestPoolClaim(PoolCommon):
    """Releasing and claiming, by the people who do it."""

    def test_release_and_claim(self):
        lead = self._create_lead(type="lead", partner_id=self.contact.id).with_env(self.env)
        released = self._release(self.buyer).with_env(self.env)
        self.assertEqual(released, self.buyer)
        self.assertFalse(self.buyer.user_id)
        self.assertFalse(lead.user_id, "its leads wait with it")
        self.assertTrue(self.buyer.pool_member)
        self.assertTrue(self.contact.pool_member)
        self.assertTrue(lead.pool_member)

        teaser = self._teaser(self.buyer)
        self.assertEqual(teaser.name, "Gr•••")
        self.assertEqual(teaser.country_id, self.buyer.country_id)
        self.assertEqual(teaser.reason_id, self.reason)
        self.assertEqual(teaser.lead_count, 1)
        action = teaser.action_claim()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.buyer.id))
        self.assertEqual(self.buyer.user_id, self.rep2)
        self.assertEqual(lead.user_id, self.rep2)
        self.assertFalse(self.buyer.pool_member)
        self.assertFalse(self.contact.pool_member)
        self.assertFalse(lead.pool_member)
        self.assertFalse(self._teaser(self.buyer).search([("id", "=", self.buyer.id)]))

    def test_history_says_why(self):
        self.buyer.with_user(self.rep)._pool_release(self.reason, "Went bankrupt")
        self._teaser(self.buyer).action_claim()
        history = self.buyer.ownership_ids.sorted("id")
        self.assertEqual(history.mapped("user_id"), self.rep | self.rep2)
        texts = [text for text in history.mapped("reason") if text]
        self.assertIn("Released: No answer for a long time – Went bankrupt", texts)
        self.assertIn("Claimed from the pool", texts)

    def test_nothing_without_a_policy(self):
        self.policy.active = False
        with self.assertRaisesRegex(UserError, "no pool policy"):
            self._release(self.buyer)

    def test_only_the_owner_or_a_manager_releases(self):
        for user in (self.rep2, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self._release(self.buyer, user)
        self._release(self.buyer, self.manager)
        self.assertTrue(self.buyer.pool_member)

    def test_a_contact_is_released_with_its_company(self):
        self.contact.user_id = self.rep
        with self.assertRaisesRegex(UserError, "release its company"):
            self._release(self.contact)
        self._release(self.buyer)
        self.assertFalse(self.contact.user_id)
        self._teaser(self.buyer).action_claim()
        self.assertEqual(self.contact.user_id, self.rep2)

    def test_ours_never_enter(self):
        own = self.company.partner_id
        own.user_id = self.rep
        with self.assertRaisesRegex(UserError, "one of ours"):
            self._release(own)
        colleague = self.rep2.partner_id
        colleague.user_id = self.rep
        with self.assertRaisesRegex(UserError, "one of ours"):
            self._release(colleague)

    def test_who_was_slower_is_told(self):
        self._release(self.buyer)
        slower = self._teaser(self.buyer, self.rep)
        self._teaser(self.buyer).action_claim()
        with self.assertRaisesRegex(UserError, "Chen Jie was faster"):
            slower.action_claim()
        with self.assertRaisesRegex(UserError, "You have it already"):
            self._teaser(self.buyer).action_claim()

    def test_several_at_once(self):
        others = self._customer() | self._customer("Verde Hogar S.A.")
        self._release(others | self.buyer)
        teasers = self._teaser(others[0]) | self._teaser(others[1]) | self._teaser(self.buyer)
        self._teaser(others[0], self.manager).action_claim()
        action = teasers.action_claim()
        self.assertEqual(action["params"]["type"], "warning")
        self.assertIn("2 claimed", action["params"]["message"])
        self.assertIn("Zhao Min was faster", action["params"]["message"])

    def test_clerks_and_finance_claim_nothing(self):
        self._release(self.buyer)
        for user in (self.clerk, self.finance):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
                self._teaser(self.buyer, user).action_claim()

    def test_a_manager_gives_it_to_somebody(self):
        lead = self._create_lead(type="lead", partner_id=self.contact.id).with_env(self.env)
        self._release(self.buyer)
        self.buyer.with_user(self.manager).user_id = self.rep2
        self.assertFalse(self.buyer.pool_member)
        self.assertEqual(lead.user_id, self.rep2)

    def test_work_brings_the_customer_along(self):
        self._release(self.buyer)
        order = self._create_order(self.manager, user_id=self.rep2.id)
        self.assertEqual(self.buyer.user_id, self.rep2)
        self.assertFalse(order.pool_member)
        order.with_user(self.rep2).read(["name"])

    def test_an_assigned_inquiry_brings_the_customer_along(self):
        self._release(self.buyer)
        lead = self._create_lead(self.manager, partner_id=self.contact.id, user_id=self.rep2.id)
        self.assertEqual(self.buyer.user_id, self.rep2)
        self.assertFalse(lead.pool_member)


@tagged("post_install", "-at_install")
class TestPoolLead(PoolCommon):
    """Leads that nobody has."""

    policy_values = {"hide_leads": True}

    def test_unassigned_leads_of_the_team(self):
        lead = self._lead(self.manager, user_id=False, team_id=self.team.id)
        other = self.env["crm.team"].create({"name": "Domestic", "company_id": self.company.id})
        foreign = self._lead(self.manager, user_id=False, team_id=other.id)
        both = ["id", "in", (lead | foreign).ids]
        seen = self.leads.with_user(self.rep).search([both])
        self.assertEqual(seen.ids, lead.ids)
        self.assertEqual(len(self.leads.with_user(self.manager).search([both])), 2)
        with self.assertRaises(UserError):
            self._teaser(foreign, self.rep).action_claim()
        self.assertFalse(foreign.user_id)
        self._teaser(lead, self.rep).action_claim()
        self.assertEqual(lead.user_id, self.rep)

    def test_released_leads_are_hidden(self):
        lead = self._create_lead(type="lead", contact_name="Anna Schmidt").with_env(self.env)
        self._release(lead, self.rep)
        self.assertTrue(lead.pool_member)
        with self.assertRaises(AccessError):
            lead.with_user(self.rep2).read(["name"])
        self.assertEqual(self._teaser(lead).name, "An•••")
        self._teaser(lead).action_claim()
        self.assertFalse(lead.pool_member)
        lead.with_user(self.rep2).read(["name"])

    def test_leads_of_a_pooled_customer_come_with_it(self):
        lead = self._create_lead(type="lead", partner_id=self.contact.id).with_env(self.env)
        self._release(self.buyer)
        self.assertFalse(self._teaser(lead).search([("id", "=", lead.id)]))
        with self.assertRaises(UserError):
            self._teaser(lead).action_claim()

    def test_opportunities_and_quoted_leads_stay(self):
        deal = self._create_lead()
        with self.assertRaisesRegex(UserError, "opportunities go with their customer"):
            self._release(deal)
        lead = self._create_lead(type="lead").with_env(self.env)
        self._create_order(opportunity_id=lead.id)
        with self.assertRaisesRegex(UserError, "quotation S"):
            self._release(lead)

    def test_merged_leads(self):
        kept = self._create_lead(type="lead", email_from="a@b.example")
        free = self._create_lead(type="lead", email_from="a@b.example")
        self._release(free)
        merged = (kept | free).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.user_id, self.rep)
        self.assertFalse(merged.sudo().pool_since)
        self.assertFalse(merged.pool_member)
