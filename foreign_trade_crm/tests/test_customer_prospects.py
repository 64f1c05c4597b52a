from freezegun import freeze_time

from odoo.tests import tagged

from .metrics_common import NOW, MetricsCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCustomerProspects(MetricsCommon):
    """Who is a prospect, and what tier its potential gives it."""

    def test_who_is_one(self):
        nobody = self.env["res.users"]
        owned = self._customer("Owned")
        known = self._customer("Known", user=nobody)
        asked = self._customer("Asked", user=nobody)
        self._create_lead(partner_id=asked.id)
        quoted = self._customer("Quoted", user=nobody)
        self._order(quoted, "2026-06-01", 10, state="draft")
        supplier = self._customer("Supplier", supplier_rank=1)
        self._measure()
        for customer in (owned, asked, quoted):
            self.assertEqual(self._row(customer).lifecycle, "prospect", customer.name)
        for other in (known, supplier, self.company.partner_id, self.rep.partner_id, self.contact):
            self.assertFalse(self._row(other), other.name)

    def test_potential(self):
        """Weights 40, 20 and 40, of which only what is known counts."""
        chain = self._customer(
            "Chain", company_size="6", purchase_frequency="4", business_type="chain"
        )
        agent = self._customer("Agent", company_size="2", business_type="agent")
        end_user = self._customer("End User", business_type="end_user")
        unknown = self._customer("Unknown")
        self._measure()
        for customer, score, tier in (
            (chain, (80 * 40 + 100 * 20) / 60, "a"),
            (agent, (20 * 40 + 40 * 20) / 60, "c"),
            (end_user, 10, "c"),
            (unknown, 0, False),
        ):
            row = self._row(customer)
            self.assertAlmostEqual(row.tier_score, score, 4, customer.name)
            self.assertEqual(row.tier, tier, customer.name)

    def test_fit_comes_from_the_best_lead(self):
        profile = self.env["foreign.trade.target.profile"].create({"name": "Garden"})
        customer = self._customer("Fits", business_type="importer")
        lead = self._create_lead(partner_id=customer.id)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET match_score = 50, match_profile_id = %s WHERE id = %s",
            [profile.id, lead.id],
        )
        self._measure()
        row = self._row(customer)
        self.assertAlmostEqual(row.tier_score, (80 * 20 + 50 * 40) / 60, 4)
        self.assertEqual(row.tier, "b")

    def test_a_first_order_makes_a_customer(self):
        self._measure()
        self.assertEqual(self._row(self.buyer).lifecycle, "prospect")
        self._order(self.buyer, "2026-06-01", 100)
        self._measure()
        row = self._row(self.buyer)
        self.assertEqual((row.lifecycle, row.tier), ("won", "a"))
