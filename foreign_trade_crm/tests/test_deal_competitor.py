import importlib.util
from pathlib import Path

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ForeignTradeCommon


@tagged("post_install", "-at_install")
class TestDealCompetitor(ForeignTradeCommon):
    """Several competitors on a deal; the one field of old goes on working."""

    def test_the_single_field_is_the_first_line(self):
        deal = self._create_lead(
            competitor_name="Yongkang Ltd",
            competitor_price=19.5,
            competitor_currency_id=self.usd.id,
        )
        [line] = deal.competitor_ids
        self.assertEqual(line.competitor_id.name, "Yongkang Ltd")
        self.assertEqual((line.price, line.currency_id), (19.5, self.usd))
        deal.write({"competitor_price": 18})
        self.assertEqual((line.price, deal.competitor_name), (18, "Yongkang Ltd"))
        deal.competitor_ids = [(0, 0, {"price": 17, "sequence": 5})]
        self.assertEqual(deal.competitor_price, 17)
        self.assertFalse(deal.competitor_name)
        self.assertEqual(deal.competitor_currency_id, self.usd, "completed for the price")

    def test_a_line_that_says_nothing_goes(self):
        deal = self._create_lead(competitor_name="Yongkang Ltd")
        deal.competitor_name = False
        self.assertFalse(deal.competitor_ids)
        with self.assertRaises(ValidationError):
            deal.competitor_ids = [(0, 0, {"note": "Somebody"})]

    def test_a_name_is_known_once(self):
        deals = self._create_lead(competitor_name="Saigon Camp") + self._create_lead(
            competitor_name=" saigon CAMP "
        )
        self.assertEqual(len(deals.competitor_ids.competitor_id), 1)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.env["foreign.trade.competitor"].create({"name": "SAIGON CAMP"})

    def test_deals_are_found_by_their_competitors(self):
        deal = self._create_lead(competitor_name="Levante", competitor_price=20)
        free = self._create_lead()
        leads = self.env["crm.lead"]
        mine = [("id", "in", (deal | free).ids)]
        for domain, found in (
            ([("competitor_name", "ilike", "levan")], deal),
            ([("competitor_price", ">", 10)], deal),
            ([("competitor_price", "=", 0)], free),
            ([("competitor_name", "=", False)], free),
            ([("competitor_name", "!=", False)], deal),
        ):
            self.assertEqual(leads.search([*mine, *domain]), found, domain)
            self.assertEqual((deal | free).filtered_domain(domain), found, domain)

    def test_the_form_lists_them(self):
        with Form(self._create_lead(deal_currency_id=self.eur.id).with_user(self.rep)) as form:
            with form.competitor_ids.new() as line:
                line.competitor_id = self.env["foreign.trade.competitor"]._find_or_create("Levante")
                line.price = 21
        self.assertEqual(form.record.competitor_ids.currency_id, self.eur)

    def test_prices_are_open_to_those_of_the_deal_alone(self):
        deal = self._create_lead(competitor_name="Levante", competitor_price=20)
        line = deal.competitor_ids
        lines = self.env["foreign.trade.deal.competitor"]
        self.assertEqual(lines.with_user(self.rep).search([("lead_id", "=", deal.id)]), line)
        self.assertFalse(lines.with_user(self.rep2).search([("lead_id", "=", deal.id)]))
        with self.assertRaises(AccessError):
            line.with_user(self.rep2).read(["price"])
        with self.assertRaises(AccessError):
            lines.with_user(self.rep2).create({"lead_id": deal.id, "price": 1})
        with self.assertRaises(AccessError):
            line.competitor_id.with_user(self.rep).unlink()
        competitor = line.competitor_id
        self.assertEqual(competitor.with_user(self.rep).deal_count, 1)
        self.env.invalidate_all()
        self.assertEqual(competitor.with_user(self.rep2).deal_count, 0, "of their own deals")
        line.has_order = True
        deal.action_set_lost()
        self.env.invalidate_all()
        self.assertEqual(deal.with_user(self.rep).competitor_ids.ids, line.ids)
        self.assertEqual(competitor.with_user(self.rep).lost_count, 1)

    def test_another_company_does_not_see_ours(self):
        other = self._create_exporter("Yiwu Tools")
        stranger = self._create_user(
            "stranger", "foreign_trade_crm.group_sales_manager", company=other
        )
        ours = self.env["foreign.trade.competitor"].create(
            {"name": "Ours alone", "company_id": self.company.id}
        )
        model = self.env["foreign.trade.competitor"].with_user(stranger)
        model = model.with_context(allowed_company_ids=other.ids)
        self.assertFalse(model.search([("id", "=", ours.id)]))

    def test_old_columns_become_lines(self):
        path = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-competitors.py"
        spec = importlib.util.spec_from_file_location("post_competitors", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        deals = self.env["crm.lead"].union(*(self._create_lead() for _number in range(4)))
        self.env.flush_all()
        self.cr.execute(
            """
            ALTER TABLE crm_lead ADD COLUMN competitor_name varchar,
                                 ADD COLUMN competitor_price numeric,
                                 ADD COLUMN competitor_currency_id int
            """
        )
        for deal, name, price in zip(
            deals, ("Levante", " levante ", None, "Typo"), (20, None, 30, -5), strict=True
        ):
            self.cr.execute(
                "UPDATE crm_lead SET competitor_name = %s, competitor_price = %s,"
                " competitor_currency_id = %s WHERE id = %s",
                (name, price, self.usd.id, deal.id),
            )
        script.migrate(self.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertEqual(deals.mapped("competitor_price"), [20, 0, 30, 0])
        self.assertEqual(len(deals.competitor_ids.competitor_id), 2)
        self.assertEqual(deals[0].competitor_currency_id, self.usd)
        script.migrate(self.cr, "19.0.1.1.0")
        self.assertEqual(len(deals.competitor_ids), 4)
