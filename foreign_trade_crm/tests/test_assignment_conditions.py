from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .assignment_common import AssignmentCommon


@tagged("post_install", "-at_install")
class TestAssignmentConditions(AssignmentCommon):
    """Language, time zone and budget; the others are in ``test_assignment_rules``."""

    def _owner(self, **values):
        return self._create_leads(1, **values).user_id

    def test_language(self):
        lang = self.env["res.lang"]._activate_lang("es_ES")
        self._rule(user_id=self.rep2.id, lang_ids=[Command.set(lang.ids)])
        self.assertEqual(self._owner(lang_id=lang.id), self.rep2)
        self.assertFalse(self._owner())
        self.buyer.lang = "es_ES"
        self.buyer.user_id = False
        self.assertEqual(self._owner(partner_id=self.buyer.id), self.rep2)

    @freeze_time("2026-01-15 03:00:00")
    def test_time_zone(self):
        self._rule(user_id=self.rep2.id, by_time_zone=True, utc_offset_from=-8, utc_offset_to=-3)
        brazil, usa = self.env.ref("base.br"), self.env.ref("base.us")
        hawaii = self.env.ref("base.state_us_12")
        self.assertEqual(self._owner(country_id=brazil.id), self.rep2)
        self.assertEqual(self._owner(country_id=usa.id), self.rep2)
        self.assertFalse(self._owner(country_id=usa.id, state_id=hawaii.id))
        self.assertFalse(self._owner(country_id=self.spain.id))
        self.assertFalse(self._owner())

    @freeze_time("2026-01-15 03:00:00")
    def test_time_zone_across_the_date_line(self):
        self._rule(user_id=self.rep2.id, by_time_zone=True, utc_offset_from=9.5, utc_offset_to=-10)
        zealand, usa = self.env.ref("base.nz"), self.env.ref("base.us")
        hawaii = self.env.ref("base.state_us_12")
        self.assertEqual(self._owner(country_id=zealand.id), self.rep2)
        self.assertEqual(self._owner(country_id=usa.id, state_id=hawaii.id), self.rep2)
        self.assertFalse(self._owner(country_id=usa.id))

    def test_budget_at_the_rate_of_the_day(self):
        self._rule(user_id=self.rep2.id, budget_min=10000, budget_currency_id=self.usd.id)
        for amount, currency, owner in (
            (10000, self.usd, self.rep2),
            (9999, self.usd, self.env["res.users"]),
            (72000, self.cny, self.rep2),
            (71999, self.cny, self.env["res.users"]),
            (9300, self.eur, self.rep2),
        ):
            values = {"budget_amount": amount, "budget_currency_id": currency.id}
            self.assertEqual(self._owner(**values), owner, (amount, currency.name))
        self.assertFalse(self._owner())
        rateless = self.env.ref("base.IRR")
        rateless.active = True
        values = {"budget_amount": 90_000_000, "budget_currency_id": rateless.id}
        self.assertFalse(self._owner(**values), "rials are not dollars")

    def test_all_conditions_together(self):
        self._rule(
            user_id=self.rep2.id,
            country_ids=[Command.set(self.spain.ids)],
            channel_ids=[Command.set(self.channel.ids)],
            budget_min=10,
            budget_currency_id=self.usd.id,
        )
        fitting = {
            "country_id": self.spain.id,
            "channel_id": self.channel.id,
            "budget_amount": 20,
            "budget_currency_id": self.usd.id,
        }
        self.assertEqual(self._owner(**fitting), self.rep2)
        for name in ("country_id", "channel_id", "budget_amount"):
            self.assertFalse(self._owner(**{**fitting, name: False}), name)

    def test_defaults_in_the_context_are_facts_too(self):
        self._rule(user_id=self.rep2.id, country_ids=[Command.set(self.spain.ids)])
        leads = self.env["crm.lead"].with_context(
            default_type="lead", default_country_id=self.spain.id
        )
        self.assertEqual(leads.with_user(self.manager).create({"name": "L"}).user_id, self.rep2)
