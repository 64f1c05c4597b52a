from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestNewQuotation(QuotesCommon):
    """What a new quotation takes over from its deal, its customer and the customer's country."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cif = cls.env.ref("account.incoterm_CIF")
        cls.pricelist_eur = cls.env["product.pricelist"].create(
            {"name": "Export EUR", "currency_id": cls.eur.id, "company_id": cls.company.id}
        )
        cls.lead = cls._create_lead(
            partner_id=cls.contact.id,
            incoterm_id=cls.cif.id,
            destination_port_id=cls.hamburg.id,
            requirement_line_ids=[
                Command.create(
                    {
                        "product_id": cls.product.id,
                        "quantity": 500,
                        "specification": "Anthracite, 4 in a carton",
                    }
                ),
                Command.create({"name": "Bench, teak", "quantity": 80, "specification": "FSC"}),
            ],
        )
        cls.orders = cls.env["sale.order"].with_user(cls.rep)

    def _use_currencies(self):
        return self.env["foreign.trade.quoting.currency"].create(
            [
                {"currency_id": self.eur.id, "country_ids": self.buyer.country_id.ids},
                {"currency_id": self.usd.id, "sequence": 20},
            ]
        )

    def _check_lines(self, order):
        chair, bench = order.order_line
        self.assertEqual(chair.product_id, self.product)
        self.assertEqual(chair.product_uom_qty, 500)
        self.assertIn("Anthracite, 4 in a carton", chair.name)
        self.assertIn(self.product.name, chair.name)
        self.assertEqual(bench.display_type, "line_note")
        self.assertEqual(bench.name, "80 × Bench, teak\nFSC")
        self.assertEqual(order.incoterm, self.cif)
        self.assertEqual(order.port_discharge_id, self.hamburg)

    def test_through_the_form(self):
        context = self.lead.with_user(self.rep)._prepare_opportunity_quotation_context()
        with Form(self.orders.with_context(**context)) as form:
            pass
        self._check_lines(form.record)

    def test_through_rpc(self):
        self.buyer.trade_incoterm_id = self.fob
        order = self.orders.create({"opportunity_id": self.lead.id})
        self._check_lines(order)
        self.assertEqual(order.partner_id, self.contact)
        order = self.orders.with_context(default_opportunity_id=self.lead.id).create({})
        self._check_lines(order)

    def test_what_is_given_stays(self):
        line = Command.create({"product_id": self.product.id, "product_uom_qty": 1})
        order = self.orders.create(
            {
                "opportunity_id": self.lead.id,
                "partner_id": self.buyer.id,
                "incoterm": self.fob.id,
                "order_line": [line],
            }
        )
        self.assertEqual(len(order.order_line), 1)
        self.assertEqual((order.partner_id, order.incoterm), (self.buyer, self.fob))
        order = self.orders.create({"opportunity_id": self.lead.id, "order_line": []})
        self.assertFalse(order.order_line)

    def test_a_colleagues_deal_tells_nothing(self):
        order = self.orders.with_user(self.rep2).create(
            {
                "opportunity_id": self.lead.id,
                "partner_id": self.buyer.id,
                "user_id": self.rep2.id,
            }
        )
        self.assertFalse(order.order_line)
        self.assertFalse(order.incoterm)

    def test_currency_of_the_country(self):
        plain = self.orders.create({"partner_id": self.buyer.id})
        before = plain.currency_id
        self._use_currencies()
        self.assertEqual(self.orders.create({"partner_id": self.contact.id}).currency_id, self.eur)
        brazil = self.env["res.partner"].create(
            {"name": "Jardim Ltda", "country_id": self.env.ref("base.br").id}
        )
        self.assertEqual(self.orders.create({"partner_id": brazil.id}).currency_id, self.usd)
        home = self.env["res.partner"].create(
            {"name": "杭州园林", "country_id": self.env.ref("base.cn").id}
        )
        self.assertEqual(self.orders.create({"partner_id": home.id}).currency_id, before)
        with Form(self.orders) as form:
            form.partner_id = self.contact
        self.assertEqual(form.record.currency_id, self.eur)

    def test_managers_say_so(self):
        row = self._use_currencies()[0]
        for user in (self.rep, self.clerk, self.finance):
            self.assertEqual(row.with_user(user).currency_id, self.eur)
            with self.assertRaises(AccessError):
                row.with_user(user).currency_id = self.usd
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
        row.with_user(self.manager).currency_id = self.usd
        self.assertEqual(self.orders.create({"partner_id": self.buyer.id}).currency_id, self.usd)

    def test_the_customer_comes_first(self):
        self._use_currencies()
        self.buyer.trade_currency_id = self.usd
        self.assertEqual(self.orders.create({"partner_id": self.buyer.id}).currency_id, self.usd)
        self.buyer.trade_currency_id = False
        self.buyer.with_company(self.company).property_product_pricelist = self.pricelist_usd
        self.assertEqual(self.orders.create({"partner_id": self.buyer.id}).currency_id, self.usd)

    def test_the_deal_comes_before_the_country(self):
        self._use_currencies()
        self.lead.write({"deal_amount": 9000, "deal_currency_id": self.usd.id})
        order = self.orders.create({"opportunity_id": self.lead.id})
        self.assertEqual(order.currency_id, self.usd)

    def test_ready_set(self):
        self.pricelist_eur.active = False
        gallery = self.env["foreign.trade.gallery"].with_user(self.manager)
        gallery._load(["quoting_currencies"])
        gallery._load(["quoting_currencies"])
        rows = self.env["foreign.trade.quoting.currency"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(rows.currency_id, self.eur | self.usd)
        self.assertIn(self.env.ref("base.de"), rows[0].country_ids)
        lists = self.env["product.pricelist"].search([("currency_id", "=", self.eur.id)])
        self.assertIn("Export EUR", lists.mapped("name"))
        self.assertEqual(self.orders.create({"partner_id": self.buyer.id}).currency_id, self.eur)

    def test_unused_it_costs_nothing(self):
        values = {"partner_id": self.buyer.id, "pricelist_id": self.pricelist_usd.id}
        orders = self.orders

        def queries(**more):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders.create({**values, **more})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries()
        unused = queries()
        self._use_currencies()
        queries()
        self.assertEqual(queries(), unused)
