from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .customer_view_common import NOW, CustomerViewCommon

PAGES = {"customer", "contacts", "owners", "deals", "turnover", "products", "timeline", "kinds"}


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCustomerView(CustomerViewCommon):
    """One page with everything about a customer that its reader may see."""

    def test_who_they_are(self):
        self.contact.write({"function": "Head of Purchasing", "decision_role": "decides"})
        industry = self.env["res.partner.industry"].create({"name": "Garden centres"})
        lines = [Command.set(self.category.ids)]
        self.buyer.write(
            {
                "business_type": "importer",
                "industry_id": industry.id,
                "product_category_ids": lines,
            }
        )
        page = self._load()
        self.assertLessEqual(PAGES, set(page))
        customer = page["customer"]
        self.assertEqual(customer["name"], self.buyer.name)
        self.assertEqual(customer["country_code"], "DE")
        self.assertEqual(customer["business_type"], {"value": "importer", "label": "Importer"})
        self.assertEqual(page["users"][str(customer["user_id"])], "Lin Wei")
        self.assertEqual(customer["industry"], "Garden centres")
        self.assertEqual(customer["product_lines"], ["Garden furniture"])
        self.assertEqual(customer["local_time"]["zone"], "Europe/Berlin")
        [contact] = page["contacts"]["rows"]
        self.assertEqual(contact["function"], "Head of Purchasing")
        self.assertEqual(contact["decision_role"]["label"], "Decides")
        self.assertEqual([owner["user_id"] for owner in page["owners"]], self.rep.ids)

    def test_a_contact_opens_its_company(self):
        self.assertEqual(self._load(partner=self.contact)["customer"]["id"], self.buyer.id)
        action = self.contact.with_user(self.rep).action_open_customer_view()
        self.assertEqual(action["context"], {"active_id": self.buyer.id})
        self.assertEqual(action["path"], "customer-view")

    def test_owners_that_were(self):
        self.buyer._change_owner(self.rep2, "Speaks German")
        page = self._load(self.manager)
        self.assertEqual(
            [(owner["user_id"], owner["reason"]) for owner in page["owners"]],
            [(self.rep2.id, "Speaks German"), (self.rep.id, False)],
        )

    def test_open_deals(self):
        self._create_lead(self.rep2, partner_id=self.contact.id, name="Of a colleague")
        lost = self._create_lead(partner_id=self.buyer.id, name="Lost one")
        lost.action_set_lost()
        deals = self._load()["deals"]
        self.assertEqual([deal["name"] for deal in deals["rows"]], [self.deal.name])
        self.assertEqual(deals["rows"][0]["currency_id"], self.usd.id)
        self.assertEqual((deals["count"], deals["revenue"]), (1, 14400))
        self.assertEqual(self._load(self.manager)["deals"]["count"], 2)

    def test_turnover_and_products(self):
        """2,000 USD at 7.20 and 1,000 CNY in one year of the reader's, not of the clock's."""
        self.rep.tz = "Asia/Shanghai"
        dollars = self._create_order(partner_id=self.contact.id)
        yuan = self._create_order(quantity=50, pricelist_id=False)
        yuan.sudo().currency_id = self.cny
        cancelled = self._create_order()
        colleagues = self._create_order(self.rep2)
        for order, state in ((dollars, "sale"), (yuan, "sale"), (colleagues, "sale")):
            order.sudo().write({"state": state, "date_order": "2025-12-31 17:00:00"})
        cancelled.sudo().write({"state": "cancel"})
        page = self._load()
        [year] = page["turnover"]["years"]
        self.assertEqual((year["year"], year["count"]), (2026, 2))
        amounts = {part["currency_id"]: part["amount"] for part in year["amounts"]}
        self.assertEqual(amounts[self.usd.id], 2000)
        self.assertAlmostEqual(year["converted"], 14400 + yuan.amount_untaxed, 2)
        self.assertEqual(page["turnover"]["this_year"], year["converted"])
        [product] = page["products"]
        self.assertEqual((product["name"], product["orders"]), (self.product.name, 2))
        self.assertEqual(product["quantity"], 150)
        self.assertEqual(self._load(self.manager)["turnover"]["count"], 3)

    def test_a_dozen_is_twelve(self):
        order = self._create_order(quantity=2)
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        order.sudo().state = "sale"
        self.assertEqual(self._load()["products"][0]["quantity"], 24)

    def test_payments_of_contracts(self):
        contract = self._create_contract(partner_id=self.buyer.id)
        contract.action_issue()
        contract.payment_milestone_ids[0].event_actual_date = "2026-03-01"
        payments = self._load()["payments"]
        self.assertEqual(payments["overdue"], [{"currency_id": self.usd.id, "amount": 600}])
        self.assertEqual([row["amount"] for row in payments["rows"]], [600, 1400])
        self.assertTrue(payments["rows"][0]["is_overdue"])
        self._invoice("out_invoice", 500, NOW - timedelta(days=3), currency_id=self.eur.id)
        ours = self._invoice("out_invoice", 600, NOW - timedelta(days=3), currency_id=self.usd.id)
        ours.invoice_line_ids.sale_line_ids = contract.order_id.order_line
        overdue = {row["currency_id"]: row["amount"] for row in self._load()["overdue"]}
        self.assertEqual(overdue, {self.usd.id: 600, self.eur.id: 500}, "each debt once")

    def test_credit_and_what_is_overdue(self):
        """Of 700 dollars 500 are past their day; 300 yuan less a credit note of 100 are not."""
        self._invoice("out_invoice", 500, NOW - timedelta(days=3), currency_id=self.usd.id)
        self._invoice("out_invoice", 200, NOW + timedelta(days=9), currency_id=self.usd.id)
        self._invoice("out_invoice", 300, NOW + timedelta(days=9))
        self._invoice("out_refund", 100, NOW + timedelta(days=9))
        self.buyer.with_company(self.company).credit_limit = 9000
        page = self._load(self.finance)
        owed = {row["currency_id"]: row for row in page["receivable"]}
        dollars, yuan = owed[self.usd.id], owed[self.cny.id]
        self.assertEqual((dollars["count"], dollars["amount"], dollars["overdue"]), (2, 700, 500))
        self.assertEqual(dollars["since"], "2026-03-07")
        self.assertEqual((yuan["amount"], yuan["overdue"], yuan["since"]), (200, 0, False))
        self.assertEqual(page["credit"]["limit"], 9000)
        self.assertAlmostEqual(page["credit"]["used"], 700 * 7.2 + 200, 2)
        self.assertFalse(self._load()["credit"], "the limit is for those who see it on the form")

    def test_planned_next(self):
        self.deal.activity_schedule("mail.mail_activity_data_call", summary="Ask for the PO")
        self.buyer.activity_schedule(
            "mail.mail_activity_data_todo", summary="Visit", date_deadline="2026-03-01"
        )
        planned = [activity["title"] for activity in self._load()["activities"]]
        self.assertEqual(planned, ["Visit", "Ask for the PO"])

    def test_planned_by_others(self):
        """Each role reads the activities that Odoo lets it read."""
        theirs = self._create_lead(self.rep2, partner_id=self.buyer.id)
        for record in (self.buyer, self.deal, theirs, self._create_order(self.rep2)):
            for user in (self.rep, self.clerk):
                record.sudo().activity_schedule("mail.mail_activity_data_call", user_id=user.id)
                with_user = self.env["mail.activity"].with_user(user)
                self.assertTrue(with_user.search([("res_id", "=", record.id)]))
        for user in (self.rep, self.rep2, self.clerk, self.finance, self.manager):
            page = self._load(user)
            found = {
                (one["res_model"], one["res_id"], one["user_id"]) for one in page["activities"]
            }
            allowed = self.env["mail.activity"].with_user(user).search([]).sudo()
            known = {(one.res_model, one.res_id, one.user_id.id) for one in allowed}
            self.assertLessEqual(found, known, user.login)

    def test_scores(self):
        self.assertFalse(self._load()["metrics"])
        self.env["foreign.trade.customer.metrics"].sudo().create(
            {
                "partner_id": self.buyer.id,
                "company_id": self.company.id,
                "lifecycle": "won",
                "tier": "a",
                "segment": "champions",
                "next_order_date": "2026-03-01",
            }
        )
        metrics = self._load()["metrics"]
        self.assertEqual(metrics["tier"], {"value": "a", "label": "A"})
        self.assertEqual(metrics["segment"]["label"], "Champions")
        self.assertEqual(metrics["overdue_days"], 9)

    def test_no_cost(self):
        order = self._create_order()
        order.sudo().state = "sale"
        for user in (self.rep, self.manager, self.admin):
            page = str(self._load(user))
            for secret in ("margin", "purchase_price", "standard_price", "profit", "tier_score"):
                self.assertNotIn(secret, page)

    # ------------------------------------------------------------------------------ every role

    def test_every_role(self):
        order = self._create_order()
        order.sudo().state = "sale"
        for user in (self.rep, self.clerk, self.finance, self.manager, self.admin):
            page = self._load(user)
            self.assertLessEqual(PAGES, set(page), user.login)
            self.assertEqual(page["turnover"]["count"], 1, user.login)
            self.assertEqual(bool(page["credit"]), user in self.finance + self.admin, user.login)

    def test_an_employee_without_sales(self):
        employee = self._create_user("employee", "")
        page = self._load(employee)
        self.assertEqual(page["customer"]["name"], self.buyer.name)
        for section in ("deals", "turnover", "products", "payments", "metrics", "credit"):
            self.assertFalse(page[section], section)
        self.assertFalse(any(page["rights"].values()))
        kinds = {kind["name"] for kind in page["kinds"]}
        self.assertLessEqual({"email", "note", "meeting"}, kinds)
        self.assertFalse(kinds & {"order", "quotation", "invoice", "contract"}, "of no use to them")

    def test_not_for_buyers(self):
        portal = new_test_user(self.env, "ft_portal", groups="base.group_portal")
        portal.partner_id.parent_id = self.buyer
        for method in ("load_customer", "load_timeline"):
            with self.assertRaises(AccessError):
                getattr(self.view.with_user(portal), method)(self.buyer.id)

    def test_what_colleagues_wrote_on_their_own_deals(self):
        theirs = self._create_lead(self.rep2, partner_id=self.buyer.id)
        secret = self._say(theirs, "Our lowest price is 11", self.rep2)
        ours = self._say(self.buyer, "Visited the fair", self.rep2)
        self.assertIn(f"message,{ours.id}", self._keys())
        self.assertNotIn(f"message,{secret.id}", self._keys())
        self.assertIn(f"message,{secret.id}", self._keys(self.manager))

    # --------------------------------------------------------------------------------- refused

    def test_one_that_is_gone(self):
        gone = self._create_customer("Gone")
        gone_id = gone.id
        gone.child_ids.unlink()
        gone.unlink()
        page = self.view.with_user(self.rep).load_customer(gone_id)
        self.assertEqual(set(page), {"refused"})
        self.assertEqual(page["refused"]["reason"], "missing")

    def test_a_colleagues_customer(self):
        self.company.foreign_trade_hide_customers = True
        self.buyer.user_id = self.rep2
        self.deal.sudo().user_id = self.rep2
        refused = self._load()["refused"]
        self.assertEqual(refused["reason"], "colleague")
        self.assertIn("Chen Jie", refused["message"])
        self.assertNotIn("example", refused["message"])
        with self.assertRaises(AccessError):
            self.view.with_user(self.rep).load_timeline(self.buyer.id)
        self.assertIn("customer", self._load(self.manager))

    def test_a_pooled_customer(self):
        self.env["foreign.trade.pool.policy"].create(
            {"name": "Pools", "company_id": self.company.id, "days_none": 30, "lead_days": 15}
        )
        self.deal.sudo().unlink()
        reason = self.env.ref("foreign_trade_crm.pool_reason_no_answer")
        self.buyer.with_user(self.rep)._pool_release(reason)
        refused = self._load(self.rep2)["refused"]
        self.assertEqual(refused["reason"], "pooled")
        self.assertNotIn(self.buyer.name, refused["message"])
        self.assertIn("customer", self._load(self.manager))

    def test_another_company(self):
        other = self._create_exporter("Other Co., Ltd.")
        self.buyer.company_id = other
        self.assertEqual(self._load()["refused"]["reason"], "denied")

    # --------------------------------------------------------------------------------- hostile

    @mute_logger("odoo.sql_db")
    def test_hostile_parameters(self):
        view = self.view.with_user(self.rep)
        for partner in ("1", None, True, [1], 0, -1, 2**31, 1.5, {"id": 1}):
            with self.assertRaises(UserError):
                view.load_customer(partner)
        cursors = (
            "x",
            [1],
            ["2026-01-01", "message"],
            ["x", "message", 1],
            ["2026-01-01", "message", "1; DROP TABLE res_partner"],
            ["2026-01-01", "message", True],
            ["2026-01-01", "message", 2**40],
            ["2026-01-01T00:00:00+08:00", "message", 1],
            ["2026-01-01", ["message"], 1],
            [None, None, None],
            {"a": 1},
            7,
        )
        for cursor in cursors:
            with self.assertRaises(UserError):
                view.load_timeline(self.buyer.id, None, cursor)
        for kinds in ("email", {"email": 1}, 7):
            with self.assertRaises(UserError):
                view.load_timeline(self.buyer.id, kinds)
        for kinds in (["'; DROP TABLE mail_message; --"], [None], [["email"]], [7]):
            self.assertFalse(view.load_timeline(self.buyer.id, kinds)["entries"])
        place = ["2026-01-01 00:00:00", "'||(SELECT 1)||'", 1]
        self.assertFalse(view.load_timeline(self.buyer.id, [], place)["entries"])

    # -------------------------------------------------------------------------------- queries

    def _count_queries(self, partner, user=None):
        view = self.view.with_user(user or self.rep)
        self.env.flush_all()
        for _round in range(2):  # what is cached across requests
            self.env.invalidate_all()
            view.load_customer(partner.id)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        view.load_customer(partner.id)
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        small, large = (self._create_customer(name) for name in ("Small", "Large"))
        self._write_history(small, messages=3, orders=2)
        self._write_history(large, messages=200, orders=25)
        large.child_ids = [Command.create({"name": f"Buyer {n}"}) for n in range(20)]
        for partner in small + large:
            for number in range(2 if partner == small else 12):
                self._create_lead(partner_id=partner.id, date_deadline=NOW + timedelta(days=number))
                order = self._create_order(partner_id=partner.id)
                order.sudo().state = "sale"
                partner.activity_schedule("mail.mail_activity_data_call", user_id=self.rep.id)
        counts = {self._count_queries(partner) for partner in (small, large, small)}
        self.assertEqual(len(counts), 1, counts)
        self.assertLessEqual(max(counts), 25)

    def test_queries_of_a_customer_with_everything(self):
        """Facts, team, contract, planned work of a colleague, rules of pool and hiding at work."""
        self.company.foreign_trade_hide_customers = True
        self.env["foreign.trade.pool.policy"].create(
            {"name": "Pools", "company_id": self.company.id, "days_none": 30, "lead_days": 15}
        )
        self.buyer.write(
            {
                "industry_id": self.env["res.partner.industry"].create({"name": "Garden"}).id,
                "product_category_ids": [Command.set(self.category.ids)],
                "state_id": self.env["res.country.state"].search([], limit=1).id,
                "clerk_id": self.clerk.id,
            }
        )
        # clerks elsewhere: the rules for those who work on others' documents are at work, too
        self._create_customer("Other", clerk_id=self.rep.id, user_id=self.rep2.id)
        self.buyer._change_owner(self.rep2)
        self.buyer._change_owner(self.rep)
        for record, user in ((self.buyer, self.clerk), (self.deal, self.rep2)):
            record.activity_schedule("mail.mail_activity_data_call", user_id=user.id)
        contract = self._create_contract()
        contract.action_issue()
        contract.order_id.sudo().state = "sale"
        contract.order_id.activity_schedule("mail.mail_activity_data_todo", user_id=self.clerk.id)
        self.assertTrue(self.rep.works_for_others)
        for user in (self.rep, self.clerk, self.manager, self.finance, self.admin):
            self.assertLessEqual(self._count_queries(self.buyer, user), 25, user.login)
