import contextlib
import io
import threading
import unittest
from unittest.mock import patch

from ft import full_run, report, say


class TestLanes(unittest.TestCase):
    def play(self, *parts):
        total = report.Total()
        with (
            patch.object(full_run, "parts", return_value=parts),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            full_run.run(None, total)
        return {part.name: part for part in total.parts}

    def test_each_part_runs_once(self):
        names = [f"part {number}" for number in range(7)]
        works = [(name, lambda _ground, name=name: report.Part(name, passed=1)) for name in names]
        self.assertEqual(sorted(self.play(*works)), names)

    def test_two_at_a_time(self):
        meet = threading.Barrier(2, timeout=20)

        def work(_ground):
            meet.wait()
            return report.Part("met", passed=1)

        self.assertEqual(list(self.play(("one", work), ("two", work))), ["met"])
        self.assertFalse(meet.broken)

    def test_a_part_that_cannot_run_has_failed_and_others_go_on(self):
        def stop(_ground):
            raise say.Stop("no template")

        found = self.play(
            ("broken", stop), *[(n, lambda _g, n=n: report.Part(n, passed=1)) for n in "abc"]
        )
        self.assertEqual(found["broken"].failures, {"broken": "no template"})
        self.assertEqual(set(found), {"broken", "a", "b", "c"})

    def test_what_is_run(self):
        names = [name for name, _work in full_run.parts()]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(
            {name.split("/")[0][:-2] if name[-2] == "/" else name for name in names},
            {
                "module tests", "linters", "unit tests", "uninstall", "browser tests",
                "end-to-end", "test_lint", "demonstration data", "installation",
            },
        )  # fmt: skip
        self.assertIn(f"module tests {full_run.SHARES}/{full_run.SHARES}", names)
