from datetime import datetime, time, timedelta

import pytz
from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase

from ..tools import country_time, country_zones

COUNTRIES = sorted(pytz.country_timezones)
MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1))


class TestCountryTime(BaseCase):
    """Which clock a buyer lives by, and when somebody is at the desk."""

    def test_main_zones(self):
        """The zone listed first misleads: each country with several has a main one."""
        several = {code for code, zones in pytz.country_timezones.items() if len(zones) > 1}
        self.assertEqual(several - set(country_zones.MAIN_ZONES), set())
        self.assertEqual(country_time.country_zone("BR"), "America/Sao_Paulo")
        self.assertEqual(country_time.country_zone("ru"), "Europe/Moscow")
        self.assertEqual(country_time.country_zone("DE"), "Europe/Berlin")
        self.assertEqual(country_time.country_zone(""), "")
        self.assertEqual(country_time.country_zone("XX", "CA"), "")

    def test_every_zone_exists(self):
        zones = {*country_zones.MAIN_ZONES.values(), *country_zones.REGION_ZONES.values()}
        self.assertEqual(zones - pytz.all_timezones_set, set())

    def test_regions(self):
        for country, region, zone in (
            ("US", "CA", "America/Los_Angeles"),
            ("US", "US-TX", "America/Chicago"),
            ("AU", "WA", "Australia/Perth"),
            ("CA", "BC", "America/Vancouver"),
            ("CL", "CL-MA", "America/Punta_Arenas"),
            ("ES", "TF", "Atlantic/Canary"),
            ("US", "NY", "America/New_York"),
            ("DE", "BY", "Europe/Berlin"),
        ):
            self.assertEqual(country_time.country_zone(country, region), zone)

    def test_area_code_tells_the_region(self):
        zone = country_time.country_zone
        self.assertEqual(zone("US", "", "+1 415-555-2671"), "America/Los_Angeles")
        self.assertEqual(zone("US", "NY", "+1 415-555-2671"), "America/New_York")
        self.assertEqual(zone("US", "", "+49 40 123456"), "America/New_York", "a foreign number")
        self.assertEqual(zone("US", "", "no number"), "America/New_York")

    def test_every_state_of_odoo_is_spelt_as_there(self):
        """Codes of regions are digits or capitals, without the country."""
        for country, region in country_zones.REGION_ZONES:
            self.assertEqual(len(country), 2)
            self.assertRegex(region, r"^[A-Z0-9]{1,3}$")

    def test_office_time(self):
        monday = datetime(2026, 3, 9, 8, 30)  # 9:30 in Berlin
        self.assertTrue(country_time.is_office_time("Europe/Berlin", "DE", monday))
        self.assertFalse(country_time.is_office_time("America/New_York", "US", monday))
        friday = datetime(2026, 3, 13, 9)
        self.assertFalse(country_time.is_office_time("Asia/Riyadh", "SA", friday))
        sunday = datetime(2026, 3, 15, 9)
        self.assertTrue(country_time.is_office_time("Asia/Riyadh", "SA", sunday))

    def test_changes(self):
        friday = datetime(2026, 3, 13, 16)  # 17:00 in Berlin
        changes = country_time.office_changes("Europe/Berlin", "DE", friday, count=3)
        self.assertEqual(
            changes,
            [
                (datetime(2026, 3, 13, 17), False),
                (datetime(2026, 3, 16, 8), True),
                (datetime(2026, 3, 16, 17), False),
            ],
        )

    def test_changes_across_summer_time(self):
        saturday = datetime(2026, 3, 28, 12)  # the clocks go forward on the 29th
        opening = country_time.office_changes("Europe/Berlin", "DE", saturday)[0]
        self.assertEqual(opening, (datetime(2026, 3, 30, 7), True))

    def test_offset(self):
        self.assertEqual(country_time.utc_offset_hours("Asia/Kolkata", datetime(2026, 1, 1)), 5.5)
        self.assertEqual(country_time.utc_offset_hours("Europe/Berlin", datetime(2026, 7, 1)), 2)

    @settings(deadline=None, max_examples=60)
    @given(st.sampled_from(COUNTRIES), MOMENTS)
    def test_changes_alternate_and_agree(self, country, moment):
        """Between two changes the state is what the earlier of them says, everywhere."""
        zone = country_time.country_zone(country)
        is_open = country_time.is_office_time(zone, country, moment)
        changes = country_time.office_changes(zone, country, moment, count=5)
        self.assertEqual(len(changes), 5)
        before = moment
        for at, opens in changes:
            self.assertGreater(at, before)
            self.assertEqual(opens, not is_open, "it opens when closed and closes when open")
            middle = before + (at - before) / 2
            self.assertEqual(country_time.is_office_time(zone, country, middle), is_open)
            self.assertEqual(country_time.is_office_time(zone, country, at), opens)
            local = country_time.local_time(zone, at)
            self.assertIn(local.time(), (time(9), time(18)))
            before, is_open = at, opens

    @settings(deadline=None, max_examples=60)
    @given(st.sampled_from(COUNTRIES), MOMENTS)
    def test_local_time_is_the_same_moment(self, country, moment):
        zone = country_time.country_zone(country)
        local = country_time.local_time(zone, moment)
        self.assertEqual(local.astimezone(pytz.utc).replace(tzinfo=None), moment)
        offset = timedelta(hours=country_time.utc_offset_hours(zone, moment))
        self.assertEqual(local.replace(tzinfo=None) - moment, offset)
        self.assertLessEqual(abs(offset), timedelta(hours=14))
