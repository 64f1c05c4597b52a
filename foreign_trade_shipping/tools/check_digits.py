"""Check digits of the numbers that carriers print: containers and air waybills."""

import re
from functools import cache

CONTAINER_PATTERN = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
AWB_PATTERN = re.compile(r"[0-9]{11}")


def normalize(number):
    """``csqu 305438-3`` as ``CSQU3054383``: capitals and digits only."""
    return re.sub(r"[\s\-./]", "", number or "").upper()


@cache
def _character_value(character):
    """Value of a letter or digit after ISO 6346: A=10 … Z=38, skipping 11, 22 and 33."""
    if character.isdigit():
        return int(character)
    value = 10
    for _step in range(ord(character) - ord("A")):
        value += 2 if (value + 1) % 11 == 0 else 1
    return value


def container_remainder(stem):
    """The weighted sum of the first ten characters modulo 11, 0 to 10 (ISO 6346, annex A)."""
    return sum(_character_value(char) << place for place, char in enumerate(stem)) % 11


def container_check_digit(stem):
    """The eleventh character of a container number, from its first ten.

    A remainder of 10 prints as 0, which is why ISO 6346 advises against such serial numbers:
    for them alone a mistyped character may go unnoticed.
    """
    return container_remainder(stem) % 10


def is_container_number(number):
    """Whether ``number`` is a container number with the right check digit."""
    number = normalize(number)
    return bool(CONTAINER_PATTERN.fullmatch(number)) and (
        container_check_digit(number[:10]) == int(number[10])
    )


def is_air_waybill_number(number):
    """Whether ``number`` is an air waybill: the serial modulo 7 is its last digit (IATA)."""
    number = normalize(number)
    return bool(AWB_PATTERN.fullmatch(number)) and int(number[3:10]) % 7 == int(number[10])
