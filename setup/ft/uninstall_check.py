"""Uninstalls our modules from a database with data and looks at what is left."""

import os
import time

from . import leftovers, outcome, process, report, say, templates

CHECKS = ("schema", "rows", "external ids", "references")


def run(ground):
    """Uninstall, compare, use Odoo; a part with the outcome."""
    began = time.monotonic()
    made = ground.templates
    with (
        made.temporary(made.demo, "uninst") as database,
        made.temporary(made.base, "never") as never,
    ):
        say.step("uninstalling the modules from a database with data (a minute)")
        ground.runner.install(never, (), f"--load-language={templates.LANGUAGE}")
        before = leftovers.models(ground.databases, database)
        log = f"uninstall-{os.getpid()}"
        options = ("--max-cron-threads=0", "--log-level=warn")
        ours = ",".join(made.modules)
        code = ground.runner.script("uninstall.py", database, log, 600, *options, FT_OURS=ours)
        part = report.Part("uninstall", log=str(process.log_file(log)))
        if code:
            part.failures["uninstall"] = process.tail(process.log_file(log))[-3000:]
        else:
            gone = before - leftovers.models(ground.databases, database)
            found = leftovers.compare(ground.databases, never, database, made.modules, gone)
            part.failures.update(found)
            part.passed = 1 + len(CHECKS) - len(found)
            outcome.merge(part, _still_works(ground, database))
    part.seconds = time.monotonic() - began
    return part


def _still_works(ground, database):
    log = f"after-uninstall-{os.getpid()}"
    result = process.log_file(log).with_suffix(".json")
    ground.runner.script(
        "still_works.py", database, log, 300, "--max-cron-threads=0", FT_REPORT=str(result)
    )
    return outcome.read(result, process.log_file(log), "Odoo after uninstalling")
