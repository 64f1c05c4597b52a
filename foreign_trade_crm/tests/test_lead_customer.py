from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..exceptions import GateError
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadCustomer(LeadCommon):
    """A lead becomes company and contact, with or without an opportunity, and nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fsc = cls.env.ref("foreign_trade_crm.certificate_fsc")
        cls.bsci = cls.env.ref("foreign_trade_crm.certificate_bsci")

    def _prospect(self, **values):
        return self._lead(
            **{
                "user_id": self.rep.id,
                "channel_id": self.channel.id,
                "partner_name": "Casa Verde Importaciones S.L.",
                "contact_name": "Luis Ortega",
                "email_from": "luis@casaverde.example",
                "country_id": self.spain.id,
                "function": "Purchasing manager",
                "decision_role": "decides",
                "business_type": "importer",
                "company_size": "3",
                "certificate_ids": [(6, 0, self.bsci.ids)],
                "product_category_ids": [(6, 0, self.chairs.ids)],
                "import_record_ids": [(0, 0, {"name": "Chairs", "source": "customs"})],
                "requirement_line_ids": [
                    (0, 0, {"product_id": self.product.id, "quantity": 500, "target_price": 18})
                ],
                "incoterm_id": self.env.ref("account.incoterm_CIF").id,
                **values,
            },
        )

    def _wizard(self, lead, user=None, **values):
        return (
            self.env["crm.lead2opportunity.partner"]
            .with_user(user or self.rep)
            .with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
            .create({"name": "convert", "action": "create", **values})
        )

    def _check_customer(self, lead):
        contact = lead.partner_id
        company = contact.parent_id
        self.assertEqual(contact.name, "Luis Ortega")
        self.assertEqual(contact.function, "Purchasing manager")
        self.assertEqual(contact.decision_role, "decides")
        self.assertTrue(company.is_company)
        self.assertEqual((company.business_type, company.company_size), ("importer", "3"))
        self.assertFalse(company.decision_role)
        self.assertEqual(company.certificate_ids, self.bsci)
        self.assertEqual(company.product_category_ids, self.chairs)
        self.assertEqual(company.import_record_ids, lead.import_record_ids)
        self.assertEqual(company.user_id, self.rep)

    def test_with_an_opportunity(self):
        lead = self._prospect()
        self._wizard(lead).action_apply()
        self.assertEqual(lead.type, "opportunity")
        self._check_customer(lead)
        self.assertEqual(lead.requirement_line_ids.quantity, 500)

    def test_without_an_opportunity(self):
        lead = self._prospect()
        action = self._wizard(lead, name="customer").action_apply()
        self._check_customer(lead)
        self.assertEqual(action["res_id"], lead.partner_id.parent_id.id)
        self.assertEqual((lead.type, lead.active), ("lead", False))
        self.assertTrue(lead.is_customer_only and lead.date_conversion)
        self.assertEqual(lead.validity, "valid")
        self.assertEqual(lead.won_status, "pending", "it is not lost")

    def test_later_it_becomes_a_deal(self):
        lead = self._prospect()
        self._wizard(lead, name="customer").action_apply()
        lead.action_unarchive()
        lead.with_user(self.rep).convert_opportunity(lead.partner_id)
        self.assertEqual((lead.type, lead.is_customer_only), ("opportunity", False))

    def test_gate_stands_before_both(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["qualification_checklist"])
        lead = self._prospect()
        partners = self.env["res.partner"].search_count([])
        for name in ("convert", "customer"):
            with self.assertRaises(GateError) as refused, self.env.cr.savepoint():
                self._wizard(lead, name=name).action_apply()
            self.assertEqual(len(refused.exception.context["failures"]), 4)
            self.assertEqual(self.env["res.partner"].search_count([]), partners)
        with self.assertRaises(GateError), self.env.cr.savepoint():
            lead.with_user(self.rep).write({"is_customer_only": True})
        answers = ("company", "country", "requirement", "product")
        lead.with_user(self.rep).write({f"qualification_{item}": "yes" for item in answers})
        self._wizard(lead, name="customer").action_apply()
        self.assertTrue(lead.is_customer_only)

    def test_budget_out_of_reach_stops_it(self):
        self.env["foreign.trade.gallery"].with_user(self.manager)._load(["qualification_checklist"])
        answers = ("company", "country", "requirement", "product")
        lead = self._prospect(
            qualification_budget="no", **{f"qualification_{item}": "yes" for item in answers}
        )
        with self.assertRaisesRegex(GateError, "budget does not fit"):
            self._wizard(lead).action_apply()

    def test_known_company_is_not_made_twice(self):
        company = self.env["res.partner"].create(
            {"name": "CASA VERDE Importaciones, SL", "is_company": True, "company_size": "5"}
        )
        lead = self._prospect()
        wizard = self._wizard(lead)
        self.assertEqual(wizard.commercial_partner_id, company)
        wizard.action_apply()
        self.assertEqual(lead.partner_id.parent_id, company)
        self.assertEqual(company.company_size, "5", "what was known stays")
        self.assertEqual(company.business_type, "importer", "what was not known is filled")

    def test_a_new_company_if_the_user_says_so(self):
        self.env["res.partner"].create(
            {"name": "Casa Verde Importaciones S.L.", "is_company": True}
        )
        lead = self._prospect()
        wizard = self._wizard(lead)
        wizard.commercial_partner_id = False
        wizard.action_apply()
        self.assertFalse(lead.partner_id.parent_id.phone)
        self.assertEqual(lead.partner_id.parent_id.import_record_ids, lead.import_record_ids)

    def test_many_at_once(self):
        leads = self._prospect() | self._prospect(
            contact_name="Ana Gil", email_from="ana@cv.example"
        )
        wizard = (
            self.env["crm.lead2opportunity.partner.mass"]
            .with_user(self.manager)
            .with_context(active_model="crm.lead", active_ids=leads.ids, active_id=leads[0].id)
            .create({"name": "customer", "deduplicate": False, "user_ids": [(6, 0, self.rep.ids)]})
        )
        wizard.action_mass_convert()
        self.assertEqual(leads.mapped("is_customer_only"), [True, True])
        self.assertEqual(len(leads.partner_id), 2)
        self.assertEqual(len(leads.partner_id.parent_id), 1, "two contacts of one company")

    def test_known_customer_tells_the_lead(self):
        self.buyer.write({"business_type": "chain", "certificate_ids": [(6, 0, self.fsc.ids)]})
        lead = self._lead(partner_id=self.contact.id, company_size="2")
        self.assertEqual((lead.business_type, lead.company_size), ("chain", "2"))
        self.assertEqual(lead.certificate_ids, self.fsc)
        self.assertFalse(self.buyer.company_size, "a lead's word does not count yet")

    def test_deal_and_customer_agree(self):
        deal = self._create_lead(partner_id=self.contact.id)
        other = self._create_lead(self.rep2, partner_id=self.buyer.id)
        deal.with_user(self.rep).write({"quality_level": "3"})
        self.assertEqual(self.buyer.quality_level, "3")
        self.assertEqual(other.quality_level, "3")
        self.buyer.with_user(self.rep).write({"business_type": "brand"})
        self.assertEqual((deal.business_type, other.business_type), ("brand", "brand"))
        deal.with_user(self.rep).product_category_ids = self.chairs
        self.assertFalse(self.buyer.product_category_ids, "what one deal is about")

    def test_customer_out_of_reach_is_neither_asked_nor_told(self):
        deal = self._create_lead(partner_id=self.contact.id)
        partners = type(self.env["res.partner"])
        original = partners._check_access

        def refuse(records, operation):
            if records._name == "res.partner" and self.buyer in records and not records.env.su:
                return records, lambda: AccessError("out of reach")
            return original(records, operation)

        self.env.invalidate_all()
        with patch.object(partners, "_check_access", refuse):
            deal.with_user(self.rep).write({"quality_level": "4", "budget_amount": 100})
            deal.with_user(self.rep).import_record_ids = [(0, 0, {"name": "Benches"})]
        self.assertFalse(self.buyer.quality_level)
        self.assertFalse(self.buyer.import_record_ids)
        self.assertEqual(deal.quality_level, "4")

    def test_quotation_begins_with_the_requirement(self):
        lead = self._prospect()
        self._wizard(lead).action_apply()
        context = lead.with_user(self.rep)._prepare_opportunity_quotation_context()
        with Form(self.env["sale.order"].with_user(self.rep).with_context(**context)) as form:
            pass
        order = form.save()
        self.assertEqual(order.incoterm.code, "CIF")
        self.assertEqual(order.order_line.product_id, self.product)
        self.assertEqual(order.order_line.product_uom_qty, 500)
        self.assertNotEqual(order.order_line.price_unit, 18)

    def test_merge(self):
        first = self._prospect(company_size=False, budget_amount=900, main_competitors="Yongkang")
        second = self._prospect(
            certificate_ids=[(6, 0, self.fsc.ids)],
            budget_amount=500,
            budget_currency_id=self.eur.id,
            main_competitors="Foshan",
        )
        records = first.import_record_ids | second.import_record_ids
        lines = first.requirement_line_ids | second.requirement_line_ids
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.company_size, "3")
        self.assertEqual(merged.certificate_ids, self.fsc | self.bsci)
        self.assertEqual(merged.import_record_ids, records)
        self.assertEqual(merged.requirement_line_ids, lines)
        pair = (merged.budget_amount, merged.budget_currency_id)
        self.assertIn(pair, [(900, self.usd), (500, self.eur)])
        self.assertEqual(set(merged.main_competitors.splitlines()), {"Yongkang", "Foshan"})

    def test_merge_of_customers(self):
        double = self.env["res.partner"].create(
            {
                "name": "Gruene Gaerten",
                "is_company": True,
                "business_type": "retailer",
                "certificate_ids": [(6, 0, self.fsc.ids)],
                "import_record_ids": [(0, 0, {"name": "Benches"})],
            }
        )
        record = double.import_record_ids
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.admin)
        wizard.sudo()._merge((double | self.buyer).ids, self.buyer)
        self.assertEqual(self.buyer.business_type, "retailer")
        self.assertEqual(self.buyer.certificate_ids, self.fsc)
        self.assertEqual(self.buyer.import_record_ids, record)

    def test_lead_goes_with_its_own_proofs_only(self):
        lead, other = self._prospect(), self._prospect()
        shared, unproven = lead.import_record_ids, other.import_record_ids
        self._wizard(lead).action_apply()
        (lead | other).sudo().unlink()
        self.assertTrue(shared.exists())
        self.assertFalse(unproven.exists())

    def test_proof_noted_on_a_deal_is_the_customers(self):
        deal = self._create_lead(partner_id=self.contact.id)
        deal.import_record_ids = [(0, 0, {"name": "Benches"})]
        self.assertEqual(self.buyer.import_record_ids, deal.import_record_ids)
