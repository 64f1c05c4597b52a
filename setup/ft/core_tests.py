"""Odoo's own suites on a registry with our modules: what fails there and not on plain Odoo."""

import re

from . import module_tests, report, say

MODULES = (
    "crm", "sale", "sale_crm", "sale_management", "sale_stock", "sale_margin", "sales_team",
    "website_crm", "stock_delivery",
)  # fmt: skip
BEYOND_OURS = ("website_crm",)
TOLERATED = 1.1
QUERIES = re.compile(r"Query count (?:more|less) than expected for user \S+: (\d+) [><] (\d+)")
TIMEOUT = 5400


def run(ground, tags=()):
    """Run the tests that ``tags`` select, or those of our neighbours, with ours; a part.

    What fails runs once more alone, since a tour may time out on a busy machine, and what
    fails again runs on plain Odoo.
    """
    tags = tags or [f"/{module}" for module in MODULES]
    part = _suites(ground, "Odoo's suites with ours", ground.templates.suite, tags)
    still = _failing(ground, "once more", ground.templates.suite, map(tag, part.failures))
    plain = _failing(ground, "on plain Odoo", ground.templates.base, still)
    for test, why in list(part.failures.items()):
        if tag(test) and tag(test) not in still:
            reason = "passes when it runs alone"
        elif tag(test) in plain:
            reason = "fails on plain Odoo too"
        elif excess(why):
            reason = "within 10 % of core's query limit, {} instead of {}".format(*excess(why))
        else:
            continue
        say.note(f"     {reason}: {test}")
        part.passed += tag(test) not in plain
        del part.failures[test]
    return part


def tag(test):
    """The tag that selects a failed test method, or the class that did not set up."""
    found = re.match(
        r"(?:setUpClass \()?odoo\.addons\.(\w+)\.tests\.(?:\w+\.)*?([A-Z]\w*)(\.test_\w+)?\b", test
    )
    return f"/{found[1]}:{found[2]}{found[3] or ''}" if found else None


def modules_of(tags):
    """The modules that tags name; a tag may go on with the path of a file in its module."""
    return sorted(set(re.findall(r"(?:^|,)[^/,]*/(\w+)", tags)))


def excess(why):
    """``(queries, limit)`` when all a test complains of is up to 10 % more queries."""
    found = [(int(count), int(limit)) for count, limit in QUERIES.findall(why)]
    within = all(limit < count <= limit * TOLERATED for count, limit in found)
    others = len(re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception)\b", why, re.MULTILINE)) > len(found)
    return found[0] if found and within and not others else None


def _failing(ground, name, make, tags):
    """Which of ``tags`` fail in a run of their own on what ``make`` provides."""
    tags = sorted({*tags} - {None})
    if not tags:
        return set()
    part = _suites(ground, name, make, tags)
    if name in part.failures:
        raise say.Stop(f"{name}: {report.first_line(part.failures[name])} (see {part.log})")
    return {tag(test) for test in part.failures}


def _suites(ground, name, make, tags):
    tags = module_tests.tags_of(tags)
    modules = modules_of(tags)
    return module_tests.run(
        ground, tags, name=name, make=make, modules=modules, timeout=TIMEOUT,
        also=[module for module in modules if module in BEYOND_OURS],
    )  # fmt: skip
