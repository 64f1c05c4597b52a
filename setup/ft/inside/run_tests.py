# Fed to Odoo's shell: runs tests on the loaded registry and leaves a JSON report.
import json
import os
import tempfile
import time
import zlib
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from passlib.context import CryptContext

import odoo.modules.module
from odoo.tests import loader
from odoo.tests.result import OdooTestResult
from odoo.tests.shell import run_tests
from odoo.tests.suite import OdooSuite

TAGS = os.environ["FT_TAGS"]
MODULES = [name for name in os.environ.get("FT_TEST_MODULES", "").split(",") if name]
SHARE, SHARES = map(int, os.environ.get("FT_SHARE", "1/1").split("/"))
# How many times as long as Odoo waits for browsers and pages.
PATIENCE = 4
# A busy machine is no failure, examples belong in tests rather than in a folder, and what passes
# today passes tomorrow: each test tries the same examples in every run.
settings.register_profile(
    "suite",
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")
# What browsers fetched and compiled, for those that come after them in this run.
browser_cache = tempfile.TemporaryDirectory(prefix="ft-browser-", ignore_cleanup_errors=True)
# seconds: by class as a test tag, those of its setUpClass and those of its tests
seen = {"failed": {}, "skipped": {}, "seconds": {}}


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


def clock():
    """Seconds on a clock that no test freezes."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def time_classes():
    """Note how long each class takes to set up, and its tests."""
    set_up = OdooSuite._handleClassSetUp
    start, stop = OdooTestResult.startTest, OdooTestResult.stopTest

    def note(test, place, began):
        tag = f"/{test.test_module}:{type(test).__name__}"
        seen["seconds"].setdefault(tag, [0.0, 0.0])[place] += clock() - began

    def timed_set_up(self, test, result):
        began = clock()
        set_up(self, test, result)
        note(test, 0, began)

    def timed_start(self, test):
        self.test_began = clock()
        start(self, test)

    def timed_stop(self, test):
        stop(self, test)
        note(test, 1, self.test_began)

    OdooSuite._handleClassSetUp = timed_set_up
    OdooTestResult.startTest, OdooTestResult.stopTest = timed_start, timed_stop


def mark_http_tests():
    """Give standard tests that fetch pages the tag ``http``, by which a run takes or leaves
    them, and leave out the classes of other shares."""
    from odoo.tests import HttpCase

    cases_of = loader.get_module_test_cases

    def marked(module):
        for test in cases_of(module):
            if zlib.crc32(type(test).__name__.encode()) % SHARES != SHARE - 1:
                continue
            if isinstance(test, HttpCase) and "standard" in test.test_tags:
                test.test_tags = test.test_tags | {"http"}
            yield test

    loader.get_module_test_cases = marked


def read_own_constants():
    """Hypothesis also tries constants it finds in the code: in ours, not in all of Odoo, which
    takes five seconds to read."""
    is_local = providers.is_local_module_file
    providers.is_local_module_file = lambda path: "/foreign_trade_" in path and is_local(path)


def lighten_browsers():
    """Have browsers share a cache, and leave out the suggestions below their address bar, two
    pages that are loaded with each of them."""
    from odoo.tests.common import ChromeBrowser

    spawn = ChromeBrowser._spawn_chrome
    more = [
        f"--disk-cache-dir={browser_cache.name}",
        "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    ]
    ChromeBrowser._spawn_chrome = lambda browser, command: spawn(browser, [*command, *more])


def be_patient():
    """A busy machine is no failure: pages and browsers get several times as long as Odoo gives
    them. What is measured has limits of its own."""
    from odoo.tests import HttpCase
    from odoo.tests.common import ChromeBrowser

    begin, fetch = ChromeBrowser.__init__, HttpCase.url_open

    def begin_patiently(browser, *args, **options):
        begin(browser, *args, **options)
        browser.throttling_factor = PATIENCE

    def fetch_patiently(test, *args, timeout=12, **options):
        return fetch(test, *args, timeout=timeout * PATIENCE, **options)

    ChromeBrowser.__init__ = begin_patiently
    HttpCase.url_open = fetch_patiently


def selected():
    """The tests that will be run."""
    from odoo.tools import config

    config["test_tags"] = TAGS
    names = MODULES or sorted(env.registry._init_modules)  # noqa: F821
    try:
        return [test for when in ("at_install", "post_install")
                for test in loader.make_suite(names, when)]  # fmt: skip
    finally:
        config["test_tags"] = None


def prepare(tests):
    """Have in the database what the tests share: browser assets if one fetches pages, and
    what classes make by their ``prepare_database``."""
    from odoo.tests import HttpCase

    if any(isinstance(test, HttpCase) for test in tests):
        env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
    with (
        # as while a test runs: companies get a warehouse, nothing is sent
        patch.object(odoo.modules.module, "current_test", True),
        patch.object(type(env["res.users"]), "_crypt_context", cheap_passwords),  # noqa: F821
    ):
        for test_class in dict.fromkeys(map(type, tests)):
            if hasattr(test_class, "prepare_database"):
                test_class.prepare_database(env(context={}))  # noqa: F821
        env.cr.commit()  # noqa: F821


def cheap_passwords(_users):
    """As in Odoo's own tests: passwords of test users are not worth many rounds."""
    return CryptContext(["pbkdf2_sha512", "plaintext"], pbkdf2_sha512__rounds=1)


time_classes()
read_own_constants()
lighten_browsers()
be_patient()
mark_http_tests()
prepare(selected())

report = run_tests(env, TAGS, modules=MODULES or None)  # noqa: F821
with open(os.environ["FT_REPORT"], "w", encoding="utf-8") as out:
    json.dump(
        {"run": report.testsRun, "failures": report.failures_count + report.errors_count, **seen},
        out,
    )  # fmt: skip
