"""What time it is where a buyer sits, and whether anybody is at the desk there. Pure functions.

Moments are aware datetimes or naive ones in UTC, as Odoo keeps them; results are in UTC and
naive. Public holidays of other countries are not known here.
"""

from datetime import datetime, time, timedelta

import phonenumbers
import pytz
from phonenumbers import timezone as phone_timezone

from .country_zones import MAIN_ZONES, REGION_ZONES, WEEKENDS

SATURDAY_SUNDAY = (5, 6)
OPENS, CLOSES = time(9), time(18)
#: weekends, and an office day that begins on the next one, are over within this many days
LOOK_AHEAD_DAYS = 8


def country_zone(country, region="", phone=""):
    """Name of the time zone of a country, ``""`` when the country is not known.

    :param str country: ISO 3166-1 code
    :param str region: code of the state, with or without the country before it
    :param str phone: in international form; tells the region of a country with several zones
        when the region itself is not known
    """
    country = (country or "").upper()
    region = (region or "").upper().removeprefix(f"{country}-")
    if (country, region) in REGION_ZONES:
        return REGION_ZONES[country, region]
    if country in MAIN_ZONES:
        return (not region and _phone_zone(phone, country)) or MAIN_ZONES[country]
    return next(iter(pytz.country_timezones.get(country, ())), "")


def _phone_zone(phone, country):
    """The one zone that the area code of a number belongs to, ``""`` for several or none."""
    if not phone:
        return ""
    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return ""
    zones = phone_timezone.time_zones_for_geographical_number(number)
    known = [zone for zone in zones if zone in pytz.country_timezones.get(country, ())]
    return known[0] if len(zones) == len(known) == 1 else ""


def country_weekend(country):
    """Weekdays on which offices of a country are closed; Monday is 0."""
    return WEEKENDS.get((country or "").upper(), SATURDAY_SUNDAY)


def local_time(zone, moment):
    """``moment`` as an aware datetime of that zone."""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=pytz.utc)
    return moment.astimezone(pytz.timezone(zone))


def utc_offset_hours(zone, moment):
    """Hours that the zone is ahead of UTC at that moment, summer time included."""
    return local_time(zone, moment).utcoffset() / timedelta(hours=1)


def is_office_time(zone, country, moment):
    """Whether offices there are open at that moment: weekdays from 9 to 18 o'clock."""
    local = local_time(zone, moment)
    if local.weekday() in country_weekend(country):
        return False
    return OPENS <= local.time().replace(tzinfo=None) < CLOSES


def office_changes(zone, country, moment, count=4):
    """The next moments after ``moment`` at which offices open or close, in order.

    :return: ``[(naive datetime in UTC, whether they open)]``
    """
    tz = pytz.timezone(zone)
    after = moment if moment.tzinfo else moment.replace(tzinfo=pytz.utc)
    day = local_time(zone, moment).date()
    weekend = country_weekend(country)
    changes = []
    for offset in range(LOOK_AHEAD_DAYS * count):
        date = day + timedelta(days=offset)
        if date.weekday() in weekend:
            continue
        for clock, opens in ((OPENS, True), (CLOSES, False)):
            at = tz.localize(datetime.combine(date, clock)).astimezone(pytz.utc)
            if at > after:
                changes.append((at.replace(tzinfo=None), opens))
        if len(changes) >= count:
            break
    return changes[:count]


def milliseconds(moment):
    """A naive moment in UTC as JavaScript counts it."""
    return int(moment.replace(tzinfo=pytz.utc).timestamp() * 1000)
