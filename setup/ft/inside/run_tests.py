# Fed to Odoo's shell: runs tests on the loaded registry and leaves a JSON report.
import json
import os

from hypothesis import HealthCheck, settings

from odoo.tests import loader
from odoo.tests.result import OdooTestResult
from odoo.tests.shell import run_tests

TAGS = os.environ["FT_TAGS"]
MODULES = [name for name in os.environ.get("FT_TEST_MODULES", "").split(",") if name]
# A busy machine is no failure, and examples belong in tests rather than in a folder.
settings.register_profile(
    "suite", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")
seen = {"failed": {}, "skipped": {}}


def remember(method, kind):
    """Wrap a method of the result class so that it also notes the test and the reason."""
    original = getattr(OdooTestResult, method)

    def wrapper(self, test, info):
        reason = info if isinstance(info, str) else f"{info[0].__name__}: {info[1]}"
        seen[kind].setdefault(test.id(), str(reason)[:2000])
        return original(self, test, info)

    setattr(OdooTestResult, method, wrapper)


remember("addFailure", "failed")
remember("addError", "failed")
remember("addSkip", "skipped")


def mark_http_tests():
    """Give tests that fetch pages the tag ``http``, by which a run can leave them out."""
    from odoo.tests import HttpCase

    cases_of = loader.get_module_test_cases

    def marked(module):
        for test in cases_of(module):
            if isinstance(test, HttpCase):
                test.test_tags = test.test_tags | {"http"}
            yield test

    loader.get_module_test_cases = marked


def needs_browser():
    """Whether a selected test fetches pages, so that assets had better be there."""
    from odoo.tools import config

    config["test_tags"] = TAGS
    names = MODULES or sorted(env.registry._init_modules)  # noqa: F821
    try:
        return any(loader.make_suite(names, when).has_http_case()
                   for when in ("at_install", "post_install"))  # fmt: skip
    finally:
        config["test_tags"] = None


mark_http_tests()
if needs_browser():
    env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
    env.cr.commit()  # noqa: F821

report = run_tests(env, TAGS, modules=MODULES or None)  # noqa: F821
with open(os.environ["FT_REPORT"], "w", encoding="utf-8") as out:
    json.dump(
        {"run": report.testsRun, "failures": report.failures_count + report.errors_count,
         "failed": seen["failed"], "skipped": seen["skipped"]},
        out,
    )  # fmt: skip
