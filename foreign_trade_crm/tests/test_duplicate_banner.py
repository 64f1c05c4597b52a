from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 08:00:00")
class TestDuplicateBanner(ForeignTradeCommon):
    """Who is known is told while one types; what one may not read is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer.phone = "+49 40 123456"
        cls.lead = cls._create_lead(
            type="lead",
            name="Secret gazebo project",
            contact_name="Lars Secret",
            partner_name="Nordic Huts A/S",
            email_from="lars@nordichuts.example",
        )

    def _answer(self, user=None, model="crm.lead", **values):
        record = self.env[model].with_user(user or self.rep2).new(values)
        return record.duplicate_matches

    def _contact(self, record, moment):
        record.sudo()._register_contact(at=datetime.fromisoformat(moment), user=self.rep)
        self.env.invalidate_all()

    def test_a_colleagues_customer(self):
        self._contact(self.buyer, "2026-03-07 10:00:00")
        answer = self._answer(partner_name="GRUENE GAERTEN GMBH")
        match = answer["matches"][0]
        self.assertTrue(answer["strong"])
        self.assertEqual(match["text"], "A colleague has this customer: Lin Wei")
        self.assertEqual(match["contact"], "last contact 3 days ago")
        self.assertEqual(match["keys"], "same company name")

    def test_a_colleagues_lead_is_masked(self):
        """A representative may not read it: neither name nor address may leak."""
        with self.assertRaises(AccessError):
            self.lead.with_user(self.rep2).read(["email_from"])
        answer = self._answer(email_from="lars@nordichuts.example")
        match = answer["matches"][0]
        self.assertEqual(match["text"], "A colleague has this buyer as a lead: Lin Wei")
        self.assertEqual(match["contact"], "no contact yet")
        self.assertFalse(match["id"])
        for secret in ("gazebo", "Lars", "Nordic", "nordichuts"):
            self.assertNotIn(secret, str(answer))

    def test_who_may_read_it_sees_its_name(self):
        for user in (self.rep, self.manager):
            match = self._answer(user, email_from="lars@nordichuts.example")["matches"][0]
            self.assertEqual(match["id"], self.lead.id)
            self.assertIn("gazebo", match["name"])
        self.assertEqual(
            self._answer(self.rep, phone="+49 40 123456")["matches"][0]["text"],
            "You have this customer",
        )

    def test_days_are_the_readers(self):
        self.rep2.tz = "Asia/Shanghai"
        self._contact(self.lead, "2026-03-08 23:00:00")
        answer = self._answer(partner_name="Nordic Huts")
        self.assertEqual(answer["matches"][0]["contact"], "last contact yesterday")

    def test_nobodys(self):
        self.lead.user_id = False
        text = self._answer(partner_name="Nordic Huts")["matches"][0]["text"]
        self.assertEqual(text, "This buyer is a lead that nobody has")

    def test_weak_answer(self):
        answer = self._answer(email_from="sale@nordichuts.example")
        self.assertFalse(answer["strong"])
        self.assertEqual(answer["matches"][0]["keys"], "same domain")

    def test_one_customers_records_are_no_duplicates(self):
        self.assertFalse(self.contact.with_user(self.rep).duplicate_matches)
        deal = self._create_lead(partner_id=self.contact.id)
        self.assertFalse(deal.with_user(self.rep).duplicate_matches)
        typed = self._answer(
            model="res.partner", parent_id=self.buyer.id, name="Bea", email=self.buyer.email
        )
        self.assertFalse(typed)

    def test_customers_and_contacts(self):
        for values in (
            {"name": "Grüne Gärten AG", "is_company": True},
            {"name": "Anna", "email": "Anna.Schmidt@gruene-gaerten.example"},
            {"name": "Nordic Huts ApS", "is_company": True},
        ):
            self.assertTrue(self._answer(model="res.partner", **values), values)
        self.assertFalse(self._answer(model="res.partner", name="Grüne Gärten AG"))

    def test_many(self):
        self.env["crm.lead"].create(
            [{"name": str(n), "partner_name": "Nordic Huts"} for n in range(7)]
        )
        answer = self._answer(partner_name="Nordic Huts")
        self.assertEqual(len(answer["matches"]), 4)
        self.assertEqual(answer["more"], "and 4 more")

    def test_form(self):
        with Form(self.env["crm.lead"].with_user(self.rep2)) as form:
            form.name = "Huts"
            self.assertFalse(form.duplicate_matches)
            form.email_from = "lars@nordichuts.example"
            self.assertTrue(form.duplicate_matches["strong"])
        with Form(self.env["res.partner"].with_user(self.manager)) as form:
            form.name = "Lars"
            form.email = "lars@nordichuts.example"
            self.assertTrue(form.duplicate_matches["strong"])

    def test_only_salespeople_are_told(self):
        stranger = self._create_user("stranger", "base.group_partner_manager")
        with self.assertRaises(AccessError):
            self.buyer.with_user(stranger).read(["duplicate_matches"])
