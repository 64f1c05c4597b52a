from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged, warmup

from .lead_common import LeadCommon

MODULE = "odoo.addons.foreign_trade_crm.models.foreign_trade_target_profile"


@tagged("post_install", "-at_install")
class TestLeadMatch(LeadCommon):
    """Target customers: each lead has a score, the best come first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bsci = cls.env.ref("foreign_trade_crm.certificate_bsci")

    def _profile(self, **values):
        criteria = [
            {"kind": "business_type", "business_type": "importer", "weight": 30},
            {"kind": "business_type", "business_type": "wholesaler", "weight": 20},
            {"kind": "country", "country_ids": self.spain.ids, "weight": 20},
            {"kind": "certificate", "certificate_ids": self.bsci.ids, "weight": 30},
            {"kind": "import_record", "hs_prefix": "9401", "weight": 20},
        ]
        return (
            self.env["foreign.trade.target.profile"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Importers in Spain",
                    "company_id": self.company.id,
                    "criterion_ids": [Command.create(one) for one in criteria],
                    **values,
                }
            )
        )

    def test_score_follows_the_facts(self):
        profile = self._profile()
        lead = self._lead(company_id=self.company.id)
        self.assertEqual((lead.match_score, lead.match_profile_id), (0, profile))
        lead.write({"business_type": "wholesaler", "country_id": self.spain.id})
        self.assertEqual(lead.match_score, 40)
        lead.certificate_ids = self.bsci
        self.assertEqual(lead.match_score, 70)
        lead.import_record_ids = [Command.create({"name": "Chairs", "hs_code": "9401.61"})]
        self.assertEqual(lead.match_score, 90)
        lead.import_record_ids.hs_code = "8500"
        self.assertEqual(lead.match_score, 70)
        self.assertIn(["Country: Spain", 20, True], lead.match_detail)
        self.assertIn(["Business type: Importer", 30, False], lead.match_detail)

    def test_score_follows_the_profile(self):
        lead = self._lead(company_id=self.company.id, country_id=self.spain.id)
        self.assertEqual((lead.match_score, bool(lead.match_profile_id)), (0, False))
        profile = self._profile()
        self.assertEqual(lead.match_score, 20)
        profile.criterion_ids.filtered(lambda one: one.kind == "country").weight = 120
        self.assertEqual(lead.match_score, 60)
        profile.active = False
        self.assertEqual((lead.match_score, bool(lead.match_profile_id)), (0, False))
        profile.active = True
        self.assertEqual(profile.lead_count, 1)
        profile.unlink()
        self.assertEqual(lead.match_score, 0)

    def test_product_lines(self):
        wanted = self._profile(product_category_ids=self.garden.ids)
        everything = self._profile(name="Anybody", criterion_ids=[])
        values = {"company_id": self.company.id, "country_id": self.spain.id}
        below = self._lead(product_category_ids=self.chairs.ids, **values)
        other = self._lead(product_category_ids=self.category.ids, **values)
        self.assertEqual((below.match_score, below.match_profile_id), (20, wanted))
        self.assertEqual((other.match_score, bool(other.match_profile_id)), (0, False))
        self.assertFalse(everything.criterion_ids, "a profile that asks nothing matches nobody")

    def test_profiles_of_another_company(self):
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        self._profile()
        lead = self._lead(country_id=self.spain.id, team_id=False, company_id=self.company.id)
        self.assertEqual(lead.match_score, 20)
        self.manager.company_ids |= other
        foreign = self.env["crm.lead"].create(
            {"name": "Elsewhere", "company_id": other.id, "country_id": self.spain.id}
        )
        self.assertEqual(foreign.match_score, 0)

    def test_best_come_first(self):
        self._profile()
        lead = self._lead(company_id=self.company.id, country_id=self.spain.id)
        later = self._lead(company_id=self.company.id, priority="3")
        view = self.env["crm.lead"].get_view(self.env.ref("crm.crm_case_tree_view_leads").id)
        self.assertIn('default_order="match_score desc, priority desc, id desc"', view["arch"])
        order = "match_score desc, priority desc, id desc"
        leads = self.env["crm.lead"].search([("id", "in", (lead | later).ids)], order=order)
        self.assertEqual(leads, lead | later)

    def test_many_leads_are_scored_in_the_background(self):
        leads = self.env["crm.lead"].concat(
            *(
                self._lead(company_id=self.company.id, country_id=self.spain.id)
                for _number in range(3)
            )
        )
        self.env.flush_all()
        progress = self.env["foreign.trade.target.rescore"]
        with patch(f"{MODULE}.SCORED_AT_ONCE", 1):
            self._profile()
        self.assertEqual(set(leads.mapped("match_score")), {0})
        batch = "odoo.addons.foreign_trade_crm.models.foreign_trade_target_rescore.BATCH"
        commits = patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60)
        with patch(batch, 2), commits as told:
            progress._cron_rescore()
        self.assertEqual(set(leads.mapped("match_score")), {20})
        self.assertFalse(progress._lock_next())
        self.assertGreaterEqual(told.call_count, 2)

    def test_criterion_says_what_it_asks(self):
        with self.assertRaisesRegex(ValidationError, "Country"):
            self._profile(criterion_ids=[Command.create({"kind": "country"})])

    @warmup
    def test_constant_number_of_queries(self):
        self._profile()
        leads = self.env["crm.lead"].concat(
            *(
                self._lead(
                    company_id=self.company.id,
                    product_category_ids=self.chairs.ids,
                    certificate_ids=self.bsci.ids,
                    import_record_ids=[Command.create({"name": "Chairs", "hs_code": "9401"})],
                )
                for _number in range(20)
            )
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(11):
            leads._score_anew()
            self.env.flush_all()

    def test_who_may_do_what(self):
        profile = self._profile()
        for user in (self.rep, self.clerk, self.finance):
            self.assertTrue(profile.with_user(user).name)
            with self.assertRaises(AccessError):
                profile.with_user(user).write({"name": "Mine"})
            with self.assertRaises(AccessError):
                profile.criterion_ids.with_user(user).write({"weight": 1})
            with self.assertRaises(AccessError):
                self.env["foreign.trade.target.rescore"].with_user(user).search([])
        other = self._create_exporter("Yiwu Outdoor Ltd.")
        foreign = profile.sudo().copy({"company_id": other.id})
        found = profile.with_user(self.rep).search([("id", "in", (profile | foreign).ids)])
        self.assertEqual(found, profile)
        self.assertFalse(
            foreign.criterion_ids.with_user(self.rep).search([("profile_id", "=", foreign.id)])
        )
