"""Uninstalls our modules from a database with data and looks at what is left."""

import time

from . import leftovers, outcome, process, report, say, templates

CHECKS = ("schema", "rows", "external ids", "references")


def run(ground):
    """Uninstall from the demonstration; a part with the outcome."""
    began = time.monotonic()
    made = ground.templates
    with (
        made.temporary(made.demo, "uninst") as database,
        made.temporary(made.base, "never") as never,
    ):
        ground.runner.install(never, (), f"--load-language={templates.LANGUAGE}")
        part = check(ground, database, never)
    part.seconds = time.monotonic() - began
    return part


def check(ground, database, never):
    """Uninstall, compare with what never had the modules, use Odoo; a part."""
    say.step("uninstalling the modules from a database with data (a minute)")
    ours = ground.templates.modules
    before = leftovers.models(ground.databases, database)
    log = f"uninstall-{database}"
    options = ("--max-cron-threads=0", "--log-level=warn")
    code = ground.runner.script(
        "uninstall.py", database, log, 600, *options, FT_OURS=",".join(ours)
    )
    part = report.Part("uninstall", log=str(process.log_file(log)))
    if code:
        part.failures["uninstall"] = process.tail(process.log_file(log))[-3000:]
        return part
    gone = before - leftovers.models(ground.databases, database)
    found = leftovers.compare(ground.databases, never, database, ours, gone)
    part.failures.update(found)
    part.passed = 1 + len(CHECKS) - len(found)
    outcome.merge(part, _still_works(ground, database))
    return part


def _still_works(ground, database):
    log = f"after-uninstall-{database}"
    result = process.log_file(log).with_suffix(".json")
    ground.runner.script(
        "still_works.py", database, log, 300, "--max-cron-threads=0", FT_REPORT=str(result)
    )
    return outcome.read(result, process.log_file(log), "Odoo after uninstalling")
