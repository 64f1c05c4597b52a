from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergePreview(MergeCommon):
    """What a merge leaves is shown field by field, can be chosen, and is logged."""

    def test_leads_as_previewed(self):
        wizard = self._preview(self.lead | self.deal)
        self.assertEqual(wizard.keep_id.res_id, self.deal.id, "the deal is nearer to being won")
        name = self._line(wizard, "partner_name")
        self.assertEqual((name.kept_text, name.other_text), ("NORDIC HUTS", "Nordic Huts A/S"))
        phone = self._line(wizard, "phone")
        self.assertEqual((phone.kept_text, phone.other_text), ("+45 32 12 34 56", ""))
        self.assertFalse(self._line(wizard, "team_id"), "where they agree nothing is to decide")
        previewed = {line.name: line.kept_text for line in wizard.line_ids}
        wizard.action_merge()
        self.assertFalse(self.lead.exists())
        merged = self.deal.with_user(self.manager)
        for field_name, text in previewed.items():
            self.assertEqual(merged._get_merge_text(field_name), text, field_name)

    def test_chosen_value_wins(self):
        wizard = self._preview(self.lead | self.deal)
        other = wizard.candidate_ids.filtered(lambda c: c.res_id == self.lead.id)
        self._line(wizard, "partner_name").source_id = other
        self._line(wizard, "email_from").source_id = other
        self.assertEqual(self._line(wizard, "email_from").kept_text, "lars@huts.example")
        wizard.action_merge()
        self.assertEqual(self.deal.partner_name, "Nordic Huts A/S")
        self.assertEqual(self.deal.email_from, "lars@huts.example")
        self.assertEqual(self.deal.name, "Gazebos for spring")

    def test_an_amount_comes_with_its_currency(self):
        self.deal.write({"deal_amount": 5000, "deal_currency_id": self.usd.id})
        self.lead.write({"deal_amount": 900, "deal_currency_id": self.eur.id})
        self.lead.write({"budget_amount": 700, "budget_currency_id": self.eur.id})
        self.deal.budget_currency_id = self.usd
        wizard = self._preview(self.lead | self.deal)
        names = set(wizard.line_ids.mapped("name"))
        self.assertFalse(names & {"deal_currency_id", "deal_rate", "expected_revenue"})
        self.assertIn("700.00\xa0€", self._line(wizard, "budget_amount").kept_text)
        amount = self._line(wizard, "deal_amount")
        self.assertIn("$", amount.kept_text)
        amount.source_id = wizard.candidate_ids.filtered(lambda c: c.res_id == self.lead.id)
        wizard.action_merge()
        deal = self.deal
        self.assertEqual((deal.deal_amount, deal.deal_currency_id), (900, self.eur))
        self.assertEqual(deal.expected_revenue, 7020)
        self.assertEqual((deal.budget_amount, deal.budget_currency_id), (700, self.eur))

    def test_combined_values(self):
        tags = self.env["crm.tag"].create([{"name": "Fair"}, {"name": "Urgent"}])
        self.lead.tag_ids, self.deal.tag_ids = tags[0], tags[1]
        wizard = self._preview(self.lead | self.deal)
        line = self._line(wizard, "tag_ids")
        self.assertTrue(line.is_combined)
        self.assertFalse(line.source_id)
        self.assertEqual(set(line.kept_text.split(", ")), {"Fair", "Urgent"})
        wizard.action_merge()
        self.assertEqual(self.deal.tag_ids, tags)

    def test_customers_as_previewed(self):
        wizard = self._preview(self.buyer | self.twin)
        self.assertEqual(wizard.keep_id.res_id, self.buyer.id)
        self.assertEqual(self._line(wizard, "phone").kept_text, "+49 40 123456")
        self.assertEqual(self._line(wizard, "user_id").kept_text, "Lin Wei")
        previewed = {line.name: line.kept_text for line in wizard.line_ids}
        wizard.action_merge()
        self.assertFalse(self.twin.exists())
        merged = self.buyer.with_user(self.manager)
        for field_name, text in previewed.items():
            self.assertEqual(merged._get_merge_text(field_name), text, field_name)

    def test_keep_the_other_customer(self):
        wizard = self._preview(self.buyer | self.twin)
        with Form(wizard) as form:
            form.keep_id = wizard.candidate_ids.filtered(lambda c: c.res_id == self.twin.id)
        self.assertEqual(self._line(wizard, "name").kept_text, "Gruene Gaerten")
        self.assertEqual(self._line(wizard, "city").kept_text, "Hamburg")
        old_name = wizard.candidate_ids.filtered(lambda c: c.res_id == self.buyer.id)
        self._line(wizard, "name").source_id = old_name
        wizard.action_merge()
        self.assertFalse(self.buyer.exists())
        self.assertEqual(self.twin.name, "Grüne Gärten GmbH")
        self.assertEqual(self.twin.city, "Hamburg")
        self.assertEqual(self.twin.user_id, self.rep2)
        self.assertEqual(self.contact.parent_id, self.twin)

    def test_more_than_core_takes_at_once(self):
        """Core merges three contacts or five leads; who has seen the preview merges more."""
        twins = self.twin
        for number in range(3):
            twins |= self.twin.copy({"name": f"Twin {number}", "ref": f"C{number}"})
        wizard = self._preview(self.buyer | twins)
        reference = self._line(wizard, "ref").kept_text
        wizard.action_merge()
        self.assertFalse(twins.exists())
        self.assertEqual((self.buyer.ref, reference), ("C2", "C2"))
        leads = self.lead | self.deal
        for number in range(5):
            leads |= self._create_lead(type="lead", name=f"Again {number}")
        self._preview(leads).action_merge()
        self.assertEqual(leads.exists(), self.deal)

    def test_log(self):
        self._preview(self.lead | self.deal).action_merge()
        self._preview(self.buyer | self.twin).action_merge()
        logs = self.env["foreign.trade.merge.log"].with_user(self.manager)
        lead_log = logs.search([("merged_id", "=", self.lead.id), ("res_model", "=", "crm.lead")])
        self.assertEqual((lead_log.res_id, lead_log.user_id), (self.deal.id, self.manager))
        self.assertEqual(lead_log.kept_name, self.deal.display_name)
        self.assertIn("lars@huts.example", lead_log.values_html)
        self.assertEqual(lead_log.action_open_kept()["res_id"], self.deal.id)
        partner_log = logs.search([("merged_name", "=", "Gruene Gaerten")])
        self.assertIn("+49 40 123456", partner_log.values_html)
        self.assertIn("Gruene Gaerten", self.buyer.message_ids[0].body)

    def test_odoos_own_merges_are_logged(self):
        (self.lead | self.deal).with_user(self.rep).merge_opportunity()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.buyer | self.twin).ids, self.buyer)
        logs = self.env["foreign.trade.merge.log"]
        self.assertEqual(
            logs.search_count([("merged_name", "in", ["Gazebos", "Gruene Gaerten"])]), 2
        )

    def test_only_managers(self):
        records = self.lead | self.deal
        wizard = self._preview(records)
        for user in (self.rep, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self._preview(records, user)
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_merge()
            with self.assertRaises(AccessError):
                self.env["foreign.trade.merge"].with_user(user).create({"res_model": "crm.lead"})
            with self.assertRaises(AccessError):
                self.env["foreign.trade.merge.log"].with_user(user).search([])
        log = self.env["foreign.trade.merge.log"].create(
            {
                "res_model": "crm.lead",
                "res_id": 1,
                "merged_id": 2,
                "merged_name": "X",
                "merged_at": "2026-01-01",
            }
        )
        for user in (self.manager, self.admin):
            with self.assertRaises(AccessError):
                log.with_user(user).write({"merged_name": "Y"})
            with self.assertRaises(AccessError):
                log.with_user(user).unlink()
        self.assertTrue(self._preview(records, self.admin))

    def test_bad_requests(self):
        wizards = self.env["foreign.trade.merge"].with_user(self.manager)
        for model, ids in (("crm.lead", self.lead.ids), ("res.users", [1, 2])):
            with self.assertRaises(UserError):
                wizards.open_merge(model, ids)
        twice = [self.lead.id, self.lead.id]
        with self.assertRaises(UserError):
            wizards.open_merge("crm.lead", twice)
        wizard = self._preview(self.buyer | self.contact)
        with self.assertRaises(UserError):
            wizard.action_merge()

    def test_flag_is_gone(self):
        (self.lead | self.deal).write({"duplicate_flag": True})
        self._preview(self.lead | self.deal).action_merge()
        self.assertFalse(self.deal.duplicate_flag)

    def test_another_companys_lead(self):
        """A manager merges nothing they may not write."""
        other = self._create_exporter("Yiwu Export Co., Ltd.")
        lead = self.env["crm.lead"].create(
            {"name": "X", "company_id": other.id, "team_id": False, "user_id": False}
        )
        with self.assertRaises(AccessError):
            self._preview(lead | self.deal)
