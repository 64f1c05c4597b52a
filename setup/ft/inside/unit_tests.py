"""Runs unittest files, or doctests of our modules' ``tools``, and leaves a JSON report.

Usage: unit_tests.py REPORT discover START TOP | unit_tests.py REPORT doctest MODULE…
"""

import doctest
import importlib
import json
import pkgutil
import sys
import traceback
import unittest


class Result(unittest.TextTestResult):
    """Notes by name what failed and what was skipped."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.noted = {"failed": {}, "skipped": {}}

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._note(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._note(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self._note(subtest, err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.noted["failed"][test.id()] = "passed although it was expected to fail"

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.noted["skipped"][test.id()] = reason

    def _note(self, test, err):
        self.noted["failed"][test.id()] = "".join(traceback.format_exception(*err))


def doctests(modules):
    """The examples in the docstrings of each module's ``tools`` package."""
    suite = unittest.TestSuite()
    for module in modules:
        try:
            package = importlib.import_module(f"odoo.addons.{module}.tools")
        except ModuleNotFoundError as error:
            if error.name != f"odoo.addons.{module}.tools":
                raise
            continue
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            suite.addTests(doctest.DocTestSuite(importlib.import_module(found.name)))
    return suite


def main(report, kind, *rest):
    """Collect, run, write the report."""
    if kind == "discover":
        suite = unittest.defaultTestLoader.discover(rest[0], "test_*.py", rest[1])
    else:
        from odoo.modules.module import initialize_sys_path
        from odoo.tools import config

        config.parse_config([rest[0]])
        initialize_sys_path()
        suite = doctests(rest[1:])
    result = unittest.TextTestRunner(verbosity=2, resultclass=Result).run(suite)
    with open(report, "w", encoding="utf-8") as out:
        json.dump({"run": result.testsRun, **result.noted}, out)


main(*sys.argv[1:])
