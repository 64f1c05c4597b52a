import contextlib
import io
import unittest

from ft import cmd_bench, core_tests, report
from ft.bench_case import Case


class TestTotal(unittest.TestCase):
    def close(self, *parts):
        total, out = report.Total(), io.StringIO()
        with contextlib.redirect_stdout(out):
            for part in parts:
                total.add(part)
            code = total.close()
        return code, out.getvalue().splitlines()

    def test_sum(self):
        code, lines = self.close(
            report.Part("a", passed=2, skipped={"s": "no browser"}),
            report.Part("b", passed=1, failures={"t": "why"}),
        )
        self.assertEqual((code, lines[-1]), (1, "3 passed, 1 failed"))
        self.assertIn("     skipped s: no browser", lines)

    def test_success(self):
        self.assertEqual(self.close(report.Part("a", passed=2))[0], 0)

    def test_nothing_ran(self):
        self.assertEqual(self.close(report.Part("a"))[0], 1)


class TestSlowest(unittest.TestCase):
    def test_slowest_first_and_nothing_quick(self):
        part = report.Part("a", classes={"/m:A": [1, 3], "/m:B": [9, 1], "/m:C": [0.5, 0.5]})
        self.assertEqual(
            list(part.slowest()),
            ["      10.0 s (9.0 s to set up) /m:B", "       4.0 s (1.0 s to set up) /m:A"],
        )

    def test_twenty(self):
        part = report.Part("a", classes={f"/m:T{number}": [0, 5] for number in range(30)})
        self.assertEqual(len(list(part.slowest())), 20)


class TestQueryExcess(unittest.TestCase):
    MESSAGE = "AssertionError: Query count more than expected for user u: {} > 40 in t at f:1"

    def test_within_ten_percent(self):
        self.assertEqual(core_tests.excess(self.MESSAGE.format(44)), (44, 40))

    def test_more(self):
        self.assertIsNone(core_tests.excess(self.MESSAGE.format(45)))

    def test_another_failure_beside_it(self):
        self.assertIsNone(core_tests.excess(self.MESSAGE.format(44) + "\nValueError: x"))

    def test_another_failure(self):
        self.assertIsNone(core_tests.excess("AssertionError: 1 != 2"))


class TestTag(unittest.TestCase):
    def test_method(self):
        name = "odoo.addons.crm.tests.test_crm_ui.TestUi.test_03_crm_tour (x=1)"
        self.assertEqual(core_tests.tag(name), "/crm:TestUi.test_03_crm_tour")

    def test_class_that_did_not_set_up(self):
        name = "setUpClass (odoo.addons.crm.tests.test_x.TestX)"
        self.assertEqual(core_tests.tag(name), "/crm:TestX")

    def test_no_test(self):
        self.assertIsNone(core_tests.tag("once more"))

    def test_modules_of_tags(self):
        tags = "/account/tests/test_payment_term.py,-/sale:TestX.test_y,+standard/crm"
        self.assertEqual(core_tests.modules_of(tags), ["account", "crm", "sale"])


class TestJudge(unittest.TestCase):
    def judge(self, suite_ms, queries, records=1):
        case = Case()
        case.name, case.records = "x", records
        figures = {
            "plain": [{"ms": 100, "queries": 20}] * 3,
            "suite": [{"ms": suite_ms, "queries": queries}] * 3,
        }
        return cmd_bench.judge(case, figures, "suite")

    def test_shape(self):
        keys = "name plain_ms suite_ms ratio limit plain_queries suite_queries"
        self.assertLessEqual(set(keys.split()), set(self.judge(100, 20)))

    def test_limits(self):
        self.assertTrue(self.judge(110, 30)["within"])
        self.assertFalse(self.judge(112, 20)["within"])
        self.assertFalse(self.judge(100, 31)["within"])

    def test_a_batch_may_not_add_a_query_for_each_record(self):
        self.assertTrue(self.judge(100, 500, records=500)["within"])
        self.assertFalse(self.judge(100, 520, records=500)["within"])
