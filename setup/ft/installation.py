"""What Odoo complained of while our modules and their demonstration were installed."""

import re
import shutil

from . import process, report

LOGGED = re.compile(r"^\d{4}-\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) .+", re.MULTILINE)
KINDS = ("install", "finish")


def complaints(text):
    """Warnings and errors in a log, by their first lines."""
    return set(LOGGED.findall(text))


def keep_logs(work, name):
    """A template's logs are found under its name; those of its work bear a number."""
    for kind in KINDS:
        log = process.log_file(f"{kind}-{work}")
        if log.exists():
            shutil.copy(log, process.log_file(f"{kind}-{name}"))


def run(ground):
    """Read the logs of the two templates; a part, in which each log counts as one."""
    part = report.Part("installation")
    made = ground.templates
    names = {"modules": made.suite_name(), "demonstration": made.demo_name()}
    for what, name in names.items():
        for log in filter(lambda log: log.exists(), _logs(name)):
            found = complaints(log.read_text(encoding="utf-8", errors="replace"))
            title = f"log of {what}: {log.name}"
            if found:
                part.failures[title] = "\n".join(sorted(found))
            else:
                part.passed += 1
    return part


def _logs(name):
    return [process.log_file(f"{kind}-{name}") for kind in KINDS]
