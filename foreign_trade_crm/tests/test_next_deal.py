from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from . import inquiry_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestNextDeal(LeadCommon):
    """Several deals for one customer: each begins with what is known."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fob = cls.env.ref("account.incoterm_FOB")
        cls.cif = cls.env.ref("account.incoterm_CIF")
        cls.hamburg = cls.env.ref("foreign_trade_crm.port_deham")
        cls.first = cls._create_lead(
            partner_id=cls.contact.id,
            incoterm_id=cls.fob.id,
            destination_port_id=cls.hamburg.id,
            deal_currency_id=cls.eur.id,
            competitor_name="Saigon Camp",
            competitor_price=12,
            product_category_ids=[Command.set(cls.chairs.ids)],
        )

    def _save(self, action, user=None, view=None):
        """Save the form that an action opens."""
        self.assertEqual((action["res_model"], action["views"]), ("crm.lead", [(False, "form")]))
        leads = self.env["crm.lead"].with_user(user or self.rep).with_context(**action["context"])
        with Form(leads) as form:
            form.name = form.name or "Next"
        return form.record

    def test_from_the_customer(self):
        self.buyer.trade_incoterm_id = self.cif
        before = self.env["crm.lead"].search_count([])
        action = self.contact.with_user(self.rep).action_new_deal()
        self.assertEqual(self.env["crm.lead"].search_count([]), before, "nothing until it is saved")
        deal = self._save(action)
        self.assertEqual(deal.type, "opportunity")
        self.assertEqual(deal.partner_id, self.contact)
        self.assertEqual(deal.user_id, self.rep)
        self.assertEqual(deal.incoterm_id, self.cif, "the trade profile comes first")
        self.assertEqual(deal.destination_port_id, self.hamburg)
        self.assertEqual(deal.deal_currency_id, self.eur)
        self.assertEqual(deal.product_category_ids, self.chairs)
        self.assertEqual(deal.previous_deal_id, self.first)
        self.assertEqual(deal.competitor_name, "Saigon Camp")
        self.assertFalse(deal.competitor_price, "an old price is the old deal's")

    def test_a_customer_without_deals_has_its_profile(self):
        customer = self.env["res.partner"].create(
            {"name": "Nuevo", "is_company": True, "trade_currency_id": self.usd.id}
        )
        deal = self._save(customer.with_user(self.rep).action_new_deal())
        self.assertEqual((deal.partner_id, deal.deal_currency_id), (customer, self.usd))
        self.assertFalse(deal.previous_deal_id)

    def test_from_a_returning_buyers_inquiry(self):
        lead = self._receive(
            inquiry_samples.spanish, sender=("Anna Schmidt", "anna.schmidt@gruene-gaerten.example")
        ).lead_id
        lead.partner_id = self.contact
        lead.incoterm_id = self.cif
        lead.convert_opportunity(self.contact)
        self.assertEqual(lead.incoterm_id, self.cif, "what the inquiry says stays")
        self.assertEqual(lead.destination_port_id, self.hamburg)
        self.assertEqual(lead.previous_deal_id, self.first)
        self.assertEqual(lead.competitor_name, "Saigon Camp")

    def test_a_won_deal_is_followed_rather_than_a_later_one(self):
        self.first.stage_id = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        later = self._create_lead(partner_id=self.contact.id)
        deal = self._save(self.contact.with_user(self.rep).action_new_deal())
        self.assertEqual(deal.previous_deal_id, self.first)
        self.assertEqual(later._find_previous_deals()[later.id], self.first)

    def test_from_a_won_deal(self):
        deal = self._save(self.first.with_user(self.rep).action_new_deal())
        self.assertEqual(deal.previous_deal_id, self.first)
        self.assertEqual(deal.incoterm_id, self.fob)

    def test_repeat_of_an_order(self):
        port = self.env.ref("foreign_trade_crm.port_cnnbg")
        order = self._create_order(
            opportunity_id=self.first.id,
            incoterm=self.cif.id,
            port_loading_id=port.id,
            port_discharge_id=self.hamburg.id,
        )
        with self.assertRaises(UserError):
            order.action_repeat_order()
        order.order_line = [Command.create({"display_type": "line_section", "name": "Chairs"})]
        order.action_confirm()
        deal = self._save(order.with_user(self.rep).action_repeat_order())
        self.assertIn(order.name, deal.name)
        self.assertEqual((deal.repeat_order_id, deal.previous_deal_id), (order, self.first))
        self.assertEqual((deal.deal_amount, deal.deal_currency_id), (2000, self.usd))
        self.assertEqual(deal.expected_revenue, 14400)
        self.assertEqual(deal.incoterm_id, self.cif)
        [line] = deal.requirement_line_ids
        self.assertEqual(
            (line.product_id, line.quantity, line.target_price, line.currency_id),
            (self.product, 100, 20, self.usd),
        )
        context = deal._prepare_opportunity_quotation_context()
        self.assertEqual(context["default_pricelist_id"], self.pricelist_usd.id)
        self.assertEqual(context["default_port_loading_id"], port.id)
        self.assertEqual(order.repeat_deal_count, 1)
        self.assertEqual(
            self.env["crm.lead"].search(order.action_view_repeat_deals()["domain"]), deal
        )

    def test_a_colleagues_deals_stay_the_colleagues(self):
        """Another representative learns nothing from deals that are out of reach."""
        deal = self._save(self.contact.with_user(self.rep2).action_new_deal(), self.rep2)
        self.assertFalse(deal.previous_deal_id)
        self.assertFalse(deal.competitor_ids)

    def test_deals_of_another_company_stay_there(self):
        """What comes in by itself is converted by the system, which may read everything."""
        other = self._create_exporter("Yiwu Export Co., Ltd.")
        self.first.sudo().write({"team_id": False, "user_id": False, "company_id": other.id})
        mine = self._create_lead(partner_id=self.contact.id, company_id=self.company.id)
        self.assertFalse(mine.sudo()._find_previous_deals())
        self.first.sudo().company_id = False
        self.assertEqual(mine.sudo()._find_previous_deals(), {mine.id: self.first})

    def test_merging_keeps_who_follows_whom(self):
        second = self._create_lead(partner_id=self.contact.id)
        third = self._create_lead(partner_id=self.contact.id, previous_deal_id=second.id)
        merged = (self.first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(third.previous_deal_id, merged)
        self.assertFalse(merged.previous_deal_id)

    def test_many_conversions_look_once(self):
        leads = self.env["crm.lead"]
        for _number in range(8):
            leads |= self._create_lead(partner_id=self.contact.id)
        self.env.flush_all()

        def cost(deals):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            deals._find_previous_deals()
            return self.cr.sql_log_count - before

        self.assertEqual(cost(leads), cost(leads[:2]))
