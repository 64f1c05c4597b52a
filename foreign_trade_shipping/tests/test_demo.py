from odoo import fields
from odoo.tests import HttpCase, TransactionCase, freeze_time, tagged


@tagged("-standard", "-at_install", "post_install", "foreign_trade_demo")
class TestDemo(TransactionCase):
    """The demonstration data, in a database that has them; ``setup/test`` makes one for it.

    They are looked at as on the day they were made: a template may be weeks old, or made before
    midnight.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ours = [("module", "=", "foreign_trade_shipping")]  # whose data were loaded last
        made = cls.env["ir.model.data"].search(ours, order="create_date desc", limit=1)
        cls.startClassPatcher(freeze_time(made.create_date))
        cls.company = cls.env["foreign.trade.demo"]._demo_company()
        cls.ours = [("company_id", "=", cls.company.id)]
        cls.leads = cls.env["crm.lead"].with_context(active_test=False).search(cls.ours)
        cls.deals = cls.leads.filtered(lambda lead: lead.type == "opportunity")
        cls.orders = cls.env["sale.order"].search([*cls.ours, ("state", "=", "sale")])
        cls.contracts = cls.env["foreign.trade.contract"].search(cls.ours)
        cls.samples = cls.env["foreign.trade.sample.request"].search(cls.ours)
        cls.shipments = cls.env["foreign.trade.shipment"].search(cls.ours)
        cls.today = fields.Date.today()

    def _user(self, key):
        return self.env.ref(f"foreign_trade_crm.demo_user_{key}")

    def _codes(self, records):
        return set(records.currency_id.mapped("name"))

    def test_company_is_an_exporter_of_its_own(self):
        self.assertEqual(self.company.currency_id.name, "CNY")
        self.assertEqual(self.company.country_id.code, "CN")
        self.assertNotEqual(self.company, self.env.ref("base.main_company"))

    def test_one_user_for_each_role_and_two_representatives(self):
        roles = {
            "rep1": "sales_representative",
            "rep2": "sales_representative",
            "manager": "sales_manager",
            "clerk": "clerk",
            "finance": "finance",
            "admin": "administrator",
        }
        for key, role in roles.items():
            user = self._user(key)
            self.assertTrue(user.has_group(f"foreign_trade_crm.group_{role}"), key)
            self.assertEqual(user.company_ids, self.company)
            credential = {"login": user.login, "password": user.login, "type": "password"}
            self.assertEqual(user.authenticate(credential, {})["uid"], user.id)
        self.assertEqual(set(map(self._lang, roles)), {"en_US", "zh_CN"})

    def _lang(self, key):
        return self._user(key).lang

    def test_counts(self):
        self.assertEqual(len(self.leads - self.deals), 73)
        self.assertEqual(len(self.deals), 30)
        self.assertEqual(len(self.orders), 25)
        self.assertEqual(len(self.deals.partner_id.commercial_partner_id), 15)
        self.assertEqual(len(self.leads.channel_id), 7)
        self.assertEqual(len(self.leads.country_id), 22)
        self.assertFalse(self.deals.partner_id.filtered("is_company"))

    def test_deals_stand_in_every_stage(self):
        gallery = self.env["foreign.trade.gallery"].with_company(self.company)
        codes = ("requirement", "quotation", "sample", "negotiation", "awaiting", "won")
        for code in codes:
            stage = gallery._loaded(f"stage_{code}", "crm.stage")
            self.assertTrue(self.deals.filtered(lambda d, s=stage: d.stage_id == s), code)
        self.assertEqual(set(self.deals.mapped("won_status")), {"won", "lost", "pending"})

    def test_time_in_stages_is_that_of_the_past(self):
        deal = self.deals.filtered(lambda one: one.name == "Camping season")
        days = {key: seconds / 86400 for key, seconds in deal.duration_tracking.items()}
        gallery = self.env["foreign.trade.gallery"].with_company(self.company)
        for code in ("quotation", "sample", "negotiation"):
            stage = gallery._loaded(f"stage_{code}", "crm.stage")
            self.assertGreater(days[str(stage.id)], 2, code)
        self.assertLess(sum(days.values()), 100)

    def test_leads_of_every_validity_and_late_answers(self):
        leads = self.leads - self.deals
        self.assertEqual(set(leads.mapped("validity")), {"to_verify", "valid", "invalid"})
        # some are due soon at certain hours of the day
        states = set(leads.mapped("deadline_state")) - {"warn"}
        self.assertEqual(states, {"late", "met", "ok", False})
        hours = leads.filtered("first_response_at").mapped("first_response_hours")
        self.assertTrue(hours)
        self.assertGreater(min(hours), 0)
        self.assertLess(max(hours), 24 * 4)

    def test_inquiries_are_processed(self):
        inquiries = self.env["foreign.trade.inquiry"].search(self.ours)
        self.assertGreater(len(inquiries), 40)
        self.assertEqual(set(inquiries.mapped("state")), {"processed"})
        letters = inquiries.filtered(lambda one: one.payload_type == "email")
        self.assertGreater(len(letters), 40)
        self.assertTrue(all(letters.mapped("raw")))

    def test_orders_reach_back_eighteen_months_in_three_currencies(self):
        dates = [date.date() for date in self.orders.mapped("date_order")]
        self.assertGreater((self.today - min(dates)).days, 520)
        self.assertLess((self.today - max(dates)).days, 40)
        self.assertLessEqual(max(dates), self.today)
        self.assertEqual(self._codes(self.orders), {"USD", "EUR", "GBP"})

    def test_figures_of_an_order_agree(self):
        """Order, version, contract, payments, invoice and shipment speak of one amount."""
        for order in self.orders:
            contract = order.contract_ids.filtered(lambda one: one.state == "effective")
            documents = [order.last_version_id, contract, *order.shipment_ids, *order.invoice_ids]
            for document in documents:
                self.assertEqual(document.currency_id, order.currency_id)
                self.assertAlmostEqual(document.amount_total, order.amount_total, 2)
            milestones = contract.payment_milestone_ids
            self.assertAlmostEqual(sum(milestones.mapped("amount")), order.amount_total, 2)
            self.assertAlmostEqual(
                sum(milestones.mapped("paid_amount")), order.trade_paid_amount, 2
            )
            self.assertEqual(order.last_version_id.rate, order.quotation_rate)

    def test_rates_are_those_of_the_day(self):
        for order in self.orders:
            day = order.last_version_id.sent_at.date()
            rate = order.currency_id._get_conversion_rate(
                order.currency_id, self.company.currency_id, self.company, day
            )
            self.assertAlmostEqual(order.quotation_rate, rate, 2, order.name)

    def test_steps_follow_each_other(self):
        for contract in self.contracts.filtered(lambda one: one.state == "effective"):
            order = contract.order_id
            steps = [
                order.create_date.date(),
                contract.version_id.sent_at.date(),
                contract.issued_on,
                contract.countersigned_on,
                contract.effective_on,
                *order.shipment_ids.filtered("on_board_date").mapped("on_board_date"),
            ]
            self.assertEqual(steps, sorted(steps), order.name)
            self.assertLess(steps[0], self.today)

    def test_chain_is_paid_shipped_and_invoiced(self):
        deal = self.deals.filtered(lambda one: one.name == "Camping season")
        order = deal.order_ids
        self.assertEqual(deal.won_status, "won")
        self.assertEqual(len(order.quotation_version_ids), 2)
        self.assertTrue(order.last_version_id.pdf_attachment_id)
        self.assertTrue(deal.sample_request_ids.feedback_result)
        self.assertEqual(order.trade_payment_state, "paid")
        self.assertEqual(order.delivery_status, "full")
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertEqual(order.shipment_ids.bill_state, "released")
        self.assertEqual(order.invoice_ids.payment_state, "paid")
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", deal.id)]
        )
        self.assertIn("requerimiento.pdf", attachments.mapped("name"))

    def test_one_order_is_held_for_its_deposit(self):
        held = self.orders.filtered(lambda order: order.production_state == "held")
        self.assertEqual(len(held), 1)
        self.assertFalse(held.picking_ids)

    def test_samples_and_shipments_in_every_phase_some_late(self):
        states = {"draft", "dispatched", "delivered", "feedback"}
        self.assertEqual(set(self.samples.mapped("state")), states)
        self.assertTrue(self.samples.filtered("is_feedback_late"))
        self.assertEqual(set(self.samples.mapped("round")), {1, 2})
        self.assertEqual(
            set(self.shipments.mapped("state")), {"draft", "booked", "shipped", "arrived"}
        )
        self.assertTrue(self.shipments.filtered("is_late"))
        late = self.shipments.milestone_ids.filtered(
            lambda one: one.code == "on_board" and one.actual_date and one.days_late > 0
        )
        self.assertTrue(late)

    def test_payments_are_late_for_one_order_only(self):
        milestones = self.contracts.payment_milestone_ids
        due = milestones.filtered(lambda one: one.state != "settled" and one.planned_date)
        overdue = due.filtered(lambda one: one.planned_date < self.today)
        self.assertEqual(len(overdue), 2, "an unpaid balance and a deposit not yet in")

    def test_something_waits_for_approval(self):
        requests = self.env["foreign.trade.approval.request"].search(
            [("company_id", "=", self.company.id), ("state", "=", "pending")]
        )
        self.assertEqual(
            set(requests.mapped("res_model")), {"sale.order", "foreign.trade.contract"}
        )
        self.assertTrue(requests.with_user(self._user("manager")).filtered("can_decide"))
        offers = self.env["sale.order"].search([*self.ours, ("state", "=", "sent")])
        self.assertTrue(offers.accepted_version_id)
        self.assertTrue(offers.filtered("version_is_expired"))

    def test_no_mail_is_left_to_send(self):
        mails = self.env["mail.mail"].search([("state", "in", ("outgoing", "exception"))])
        self.assertFalse(mails)
        failed = [("notification_status", "in", ("ready", "exception", "bounce"))]
        self.assertFalse(self.env["mail.notification"].search_count(failed))

    def test_addresses_are_reserved(self):
        partners = self.env["res.partner"].search([*self.ours, ("email", "!=", False)])
        leads = self.leads.filtered("email_from")
        addresses = [*partners.mapped("email_normalized"), *leads.mapped("email_normalized")]
        self.assertTrue(addresses)
        self.assertFalse([one for one in addresses if not one.endswith(".example")])

    def test_loading_again_changes_nothing(self):
        demo = self.env["foreign.trade.demo"]
        demo._load_crm()
        demo._load_samples()
        demo._load_shipping()
        confirmed = [*self.ours, ("state", "=", "sale")]
        self.assertEqual(self.env["sale.order"].search_count(confirmed), 25)


@tagged("-standard", "-at_install", "post_install", "foreign_trade_demo")
class TestDemoBuyer(HttpCase):
    """The overseas buyer whose login ``setup/demo`` prints."""

    def test_portal(self):
        user = self.env.ref("foreign_trade_crm.demo_user_buyer")
        self.assertTrue(user._is_portal())
        self.authenticate(user.login, user.login)
        pages = {page: self._read(f"/my/{page}") for page in ("", "quotes", "orders", "contracts")}
        customer = user.partner_id.commercial_partner_id
        ours = [("partner_id", "child_of", customer.ids)]
        orders = self.env["sale.order"].search(ours)
        offers = orders.filtered(lambda order: order.state == "sent")
        sold = orders.filtered(lambda order: order.state == "sale")
        contracts = self.env["foreign.trade.contract"].search([*ours, ("state", "=", "effective")])
        for page, records in (("quotes", offers), ("orders", sold), ("contracts", contracts)):
            self.assertTrue(records, page)
            for record in records:
                self.assertIn(record.name, pages[page])
        self.assertTrue(offers.quotation_version_ids)
        for record in (offers[0], sold[0], contracts[0]):
            self.assertIn(record.name, self._read(record.get_portal_url()))

    def _read(self, path):
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200, path)
        return response.text
