import datetime
from unittest import mock

from ft import templates

from tests.home_case import HomeCase


class TestDemonstration(HomeCase):
    def made_on(self, day):
        with mock.patch("ft.templates.datetime") as clock:
            clock.date.today.return_value = datetime.date.fromisoformat(day)
            made = templates.Templates(mock.Mock(), mock.Mock(), modules=("a",))
        self.patch(mock.patch.object(made, "suite_name", return_value="suite"))
        return made.demo_name()

    def test_is_made_anew_each_day(self):
        """Three weeks later every deal in it would be late."""
        self.assertEqual(self.made_on("2026-12-31"), self.made_on("2026-12-31"))
        self.assertNotEqual(self.made_on("2026-12-31"), self.made_on("2027-01-01"))

    def test_is_the_same_after_midnight(self):
        made = templates.Templates(mock.Mock(), mock.Mock(), modules=("a",))
        self.patch(mock.patch.object(made, "suite_name", return_value="suite"))
        before = made.demo_name()
        with mock.patch("ft.templates.datetime"):
            self.assertEqual(made.demo_name(), before)
