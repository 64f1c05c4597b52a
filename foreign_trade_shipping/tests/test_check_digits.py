import string

from hypothesis import given, strategies as st

from odoo.tests import BaseCase

from ..tools.check_digits import (
    container_check_digit,
    container_remainder,
    is_air_waybill_number,
    is_container_number,
    normalize,
)

stems = st.builds(
    "{}{}{:06d}".format,
    st.text(string.ascii_uppercase, min_size=3, max_size=3),
    st.sampled_from("UJZ"),
    st.integers(0, 999_999),
)


class TestContainerNumber(BaseCase):
    def test_published_numbers_are_right(self):
        for number in ("CSQU3054383", "MWCU6059784"):
            self.assertTrue(is_container_number(number), number)

    def test_spaces_hyphens_and_small_letters_do_not_matter(self):
        self.assertEqual(normalize(" csqu 305438-3 "), "CSQU3054383")
        self.assertTrue(is_container_number("csqu 305438-3"))

    def test_refused(self):
        for number in (
            "",
            None,
            "CSQU3054384",  # wrong check digit
            "CSQU305438",  # check digit missing
            "CSQA3054383",  # the fourth letter is no category identifier
            "CSQU30543833",
            "ＣSQU3054383",  # full-width letter
            "CSQU３０５4383",  # full-width digits
        ):
            self.assertFalse(is_container_number(number), number)

    def test_remainder_ten_prints_as_zero(self):
        stem = next(
            stem
            for stem in (f"CSQU{serial:06d}" for serial in range(100))
            if container_remainder(stem) == 10
        )
        self.assertEqual(container_check_digit(stem), 0)

    @given(stems, st.integers(4, 9), st.integers(1, 9))
    def test_any_single_digit_change_is_detected(self, stem, place, shift):
        """Apart from the serial numbers with remainder 10 that ISO 6346 advises against."""
        changed_digit = str((int(stem[place]) + shift) % 10)
        changed = stem[:place] + changed_digit + stem[place + 1 :]
        if 10 in (container_remainder(stem), container_remainder(changed)):
            return
        check_digit = container_check_digit(stem)
        self.assertTrue(is_container_number(f"{stem}{check_digit}"))
        self.assertFalse(is_container_number(f"{changed}{check_digit}"))

    @given(stems, st.integers(1, 9))
    def test_any_change_of_the_check_digit_is_detected(self, stem, shift):
        wrong = (container_check_digit(stem) + shift) % 10
        self.assertFalse(is_container_number(f"{stem}{wrong}"))


class TestAirWaybillNumber(BaseCase):
    def test_published_number(self):
        self.assertTrue(is_air_waybill_number("176-12345675"))
        self.assertTrue(is_air_waybill_number("176 1234 5675"))

    @given(st.integers(0, 9_999_999))
    def test_exactly_one_last_digit_fits_and_it_is_below_seven(self, serial):
        fitting = [last for last in range(10) if is_air_waybill_number(f"176-{serial:07d}{last}")]
        self.assertEqual(fitting, [serial % 7])
        self.assertLess(fitting[0], 7)
