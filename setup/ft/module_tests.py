"""Runs Odoo tests in a clone of the suite template, on the fully loaded registry."""

import re
import time

from . import outcome, paths, port, process, report, say, sources


def tags_of(words):
    """Odoo's tags from what was typed: several words, or one list with commas. Paths
    may be typed as they stand in the checkout."""
    tags = ",".join(words)
    found = []
    for tag in filter(None, (part.strip() for part in re.split(r",(?![^\[]*\])", tags))):
        sign = tag[0] if tag[0] in "+-" else ""
        body = tag[len(sign) :].removeprefix("./").removeprefix(f"{paths.ROOT}/")
        if body.startswith("foreign_trade_") and not body.startswith("/"):
            body = f"/{body}"
        found.append(sign + body)
    return ",".join(found)


def run(
    ground, tags, name="module tests", modules=(), timeout=1500, make=None,
    script="run_tests.py", also=None, **variables,
):  # fmt: skip
    """Run the tests that ``tags`` select and return a :class:`report.Part`.

    :param modules: look for tests in these only
    :param make: what provides the template to clone, as in :meth:`Templates.clone`
    :param also: modules to install into the clone, otherwise the test-only modules that
        the tags name; they never come into a template
    """
    templates = ground.templates if make else templates_for(ground, tags)
    with (
        templates.temporary(make or templates.suite, "test") as database,
        port.free() as number,
    ):
        also = [name for name in sources.test_addons() if name in tags] if also is None else also
        if also:
            say.step(f"installing {', '.join(also)} for the tests")
            ground.runner.install(database, also)
        say.step(f"{name}: {tags}")
        began = time.monotonic()
        log = f"tests-{database}"
        result = process.log_file(log).with_suffix(".json")
        ground.runner.script(
            script, database, log, timeout,
            f"--http-port={number}", "--max-cron-threads=0", "--workers=0",
            FT_TAGS=tags, FT_TEST_MODULES=",".join(modules), FT_REPORT=str(result), **variables,
        )  # fmt: skip
        part = _read(result, process.log_file(log), name)
    part.seconds = time.monotonic() - began
    for line in part.slowest():
        say.note(line)
    return part


def of_suite(ground, share="1/1"):
    """Tests of our modules that need no web server.

    :param share: which of how many parts; each class belongs to one
    """
    tags = [*(f"/{module}" for module in ground.templates.modules), "-http"]
    return _of_suite(ground, f"module tests {share}", tags, FT_SHARE=share)


def in_browser(ground):
    """Tests of our modules that fetch pages: browser tours, portal, webhooks; all tests of
    the modules that hold only tests."""
    pages = (f"http/{module}" for module in ground.templates.modules)
    return _of_suite(
        ground, "browser tests", [*pages, *(f"/{name}" for name in sources.test_addons())]
    )


def _of_suite(ground, name, tags, **variables):
    if not ground.templates.modules:
        return report.Part(name, skipped={name: "there is no module yet"})
    return run(ground, ",".join(tags), name=name, timeout=2400, **variables)


def templates_for(ground, tags):
    """The templates; with fewer modules when the whole suite does not install."""
    try:
        ground.templates.suite()
    except say.Stop as stop:
        fewer = ground.templates.narrowed(tags)
        if not fewer.modules or fewer.modules == ground.templates.modules:
            raise
        say.warn(f"{stop}; going on with {', '.join(fewer.modules)} only")
        return fewer
    return ground.templates


def _read(result, log, name):
    part = outcome.read(result, log, name)
    part.failures = {test: excerpt(log, test, why) for test, why in part.failures.items()}
    return part


def excerpt(log, test, why):
    """The traceback of a failed test as logged, or the short reason."""
    method = test.split(" ")[0].rsplit(".", 2)[-2:]
    text = process.tail(log)
    name = re.escape(".".join(method))
    found = re.search(rf"(?:FAIL|ERROR): \S*{name}.*?(?=\n\d{{4}}-)", text, re.DOTALL)
    return found[0] if found else why
