from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pool_common import PoolCommon

RULES = "odoo.addons.base.models.ir_rule"


@tagged("post_install", "-at_install")
class TestPoolAccess(PoolCommon):
    """What is in the customer pool is out of representatives' reach, and of nobody else's."""

    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order().with_env(cls.env)
        cls.order._action_cancel()
        cls.lead = cls._create_lead(
            type="lead", partner_id=cls.contact.id, product_category_ids=[(6, 0, cls.garden.ids)]
        ).with_env(cls.env)
        cls.invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.buyer.id,
                "invoice_user_id": cls.rep.id,
                "invoice_line_ids": [(0, 0, {"name": "Chairs", "price_unit": 10})],
            }
        )
        cls.invoice.button_cancel()
        cls.message = cls.buyer.with_user(cls.rep).message_post(
            body="Dear Mrs Schmidt", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        cls._release(cls.buyer, cls.rep)
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.hidden = (
            cls.buyer,
            cls.contact,
            cls.lead,
            cls.order,
            cls.order.order_line,
            cls.invoice,
            cls.invoice.line_ids,
            cls.message.with_env(cls.env),
        )

    def test_out_of_representatives_reach(self):
        for user in (self.rep, self.rep2):
            for record in self.hidden:
                own = record.with_user(user)
                with self.subTest(user=user.name, model=record._name):
                    self.assertFalse(own.search([("id", "in", record.ids)]))
                    with self.assertRaises(AccessError), mute_logger(RULES):
                        own.read(["id", "create_date"])
                    self.env.invalidate_all()

    def test_within_everybody_elses(self):
        for user in (self.clerk, self.finance, self.manager, self.admin):
            for record in self.hidden:
                with self.subTest(user=user.name, model=record._name):
                    own = record.with_user(user)
                    self.assertEqual(own.search([("id", "in", record.ids)]), own)
                    own.read(["display_name"])

    def test_no_name_to_be_found(self):
        partners = self.env["res.partner"].with_user(self.rep2)
        for name in ("Grüne Gärten", "Anna Schmidt", "einkauf@gruene"):
            self.assertFalse(partners.name_search(name))
            self.assertFalse(partners.search([("complete_name", "ilike", name)]))
        self.assertFalse(partners.search([("email", "=", self.buyer.email)]))
        leads = self.env["crm.lead"].with_user(self.rep2)
        self.assertFalse(leads.search([("partner_id.name", "ilike", "Grüne")]))
        self.assertFalse(leads.formatted_read_group([("id", "=", self.lead.id)], ["partner_id"]))

    def test_reports_leave_it_out(self):
        self.order.sudo().state = "sale"
        self.env.flush_all()
        reports = self.env["sale.report"]
        domain = [("partner_id", "=", self.buyer.id)]
        self.assertFalse(reports.with_user(self.rep).search(domain))
        self.assertTrue(reports.with_user(self.manager).search(domain))

    def test_teaser_says_no_more_than_it_shows(self):
        teasers = self.customers.with_user(self.rep2)
        mine = [("id", "=", self.buyer.id)]
        self.assertEqual(teasers.search(mine).name, "Gr•••")
        self.assertFalse(teasers.search([*mine, ("name", "ilike", "Grüne")]))
        self.assertFalse(teasers.search([*mine, ("display_name", "ilike", "Gärten")]))
        self.assertFalse(teasers.name_search("Grüne Gärten"))
        self.assertEqual(teasers.name_search("Gr•")[0][1], "Gr•••")
        groups = teasers.formatted_read_group(mine, ["name", "country_id"], ["__count"])
        self.assertEqual(groups[0]["name"], "Gr•••")
        links = [
            field.name
            for field in teasers._fields.values()
            if field.relational and field.comodel_name in ("res.partner", "crm.lead", "res.users")
        ]
        self.assertFalse(links, "a link to the record would be a way to search by its name")
        exported = teasers.search(mine).read()
        self.assertNotIn("rten", str(exported))

    def test_product_lines(self):
        teasers = self.customers.with_user(self.rep2)
        teaser = teasers.browse(self.buyer.id)
        self.assertIn(self.garden, teaser.product_category_ids)
        domain = [("product_category_ids", "child_of", self.garden.id)]
        self.assertIn(teaser, teasers.search(domain))
        self.assertIn(teaser, teasers.search([("product_category_ids", "in", self.garden.ids)]))
        self.assertIn(teaser, teasers.search([("product_category_ids", "ilike", "Garden")]))
        self.assertNotIn(teaser, teasers.search([("product_category_ids", "ilike", "Lamps")]))

    def test_columns_are_nobodys(self):
        self._teaser(self.buyer).action_claim()
        buyer = self.buyer.with_user(self.rep2)
        for name in ("pool_since", "pool_counted_from", "pool_warned_at", "pool_snoozed_until"):
            for user in (self.rep2, self.manager):
                with self.assertRaises(AccessError):
                    buyer.with_user(user).write({name: "2099-01-01 00:00:00"})
        with self.assertRaises(AccessError):
            buyer.write({"pool_member": True})
        with self.assertRaisesRegex(Exception, "ask a manager"):
            buyer.write({"customer_tier": "a"})
        buyer.with_user(self.manager).customer_tier = "a"

    def test_settings_are_for_managers(self):
        for user in (self.rep, self.clerk, self.finance):
            for record in (self.policy, self.reason):
                with self.assertRaises(AccessError):
                    record.with_user(user).write({"name": "Mine"})
            with self.assertRaises(AccessError):
                self.policy.with_user(user).action_preview()
            with self.assertRaises(AccessError):
                self.env["foreign.trade.pool.quota"].with_user(user).search([])
        self.policy.with_user(self.manager).name = "Ours"

    def test_naming_it_is_no_way_to_it(self):
        """Whoever kept the ID is sent to the pool."""
        own = self._create_lead(self.rep2)
        order = self._create_order(self.rep2, partner_id=self._customer("Own S.L.").id)
        for record in (own, order):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.write({"partner_id": self.contact.id})
        with self.assertRaises(AccessError):
            self._create_lead(self.rep2, partner_id=self.contact.id)
        with self.assertRaises(AccessError):
            self._create_order(self.rep2)
        self.assertFalse(self.buyer.user_id)

    def test_attachments_and_the_buyers_portal(self):
        attachment = self.env["ir.attachment"].create(
            {"name": "card.txt", "raw": b"x", "res_model": "crm.lead", "res_id": self.lead.id}
        )
        self.env.invalidate_all()
        self.assertFalse(
            attachment.with_user(self.rep).search([("id", "=", attachment.id)]),
        )
        with self.assertRaises(AccessError):
            attachment.with_user(self.rep).read(["raw"])
        portal = self.env["res.users"].create(
            {
                "login": "anna.portal",
                "name": "Anna Schmidt",
                "partner_id": self.contact.id,
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        self.order.sudo().state = "sent"
        self.env.invalidate_all()
        self.assertEqual(self.order.with_user(portal).name, self.order.name)
        self.assertTrue(self.buyer.pool_member, "a buyer's login is none of ours")

    def test_other_companies(self):
        company = self._create_exporter("Yiwu Toys Co., Ltd.")
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_representative", company=company
        )
        self.buyer.company_id = self.company
        for record in (self.customers.browse(self.buyer.id), self.policy):
            own = record.with_user(stranger).with_context(allowed_company_ids=company.ids)
            self.assertFalse(own.search([("id", "=", record.id)]))

    def test_former_owner_hears_no_more_of_it(self):
        followers = self.buyer.message_partner_ids | self.lead.message_partner_ids
        self.assertNotIn(self.rep.partner_id, followers)
        self.assertFalse(self.lead.activity_ids.filtered(lambda todo: todo.user_id == self.rep))
