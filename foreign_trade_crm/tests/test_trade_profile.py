from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestTradeProfile(QuotesCommon):
    """Said once on the customer, copied to quotation and contract, changed there alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        cls.consignee = partners.create({"name": "Hansa Lager GmbH", "city": "Bremen"})
        cls.notify = partners.create({"name": "Nord Spedition", "city": "Hamburg"})
        cls.forwarder = partners.create({"name": "Blue Ocean Forwarding"})
        cls.origin = cls.env.ref("foreign_trade_crm.document_type_certificate_of_origin")
        cls.list = cls.env.ref("foreign_trade_crm.document_type_packing_list")
        cls.pricelist_eur = cls.env["product.pricelist"].create(
            {"name": "Export EUR", "currency_id": cls.eur.id, "company_id": cls.company.id}
        )
        cls.buyer.with_user(cls.rep).write(
            {
                "trade_consignee_id": cls.consignee.id,
                "trade_notify_party_id": cls.notify.id,
                "trade_forwarder_id": cls.forwarder.id,
                "trade_shipping_marks": "GG\nHAMBURG\nNO. 1-UP",
                "trade_port_loading_id": cls.ningbo.id,
                "trade_port_discharge_id": cls.hamburg.id,
                "trade_incoterm_id": cls.fob.id,
                "trade_incoterm_location": "Beilun",
                "trade_payment_plan_id": cls.plan.id,
                "trade_bill_type": "telex",
                "trade_document_type_ids": [Command.set((cls.origin | cls.list).ids)],
                "trade_currency_id": cls.eur.id,
            }
        )
        cls.other = partners.create({"name": "Plain Ltd", "trade_bill_type": "original"})

    def _make(self, **values):
        line = {"product_id": self.product.id, "product_uom_qty": 10, "price_unit": 20}
        orders = self.env["sale.order"].with_user(self.rep)
        return orders.create(
            {"partner_id": self.contact.id, "order_line": [Command.create(line)], **values}
        )

    def _assert_profile(self, order):
        self.assertEqual(order.incoterm, self.fob)
        self.assertEqual(order.incoterm_location, "Beilun")
        self.assertEqual(order.port_loading_id, self.ningbo)
        self.assertEqual(order.port_discharge_id, self.hamburg)
        self.assertEqual(order.payment_plan_id, self.plan)
        self.assertEqual(order.consignee_id, self.consignee)
        self.assertEqual(order.notify_party_id, self.notify)
        self.assertEqual(order.forwarder_id, self.forwarder)
        self.assertEqual(order.shipping_marks, "GG\nHAMBURG\nNO. 1-UP")
        self.assertEqual(order.bill_type, "telex")
        self.assertEqual(order.document_type_ids, self.origin | self.list)
        self.assertEqual(order.currency_id, self.eur)

    def test_through_every_door(self):
        self._assert_profile(self._make())
        with Form(self.env["sale.order"].with_user(self.rep)) as form:
            form.partner_id = self.contact
            self.assertEqual(form.incoterm, self.fob)
            self.assertEqual(form.consignee_id, self.consignee)
        self._assert_profile(form.record)
        orders = self.env["sale.order"].with_user(self.rep)
        by_context = orders.with_context(default_partner_id=self.buyer.id)
        self._assert_profile(by_context.create({}))

    def test_what_is_given_stays(self):
        order = self._make(
            bill_type="original",
            consignee_id=False,
            document_type_ids=[Command.set(self.list.ids)],
            pricelist_id=self.pricelist_usd.id,
        )
        self.assertEqual(order.bill_type, "original")
        self.assertFalse(order.consignee_id)
        self.assertEqual(order.document_type_ids, self.list)
        self.assertEqual(order.currency_id, self.usd)
        self.assertEqual(order.port_loading_id, self.ningbo, "the rest is copied")
        with Form(self.env["sale.order"].with_user(self.rep)) as form:
            form.partner_id = self.contact
            form.notify_party_id = self.env["res.partner"]
        self.assertFalse(form.record.notify_party_id)

    def test_nothing_flows_back(self):
        order = self._make()
        order.write(
            {
                "shipping_marks": "N/M",
                "consignee_id": self.notify.id,
                "document_type_ids": [Command.clear()],
            }
        )
        self.assertEqual(self.buyer.trade_consignee_id, self.consignee)
        self.assertEqual(self.buyer.trade_document_type_ids, self.origin | self.list)
        self.buyer.trade_bill_type = "original"
        self.assertEqual(order.bill_type, "telex")

    def test_another_customer_brings_its_own(self):
        order = self._make()
        order.partner_id = self.other
        self.assertEqual(order.bill_type, "original")
        self.assertFalse(order.consignee_id | order.notify_party_id | order.forwarder_id)
        self.assertFalse(order.shipping_marks)
        self.assertEqual(order.port_loading_id, self.ningbo, "it says nothing about ports")

    def test_the_terms_of_the_deal_come_first(self):
        cif = self.env.ref("account.incoterm_CIF")
        lead = self._create_lead(self.rep, partner_id=self.buyer.id, incoterm_id=cif.id)
        context = lead._prepare_opportunity_quotation_context()
        with Form(self.env["sale.order"].with_user(self.rep).with_context(**context)) as form:
            self.assertEqual(form.incoterm, cif)
        self.assertEqual(form.record.incoterm, cif)
        self.assertEqual(form.record.bill_type, "telex")

    def test_payment_terms_of_another_company_stay_out(self):
        company = self._create_exporter("Yiwu Household Ltd.")
        self.buyer.trade_payment_plan_id = self.plan.copy({"company_id": company.id})
        self.assertFalse(self._make().payment_plan_id)

    def test_the_customers_own_price_list_comes_first(self):
        self.buyer.with_company(self.company).property_product_pricelist = self.pricelist_usd
        self.assertEqual(self._make(partner_id=self.buyer.id).currency_id, self.usd)

    def test_version_and_contract_say_it(self):
        order = self._make()
        order.action_quotation_sent()
        version = order.last_version_id
        self.assertEqual(version.shipping_marks, "GG\nHAMBURG\nNO. 1-UP")
        self.assertEqual(version.consignee_address.splitlines()[0], "Hansa Lager GmbH")
        self.assertEqual(version.documents_wanted, "Packing List, Certificate of Origin")
        order.action_make_contract()
        contract = order.contract_ids
        self.assertEqual(contract.consignee_id, self.consignee)
        self.assertEqual(contract.forwarder_id, self.forwarder)
        self.assertEqual(contract.bill_type, "telex")
        contract.consignee_address = "Hansa Lager GmbH\nHalle 4"
        self.assertNotIn("Halle 4", version.consignee_address)
        document = contract._prepare_trade_document_proforma()
        self.assertIn("Halle 4", str(document.parties))
        self.assertIn("NO. 1-UP", str(document.clauses))
        self.assertIn("Certificate of Origin", str(document.facts))

    def test_an_order_without_them_keeps_its_hash(self):
        order = self._make(partner_id=self.env["res.partner"].create({"name": "Bare Ltd"}).id)
        values = order._prepare_version_values()
        self.assertFalse({"consignee_id", "shipping_marks", "bill_type"} & values.keys())

    def test_profiles_survive_a_merge(self):
        twin = self.env["res.partner"].create(
            {"name": "Grüne Gärten", "trade_bill_type": "waybill", "trade_shipping_marks": "X"}
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.buyer | twin).ids, twin, extra_checks=False)
        self.assertEqual(twin.trade_consignee_id, self.consignee)
        self.assertEqual(twin.trade_bill_type, "waybill")
        self.assertEqual(twin.trade_document_type_ids, self.origin | self.list)

    def test_nobody_reads_a_colleagues_customer_by_naming_it(self):
        self.company.foreign_trade_hide_customers = True
        theirs = self.env["res.partner"].create({"name": "Theirs", "user_id": self.rep2.id})
        with self.assertRaises(AccessError):
            self.buyer.with_user(self.rep).trade_consignee_id = theirs
        with self.assertRaises(AccessError):
            self._make(notify_party_id=theirs.id)
        self.buyer.sudo().trade_consignee_id = theirs
        self.assertEqual(self._make().consignee_id, theirs, "the profile invites it")

    def test_document_types_are_kept_by_clerks(self):
        with self.assertRaises(AccessError):
            self.origin.with_user(self.rep).name = "Form A"
        self.origin.with_user(self.clerk).name = "Form A"

    def test_queries_do_not_grow(self):
        orders = self.env["sale.order"].with_user(self.rep)
        buyers = self.buyer | self.env["res.partner"].create(
            [
                {
                    "name": f"Buyer {n}",
                    "trade_bill_type": "telex",
                    "trade_payment_plan_id": self.plan.id,
                    "trade_document_type_ids": [Command.set(self.list.ids)],
                }
                for n in range(9)
            ]
        )

        def queries(customers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders._fill_from_profile([{"partner_id": customer.id} for customer in customers])
            return self.env.cr.sql_log_count - before

        queries(self.buyer)
        self.assertEqual(queries(self.buyer), queries(buyers))
