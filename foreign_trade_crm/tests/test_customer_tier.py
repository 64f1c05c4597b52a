from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged, users, warmup

from .metrics_common import NOW, MetricsCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCustomerTier(MetricsCommon):
    """One tier for each customer and company: computed, or set by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._order(cls.buyer, "2026-06-01", 100)
        cls._measure()

    def _set(self, user=None, **values):
        model = self.env["foreign.trade.tier.override"].with_user(user or self.manager)
        return model.create(
            {"partner_id": self.buyer.id, "tier": "b", "reason": "New shops", **values}
        )

    def test_the_customer_shows_it(self):
        self.assertEqual(self.buyer.customer_tier, "a")
        self.assertEqual(self.contact.customer_tier, "a", "people have their company's")
        partners = self.env["res.partner"]
        self.assertIn(self.buyer, partners.search([("customer_tier", "=", "a")]))
        other = self._customer("Other")
        self.assertIn(other, partners.search([("customer_tier", "=", False)]))
        self.assertNotIn(self.buyer, partners.search([("customer_tier", "!=", "a")]))
        self.assertEqual(
            partners._read_group(
                [("id", "in", (self.buyer | other).ids)], ["customer_tier"], ["__count"]
            ),
            [("a", 1), (False, 1)],
        )
        description = partners.fields_get(["customer_tier"])["customer_tier"]
        self.assertTrue(description["groupable"])
        self.assertTrue(description["searchable"])

    def test_set_by_hand(self):
        override = self._set()
        row = self._row(self.buyer)
        self.assertEqual((row.tier, row.tier_computed), ("b", "a"))
        self.assertEqual(self.buyer.customer_tier, "b")
        self.assertEqual(override.user_id, self.manager)
        self.assertIn("New shops", self.buyer.message_ids[0].body)
        self._measure()
        self.assertEqual(self.buyer.customer_tier, "b", "measuring leaves it alone")
        second = self._set(tier="c")
        self.assertFalse(override.active, "history")
        self.assertEqual(self.buyer.customer_tier, "c")
        second.action_withdraw()
        self.assertEqual(self.buyer.customer_tier, "a")

    def test_it_expires(self):
        self._set(valid_until="2026-07-02")
        with freeze_time("2026-07-02 08:00:00"):
            self._measure()
            self.assertEqual(self.buyer.customer_tier, "b", "the last day counts")
        with freeze_time("2026-07-03 08:00:00"):
            self._measure()
            self.assertEqual(self.buyer.customer_tier, "a")
        with self.assertRaises(ValidationError):
            self._set(valid_until="2026-06-01")

    def test_it_expires_where_nobody_is_measured(self):
        self.policy.active = False
        override = self._set(valid_until="2026-07-02")
        lasting = self._set(partner_id=self._customer("Other").id)
        overrides = self.env["foreign.trade.tier.override"].with_user(SUPERUSER_ID)
        with freeze_time("2026-07-02 08:00:00"):
            overrides._end_expired()
            self.assertEqual(self.buyer.customer_tier, "b")
        with freeze_time("2026-07-03 08:00:00"):
            overrides._end_expired()
            self.assertEqual(self.buyer.customer_tier, "a")
        self.assertEqual((override.active, lasting.active), (False, True))

    def test_a_customer_never_measured(self):
        customer = self._customer("Fresh", customer_tier="a")
        self.assertEqual(customer.customer_tier, "a")
        customer.customer_tier = False
        self.assertFalse(customer.customer_tier)

    def test_a_contact_stands_for_its_company(self):
        self._set(partner_id=self.contact.id)
        self.assertEqual(self.buyer.customer_tier, "b")

    def test_who_may(self):
        for user in (self.clerk, self.finance, self.manager):
            self._set(user)
        with self.assertRaises(AccessError):
            self._set(self.rep)
        with self.assertRaisesRegex(UserError, "ask a manager"):
            self.buyer.with_user(self.rep).customer_tier = "a"
        with self.assertRaisesRegex(UserError, "ask a manager"):
            self.buyer.with_user(self.rep).action_set_tier()
        with self.assertRaises(AccessError):
            self._set().with_user(self.clerk).reason = "Mine"

    def test_a_form_that_leaves_it_alone_sets_nothing(self):
        """A form sends every field of a new record, the tier that a contact has as well."""
        overrides = self.env["foreign.trade.tier.override"].sudo()
        before = overrides.search_count([])
        for user in (self.rep, self.manager):
            partners = self.env["res.partner"].with_user(user)
            form = Form(partners.with_context(default_is_company=True))
            form.name = "New Buyer"
            self.assertFalse(form.save().customer_tier)
            form = Form(partners.with_context(default_parent_id=self.buyer.id))
            form.name = "New Contact"
            self.assertEqual(form.save().customer_tier, "a")
        self.assertEqual(overrides.search_count([]), before)
        self.assertEqual(self.buyer.customer_tier, "a")

    def test_without_policies_it_is_anybodys(self):
        self.policy.active = False
        self.buyer.with_user(self.rep).customer_tier = "c"
        self.assertEqual(self.buyer.customer_tier, "c")

    def test_in_another_company(self):
        other = self._create_exporter("Yiwu Trading")
        self.manager.company_ids |= other
        self.env.user.company_ids |= other
        both = {"allowed_company_ids": (self.company | other).ids}
        overrides = self.env["foreign.trade.tier.override"].with_context(**both)
        overrides.with_user(self.manager).create(
            {"partner_id": self.buyer.id, "tier": "b", "reason": "New", "company_id": other.id}
        )
        self.assertEqual(self.buyer.customer_tier, "a")
        buyer = self.buyer.with_context(**both).with_company(other)
        self.assertEqual(buyer.customer_tier, "b")
        # each in its company: the one above is left alone
        second = self._customer("Second")
        overrides.with_user(self.manager).create(
            [
                {"partner_id": one.id, "tier": "c", "reason": "New", "company_id": company.id}
                for one, company in ((self.buyer, self.company), (second, other))
            ]
        )
        self.assertEqual((self.buyer.customer_tier, buyer.customer_tier), ("c", "b"))

    def test_merge_of_two_customers(self):
        twin = self._customer("Twin", customer_tier="c")
        self._order(twin, "2026-06-02", 5)
        self._measure()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.buyer | twin).ids, self.buyer)
        self.env.invalidate_all()
        self.assertEqual(self.buyer.customer_tier, "c")
        self._measure()
        row = self._row(self.buyer)
        self.assertEqual((row.order_count, row.tier, row.tier_computed), (2, "c", "a"))

    @warmup
    @users("ft_rep")
    def test_a_page_of_customers(self):
        partners = self.env["res.partner"].browse((self.buyer | self.contact).ids)
        partners.mapped("name")
        partners.mapped("commercial_partner_id")
        with self.assertQueryCount(1):
            partners.mapped("customer_tier")
