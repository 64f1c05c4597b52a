from datetime import date, timedelta

from hypothesis import given, strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import holiday_file

ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261001
DTEND;VALUE=DATE:20261008
SUMMARY:国庆节 休
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261010
DTEND;VALUE=DATE:20261011
SUMMARY:国庆节 补
 班
END:VEVENT
END:VCALENDAR
"""


@tagged("post_install", "-at_install")
class TestHolidayFile(BaseCase):
    def test_calendar_feed(self):
        spans = holiday_file.spans(holiday_file.read(ICS.encode()))
        self.assertEqual(
            [span[:3] for span in spans],
            [
                (date(2026, 10, 1), date(2026, 10, 7), "off"),
                (date(2026, 10, 10), date(2026, 10, 10), "work"),
            ],
        )

    def test_chinese_table_of_a_spreadsheet(self):
        rows = ["名称;开始日期;结束日期;类型", "国庆节;2026年10月1日;2026/10/7;休"]
        table = "\n".join([*rows, "国庆节;2026-10-10;;补班"])
        for encoding in ("utf-8-sig", "gb18030"):
            days = holiday_file.read(table.encode(encoding))
            self.assertEqual((len(days), days[0].name, days[-1].kind), (8, "国庆节", "work"))

    def test_what_is_wrong_is_told_by_line(self):
        for line in ("2026-13-01,off,Ghost", "soon,off,x", "2026-10-01,perhaps,x"):
            with self.assertRaises(holiday_file.HolidayFileError) as caught:
                holiday_file.read(f"2026-01-01,off,New Year\n\n{line}\n".encode())
            self.assertEqual((caught.exception.line, caught.exception.content), (3, line))

    def test_reversed_span(self):
        with self.assertRaises(holiday_file.HolidayFileError):
            holiday_file.read(b"date,end,kind\n2026-10-07,2026-10-01,off\n")

    @given(st.sets(st.integers(0, 400), max_size=40), st.sampled_from(["off", "work"]))
    def test_spans_cover_just_the_days(self, offsets, kind):
        first = date(2026, 1, 1)
        text = "\n".join(f"{first + timedelta(days=n)},{kind},Holiday" for n in offsets)
        days = holiday_file.read(text.encode())
        covered = [
            start + timedelta(days=n)
            for start, end, _kind, _name in holiday_file.spans(days)
            for n in range((end - start).days + 1)
        ]
        self.assertEqual(covered, sorted(first + timedelta(days=n) for n in offsets))
