from odoo.tests import tagged, warmup

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestDuplicateSimilar(ForeignTradeCommon):
    """Core's "Similar Leads": by all keys, and for a whole page of a list at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_lead(
            type="lead",
            partner_name="Nordic Huts A/S",
            email_from="lars@nordichuts.example",
            phone="+45 32 12 34 56",
        )

    def _twin(self, **values):
        return self._create_lead(user=self.rep2, name="Twin", type="lead", **values)

    def test_each_key(self):
        twins = (
            self._twin(email_from="LARS@nordichuts.example")
            | self._twin(phone="0045 32 12 34 56")
            | self._twin(partner_name="NORDIC HUTS APS")
            | self._twin(website="https://www.nordichuts.example")
            | self._twin(email_from="a@b.example", website="https://www.nordichuts.example")
        )
        self._twin(partner_name="Nordic Cabins A/S")
        lead = self.lead.with_user(self.rep)
        self.assertEqual(lead.duplicate_lead_count, 5)
        self.assertEqual(lead.duplicate_lead_ids, self.lead, "those of a colleague are counted")
        twins[0].user_id = self.rep
        self.env.invalidate_all()
        lead = self.lead.with_user(self.manager)
        self.assertEqual(lead.duplicate_lead_ids, self.lead | twins)
        action = lead.action_show_potential_duplicates()
        self.assertEqual(set(action["domain"][0][2]), set((self.lead | twins).ids))
        [values] = self.lead.with_user(self.rep).read(["duplicate_lead_ids"])
        self.assertEqual(set(values["duplicate_lead_ids"]), {self.lead.id, twins[0].id})

    def test_same_customer(self):
        one = self._twin(partner_id=self.buyer.id, email_from=False)
        other = self._twin(partner_id=self.contact.id, email_from=False)
        self.assertEqual(one.duplicate_lead_ids, one | other)
        self.assertEqual(other.duplicate_lead_count, 1)

    def test_archived_ones_count(self):
        self._twin(partner_name="Nordic Huts").action_set_lost()
        self.assertEqual(self.lead.duplicate_lead_count, 1)

    def test_while_typing(self):
        for user, named in ((self.rep2, self.env["crm.lead"]), (self.manager, self.lead)):
            typed = self.env["crm.lead"].with_user(user).new({"partner_name": "nordic huts"})
            self.assertEqual(typed.duplicate_lead_count, 1)
            self.assertEqual(typed.duplicate_lead_ids._origin, named)
        saved = self._twin()
        typed = saved.new({"email_from": "lars@nordichuts.example"}, origin=saved)
        self.assertEqual(typed.duplicate_lead_count, 1)

    def test_it_follows_a_change(self):
        twin = self._twin(partner_name="Other")
        self.assertEqual(twin.duplicate_lead_count, 0)
        twin.partner_name = "Nordic Huts ApS"
        self.assertEqual(twin.duplicate_lead_count, 1)

    def test_other_companies(self):
        other = self._create_exporter("Yiwu Export Co., Ltd.")
        self.env["crm.lead"].create(
            {"name": "X", "partner_name": "Nordic Huts", "company_id": other.id, "team_id": False}
        )
        self.assertEqual(self.lead.with_user(self.rep).duplicate_lead_count, 0)

    def test_conversion_knows_leads_of_the_address(self):
        stray = self._twin(email_from=self.contact.email)
        by_phone = self._twin(phone="+49 40 123456")
        self.contact.phone = "+49 40 123456"
        found = self.env["crm.lead"]._get_lead_duplicates(partner=self.contact)
        self.assertEqual(found, stray | by_phone)

    @warmup
    def test_a_page_costs_one_query(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": str(n), "type": "lead", "partner_name": f"Firm {n % 40} Ltd"}
                for n in range(80)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            counts = leads.mapped("duplicate_lead_count")
        self.assertEqual(counts, [1] * 80)
