from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import Form, HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestHiddenCustomer(ForeignTradeCommon, HttpCase):
    """A colleague's customer shows name and owner, nothing more, where the company wants it."""

    chart_template = "generic_coa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs = cls.env["res.partner"].create(
            {
                "name": "Verde Hogar S.A.",
                "is_company": True,
                "email": "compras@verde-hogar.example",
                "phone": "+34 600 000 001",
                "user_id": cls.rep2.id,
                "child_ids": [
                    Command.create({"name": "Lucia Gomez", "email": "lucia@verde-hogar.example"})
                ],
            }
        )
        cls.their_contact = cls.theirs.child_ids
        cls.env["res.partner.bank"].create(
            {"acc_number": "ES7921000813610123456789", "partner_id": cls.theirs.id}
        )
        cls.theirs.message_post(body="Wants 3 % more discount")
        cls.free = cls.env["res.partner"].create({"name": "Nobody's", "user_id": False})
        cls.company.foreign_trade_hide_customers = True
        cls.env.flush_all()
        cls.env.invalidate_all()

    def setUp(self):
        super().setUp()
        self.rep.group_ids += self.env.ref("base.group_allow_export")
        self.partners = self.env["res.partner"].with_user(self.rep)

    def _hidden(self, partner=None, user=None):
        partner = (partner or self.theirs).with_user(user or self.rep)
        self.env.flush_all()
        self.env.invalidate_all()
        found = partner.search([("id", "=", partner.id)])
        self.assertEqual(bool(found), partner.has_access("read"))
        return not found

    def test_off_by_default(self):
        self.assertFalse(self.env["res.company"].create({"name": "B"}).foreign_trade_hide_customers)
        self.company.foreign_trade_hide_customers = False
        self.assertFalse(self._hidden())
        directory = self.env["foreign.trade.colleague.customer"]
        self.assertFalse(directory.with_user(self.manager).search(Domain.TRUE))

    def test_every_door_is_closed(self):
        theirs = self.theirs.with_user(self.rep)
        for door in (
            lambda: theirs.read(["email"]),
            lambda: theirs.web_read({"email": {}}),
            lambda: theirs.email,
            lambda: theirs.export_data(["email"]),
            lambda: theirs.bank_ids.read(["acc_number"]) and self.fail("bank account"),
            lambda: theirs.write({"email": "mine@example.com"}),
            lambda: theirs.message_ids.read(["body"]),
            lambda: self.their_contact.with_user(self.rep).read(["email"]),
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                door()
        domain = [("email", "=like", "%verde-hogar.example")]
        self.assertFalse(self.partners.search(domain))
        self.assertFalse(self.partners.search_read(domain, ["email"]))
        self.assertFalse(self.partners.name_search("Verde Hogar"))
        self.assertFalse(self.partners.name_search("compras@verde-hogar.example"))
        self.assertFalse(self.partners.formatted_read_group(domain, ["email"], ["__count"]))
        self.assertFalse(self.partners._read_group(domain, ["email"]))
        messages = self.env["mail.message"].with_user(self.rep)
        self.assertFalse(messages.search([("body", "ilike", "3 % more")]))
        banks = self.env["res.partner.bank"].with_user(self.rep)
        self.assertFalse(banks.search([("acc_number", "ilike", "ES79")]))
        suggested = self.partners.get_mention_suggestions("Verde Hogar")
        self.assertFalse(suggested.get("res.partner"))

    def test_web_doors(self):
        self.authenticate(self.rep.login, self.rep.login)
        page = self.url_open(f"/web/partner/vcard?partner_ids={self.theirs.id}")
        self.assertNotIn("compras@", page.text)

    def test_name_and_owner_are_shown(self):
        directory = self.env["foreign.trade.colleague.customer"].with_user(self.rep)
        row = directory.search([("name", "ilike", "Verde")])
        self.assertEqual((row.name, row.user_id), (self.theirs.name, self.rep2))
        self.assertFalse(directory.search([("name", "ilike", "Lucia")]))
        names = set(directory._fields) - {"id", "display_name"}
        self.assertEqual(names, {"name", "user_id", "company_id"})
        with self.assertRaises(AccessError):
            row.write({"name": "Mine"})
        self.assertTrue(self.rep.has_group("foreign_trade_crm.group_customer_directory"))

    def test_who_sees_it_all(self):
        for user in (self.rep2, self.clerk, self.finance, self.manager, self.admin):
            self.assertFalse(self._hidden(user=user))
            self.assertFalse(self._hidden(self.their_contact, user=user))
        employee = self._create_user("employee", "")
        self.assertFalse(self._hidden(user=employee))
        self.assertTrue(self._hidden())
        self.assertTrue(self._hidden(self.their_contact))
        self.assertFalse(self._hidden(self.free))
        self.assertFalse(self._hidden(self.buyer))
        self.assertFalse(self._hidden(self.rep2.partner_id))
        self.assertFalse(self._hidden(self.company.partner_id))
        self.assertTrue(self.env["res.users"].with_user(self.rep).search([("id", "=", 2)]))

    def test_who_works_on_it_sees_it(self):
        self.theirs.clerk_id = self.rep
        self.assertFalse(self._hidden())
        self.assertFalse(self._hidden(self.their_contact))
        self.theirs.clerk_id = False
        self.theirs.sharer_ids = [Command.create({"user_id": self.rep.id, "access": "read"})]
        self.assertFalse(self._hidden())
        self.theirs.with_user(self.rep).read(["email"])
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.rep).phone = "1"
        self.theirs.sharer_ids.access = "write"
        self.theirs.with_user(self.rep).phone = "1"
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.rep).user_id = self.rep
        self.theirs.sharer_ids.unlink()
        self.assertTrue(self._hidden())

    def test_own_documents_do_not_break(self):
        """The customer of an order becomes a colleague's: the order stays whole."""
        order = self._create_order(self.rep)
        self.buyer.user_id = self.rep2
        self.assertFalse(self._hidden(self.buyer))
        self.assertFalse(self._hidden(self.contact))
        mine = order.with_user(self.rep)
        with Form(mine) as form:
            form.client_order_ref = "PO 7"
        report = self.env["ir.actions.report"].with_user(self.rep)
        html, _kind = report._render_qweb_html("sale.report_saleorder", order.ids)
        self.assertIn("Grüne Gärten".encode(), html)
        message = mine.message_post(body="Our offer", partner_ids=self.buyer.ids)
        mine.action_confirm()
        invoice = order.sudo()._create_invoices()
        self.env.invalidate_all()
        self.assertEqual(message.with_user(self.rep).author_id, self.rep.partner_id)
        self.assertEqual(invoice.with_user(self.rep).partner_id.name, self.buyer.name)

    def test_a_shared_deal_opens_its_customer(self):
        deal = self._create_lead(self.rep2, partner_id=self.theirs.id)
        self.assertTrue(self._hidden())
        deal.sharer_ids = [Command.create({"user_id": self.rep.id})]
        self.assertFalse(self._hidden())

    def test_a_stranger_in_ones_own_lead(self):
        """A message by, and a follower of, a hidden customer do not close one's own lead."""
        lead = self._create_lead(self.rep)
        lead.sudo().message_subscribe(self.their_contact.ids)
        lead.sudo().message_post(
            body="Hello", author_id=self.their_contact.id, message_type="comment"
        )
        self.env.flush_all()
        self.authenticate(self.rep.login, self.rep.login)
        data = self.make_jsonrpc_request(
            "/mail/thread/messages", {"thread_model": "crm.lead", "thread_id": lead.id}
        )
        self.assertTrue(data["messages"])
        self.make_jsonrpc_request(
            "/mail/data",
            {
                "fetch_params": [
                    ["mail.thread", {
                        "thread_model": "crm.lead",
                        "thread_id": lead.id,
                        "request_list": ["followers", "activities", "attachments"],
                    }]
                ]
            },
        )  # fmt: skip
        with Form(lead.with_user(self.rep)) as form:
            form.name = "Chairs"

    def test_a_document_that_names_a_hidden_partner(self):
        order = self._create_order(self.rep)
        order.sudo().partner_shipping_id = self.their_contact
        self.env.flush_all()
        self.env.invalidate_all()
        order = order.with_user(self.rep)
        [values] = order.web_read({"partner_shipping_id": {"fields": {"display_name": {}}}})
        self.assertIn("Lucia", values["partner_shipping_id"]["display_name"])

    def test_nobody_invites_themselves(self):
        lead, order = self._create_lead(self.rep), self._create_order(self.rep)
        leads = self.env["crm.lead"].with_user(self.rep)
        for number, door in enumerate(
            (
                lambda: self._create_lead(self.rep, partner_id=self.theirs.id),
                lambda: self._create_lead(self.rep, partner_id=self.their_contact.id),
                lambda: lead.write({"partner_id": self.theirs.id}),
                lambda: leads.with_context(default_partner_id=self.theirs.id).create({"name": "A"}),
                lambda: self._create_order(self.rep, partner_id=self.theirs.id),
                lambda: order.write({"partner_shipping_id": self.theirs.id}),
                lambda: self.partners.create({"name": "Me", "parent_id": self.theirs.id}),
                lambda: self.free.with_user(self.rep).write({"parent_id": self.theirs.id}),
                lambda: self.theirs.with_user(self.rep).write({"user_id": self.rep.id}),
            )
        ):
            with self.subTest(number=number), self.assertRaises(AccessError):
                with self.env.cr.savepoint():
                    door()
            self.env.invalidate_all()
            self.assertTrue(self._hidden())
        by_default = self.env["ir.default"].with_user(self.rep)
        by_default.set("crm.lead", "partner_id", self.theirs.id, user_id=True)
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.rep).create({"name": "Chairs"})

    def test_a_contact_is_not_carried_off_by_rpc(self):
        """In a request Odoo runs commands on partners as the user of that request."""
        self.authenticate(self.rep.login, self.rep.login)
        commands = [Command.link(self.their_contact.id)]
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                "/web/dataset/call_kw",
                {
                    "model": "res.partner",
                    "method": "write",
                    "args": [self.buyer.ids, {"child_ids": commands}],
                    "kwargs": {},
                },
            )
        self.assertEqual(self.their_contact.parent_id, self.theirs)

    def test_history_and_team_stay_with_those_who_read(self):
        self.theirs.sharer_ids = [Command.create({"user_id": self.manager.id})]
        self.theirs._change_owner(self.manager, "Secret reason")
        self.env.flush_all()
        for model in ("foreign.trade.ownership", "foreign.trade.sharer"):
            rows = self.env[model].with_user(self.rep)
            name = "partner_id" if "partner_id" in rows._fields else "res_id"
            self.assertFalse(rows.search([(name, "=", self.theirs.id)]))

    def test_costs_nothing_while_off(self):
        self.company.foreign_trade_hide_customers = False
        self.assertEqual(
            self.env["ir.rule"].with_user(self.rep)._compute_domain("res.partner", "read"),
            self.env["ir.rule"].with_user(self.manager)._compute_domain("res.partner", "read"),
        )
