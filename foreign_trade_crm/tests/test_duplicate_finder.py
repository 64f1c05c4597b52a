from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged, warmup

from ..models import foreign_trade_duplicate_finder
from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestDuplicateFinder(ForeignTradeCommon):
    """Known leads, customers and contacts are found by any key, in one query for a batch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finder = cls.env["foreign.trade.duplicate.finder"]
        cls.mexico = cls.env.ref("base.mx")
        cls.casa = cls.env["res.partner"].create(
            {
                "name": "Casa Verde, S. de R.L. de C.V.",
                "is_company": True,
                "website": "https://www.casaverde.example",
                "phone": "+52 55 5555 1234",
                "user_id": cls.rep.id,
            }
        )
        cls.maria = cls.env["res.partner"].create(
            {"name": "María Peña", "parent_id": cls.casa.id, "email": "maria@casaverde.example"}
        )
        cls.lead = cls._create_lead(
            name="Gazebos",
            type="lead",
            partner_name="Nordic Huts A/S",
            email_from="lars@nordichuts.example",
            phone="+45 32 12 34 56",
            website="nordic-huts.example",
        )

    def _find(self, **vals):
        return self.finder._find_for_values([vals])[0]

    def _found(self, **vals):
        return [(match["model"], match["id"], match["keys"]) for match in self._find(**vals)]

    def test_each_key_finds(self):
        casa, maria = ("res.partner", self.casa.id), ("res.partner", self.maria.id)
        lead = ("crm.lead", self.lead.id)
        for vals, expected in (
            (
                {"email_from": '"M. Peña" <MARIA@casaverde.example>'},
                [(*maria, {"email", "domain"})],
            ),
            ({"phone": "(55) 5555 1234", "country_id": self.mexico.id}, [(*casa, {"phone"})]),
            ({"partner_name": "CASA VERDE S.A. DE C.V."}, [(*casa, {"name"})]),
            ({"email_from": "lars@nordichuts.example"}, [(*lead, {"email", "domain"})]),
            ({"phone": "0045 32123456"}, [(*lead, {"phone"})]),
            ({"partner_name": "nordic huts"}, [(*lead, {"name"})]),
            ({"website": "http://nordic-huts.example/about"}, [(*lead, {"domain"})]),
            ({"email_from": "sale@nordichuts.example"}, [(*lead, {"domain"})]),
            ({"partner_name": "Huts"}, []),
            ({"name": "Gazebos"}, []),
        ):
            with self.subTest(vals):
                found = self._found(**vals)
                self.assertEqual(found[: len(expected)], expected)
                self.assertEqual(bool(found), bool(expected))

    def test_answer(self):
        best = self._find(email_from="maria@casaverde.example")[0]
        self.assertEqual(best["user_id"], self.rep.id, "a contact's owner is its company's")
        self.assertTrue(best["active"])
        self.lead.action_set_lost()
        match = self._find(partner_name="Nordic Huts")[0]
        self.assertFalse(match["active"])
        self.assertEqual(match["user_id"], self.rep.id)

    def test_free_mail_is_no_company(self):
        self._create_lead(email_from="a@gmail.com", type="lead", name="A")
        self.assertFalse(self._find(email_from="b@gmail.com"))

    def test_contacts_have_no_company_name(self):
        self.assertFalse(self._find(partner_name="María Peña"))
        self.assertFalse(self.maria.duplicate_name)
        self.assertEqual(self.maria.duplicate_domain, "casaverde.example")

    def test_colleagues_are_no_customers(self):
        self.assertFalse(self._find(email_from=self.rep.email))

    def test_other_companies_are_not_told_of(self):
        other = self._create_exporter("Yiwu Export Co., Ltd.")
        self.casa.company_id = other
        self.maria.company_id = other
        rep = self.finder.with_user(self.rep)
        for company_id in (self.company.id, False):
            vals = {"partner_name": "Casa Verde", "company_id": company_id}
            self.assertFalse(rep._find_for_values([vals])[0])
        vals["company_id"] = other.id
        self.assertTrue(rep._find_for_values([vals])[0])

    def test_what_many_share_says_nothing(self):
        self.env["crm.lead"].create(
            [
                {"name": str(n), "email_from": f"b{n}@conzern.example", "phone": "+45 32 00 00 00"}
                for n in range(21)
            ]
        )
        self.assertFalse(self._find(email_from="new@conzern.example", phone="+45 32 00 00 00"))
        found = self._found(email_from="b7@conzern.example")
        self.assertEqual([keys for _model, _id, keys in found], [{"email"}])

    def test_what_a_multitude_shares_is_not_read(self):
        """More rows than any buyer has: a second query takes a few for each key."""
        with patch.object(foreign_trade_duplicate_finder, "MOST_ROWS", 5):
            self.env["crm.lead"].create(
                [{"name": str(n), "partner_name": "Nordic Huts"} for n in range(40)]
            )
            vals = {"partner_name": "Nordic Huts", "email_from": self.maria.email}
            self._find(**vals)
            with self.assertQueryCount(2):
                found = self._find(**vals)
        self.assertEqual(found[0]["id"], self.maria.id)
        leads = [match["id"] for match in found if match["model"] == "crm.lead"]
        self.assertEqual(len(leads), foreign_trade_duplicate_finder.NOISE + 2)
        self.assertEqual(leads, sorted(leads, reverse=True))

    def test_records_do_not_find_themselves(self):
        twin = self._create_lead(name="Again", type="lead", partner_name="NORDIC HUTS APS")
        found = self.finder._find_for_records(twin | self.lead)
        self.assertEqual([m["id"] for m in found[0]], self.lead.ids)
        self.assertEqual([m["id"] for m in found[1]], twin.ids)
        typed = self.env["crm.lead"].new({"name": "New", "partner_name": "Nordic Huts"})
        self.assertEqual(
            {m["id"] for m in self.finder._find_for_records(typed)[0]}, set((twin | self.lead).ids)
        )

    def test_values_of_partners(self):
        vals = [
            {"name": "Casa Verde", "is_company": True},
            {"name": "Lars", "email": "lars@nordichuts.example"},
            {"name": "Casa Verde"},
        ]
        found = self.finder._find_for_values(vals, model="res.partner")
        self.assertEqual([bool(matches) for matches in found], [True, True, False])

    def test_within_one_import(self):
        found = self.finder._find_within_values(
            [
                {"email_from": "a@one.example", "partner_name": "One Ltd"},
                {"email_from": "b@one.example"},
                {"partner_name": "ONE LLC"},
                {"email_from": "A@one.example"},
            ]
        )
        self.assertEqual(found, [None, None, 0, 0])

    @warmup
    def test_one_query_for_any_batch(self):
        vals_list = [
            {
                "email_from": f"buyer{n}@firm{n}.example",
                "phone": f"+49 30 {1000000 + n}",
                "partner_name": f"Firm {n} GmbH",
                "website": f"firm-{n}.example",
                "country_id": self.mexico.id,
            }
            for n in range(200)
        ]
        self.finder._find_for_values(vals_list[:1])
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.finder._find_for_values(vals_list[:1])
        with self.assertQueryCount(1):
            self.finder._find_for_values(vals_list)
        with self.assertQueryCount(0):
            self.finder._find_for_values([{"name": "nothing to look for"}])

    def test_keys_follow_the_record(self):
        self.lead.write({"partner_name": "Fjord Huts ApS", "website": False})
        self.assertEqual(self.lead.duplicate_name, "fjordhuts")
        self.assertEqual(self.lead.duplicate_domain, "nordichuts.example")
        self.assertFalse(self.lead.duplicate_website)
        self.casa.write({"is_company": False, "child_ids": [Command.clear()]})
        self.assertFalse(self.casa.duplicate_name)

    def test_fill_by_batches_equals_the_compute(self):
        """What an installation on a million rows writes is what the ORM would."""
        records = (self.lead, self.casa, self.maria, self.buyer)
        names = ["duplicate_name", "duplicate_domain", "duplicate_website"]
        before = [record.read(names)[0] for record in records]
        self.env.flush_all()
        for record in records:
            self.env.cr.execute(
                f"UPDATE {record._table} SET duplicate_name = NULL, duplicate_domain = NULL,"
                f" duplicate_website = NULL WHERE id = {record.id}"
            )
        self.env.invalidate_all()
        self.env["crm.lead"]._fill_duplicate_keys()
        self.env["res.partner"]._fill_duplicate_keys()
        self.assertEqual([record.read(names)[0] for record in records], before)
