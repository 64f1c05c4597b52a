from odoo.tests import tagged, users, warmup

from .pool_common import PoolCommon


@tagged("post_install", "-at_install")
class TestPoolQueries(PoolCommon):
    """What the pools cost those who work on something else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._release(cls._customer("Pooled S.L."))
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Customer {number}", "is_company": True} for number in range(30)]
        )
        cls.lead = cls._create_lead()
        for number in range(5):
            cls.lead.message_post(body=f"Message {number}", message_type="comment")
        cls.env.flush_all()

    @warmup
    @users("ft_rep")
    def test_reading_partners(self):
        partners = self.env["res.partner"].browse(self.partners.ids)
        self.env.user._pool_sees_all()
        with self.assertQueryCount(2):
            found = partners.search_fetch([("id", "in", partners.ids)], ["name"])
            self.assertEqual(len(found.mapped("name")), 30)

    @warmup
    @users("ft_rep")
    def test_reading_messages(self):
        messages = self.env["mail.message"]
        domain = [("model", "=", "crm.lead"), ("res_id", "=", self.lead.id)]
        with self.assertQueryCount(6):
            messages.search(domain).mapped("body")

    @warmup
    @users("ft_rep2")
    def test_first_page_of_the_pool(self):
        teasers = self.env["foreign.trade.pool.customer"]
        specification = {
            "name": {},
            "country_id": {"fields": {"display_name": {}}},
            "product_category_ids": {"fields": {"display_name": {}}},
            "lead_count": {},
            "wait_until": {},
        }
        with self.assertQueryCount(7):
            teasers.web_search_read([], specification, limit=80)

    def _count_creation(self):
        """Queries of one lead that a representative makes."""
        values = {"name": "Inquiry", "type": "lead", "partner_id": self.buyer.id}
        leads = self.env["crm.lead"].with_user(self.rep)
        leads.create(dict(values))
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        leads.create(dict(values))
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_creating_a_lead(self):
        loaded = self._count_creation()
        self.customers.search([])
        self.env["res.partner"].search([("pool_member", "=", True)]).write({"user_id": self.rep.id})
        self.env["foreign.trade.pool.policy"].with_context(active_test=False).search([]).unlink()
        plain = self._count_creation()
        self.assertLessEqual(loaded - plain, 2)
