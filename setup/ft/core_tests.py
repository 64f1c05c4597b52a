"""Odoo's own suites on a registry with our modules, judged by what plain Odoo does."""

import concurrent.futures
import json
import re

from . import lock, module_tests, outcome, paths, report, say, waiting

MODULES = (
    "crm", "sale", "sale_crm", "sale_management", "sale_stock", "sale_margin", "sales_team",
    "website_crm", "stock_delivery",
)  # fmt: skip
BEYOND_OURS = ("website_crm",)
TOLERATED = 1.1
QUERIES = re.compile(r"Query count (?:more|less) than expected for user \S+: (\d+) [><] (\d+)")
TIMEOUT = 3600


def run(ground):
    """Run both and return a part: only what plain Odoo passes can fail."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        running = pool.submit(_plain, ground)
        ours = pool.submit(_suites, ground, "Odoo's suites with ours", ground.templates.suite)
        plain, with_ours = waiting.results(running, ours)
    part = report.Part("Odoo's suites", passed=with_ours.passed, skipped=with_ours.skipped)
    part.seconds, part.log = with_ours.seconds, with_ours.log
    dearer = {}
    for test, why in with_ours.failures.items():
        if test in plain["failed"]:
            say.note(f"     fails on plain Odoo too: {test}")
        elif excess(why):
            dearer[test] = excess(why)
        else:
            part.failures[test] = why
    _try_again(ground, part)
    part.passed += len(dearer)
    for test, (count, limit) in dearer.items():
        say.note(f"     within 10 % of core's query limit: {test}: {count} instead of {limit}")
    return part


def _try_again(ground, part):
    """Run what failed once more, alone: a tour may time out while both suites run."""
    tags = sorted({_tag(test) for test in part.failures} - {None})
    if not tags:
        return
    again = module_tests.run(
        ground, ",".join(tags), name="once more", modules=MODULES, timeout=TIMEOUT,
        make=ground.templates.suite, also=BEYOND_OURS,
    )  # fmt: skip
    failed = outcome.methods(again.failures)
    for test in list(part.failures):
        if _tag(test) and not outcome.methods([test]) & failed:
            say.note(f"     passes when it runs alone: {test}")
            del part.failures[test]
            part.passed += 1


def _tag(test):
    """The tag that selects a test method, if its name is one."""
    found = re.match(r"odoo\.addons\.(\w+)\.tests\.(?:\w+\.)*(\w+)\.(test_\w+)", test)
    return f"/{found[1]}:{found[2]}.{found[3]}" if found else None


def excess(why):
    """``(queries, limit)`` when all a test complains of is up to 10 % more queries."""
    found = [(int(count), int(limit)) for count, limit in QUERIES.findall(why)]
    within = all(limit < count <= limit * TOLERATED for count, limit in found)
    others = len(re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception)\b", why, re.MULTILINE)) > len(found)
    return found[0] if found and within and not others else None


def _plain(ground):
    """What fails on plain Odoo, kept for each version of the base template."""
    path = paths.folder_in_home("core") / f"{ground.templates.base_name()}.json"
    with lock.exclusive("core", "another run tests plain Odoo"):
        if not path.exists():
            name = "Odoo's suites on plain Odoo"
            part = _suites(ground, name, ground.templates.base)
            facts = {"passed": part.passed, "failed": part.failures}
            if name in part.failures:  # the run itself broke off: nothing to compare with
                return facts
            path.write_text(json.dumps(facts), encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))


def _suites(ground, name, make):
    tags = ",".join(f"/{module}" for module in MODULES)
    return module_tests.run(
        ground, tags, name=name, modules=MODULES, timeout=TIMEOUT, make=make, also=BEYOND_OURS
    )
