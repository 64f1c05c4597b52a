"""Reads the JSON report a test process leaves into a part of the run."""

import json
import re

from . import process, report

NO_REPORT = "no report: the process ended before its tests did"


def read(result, log, name, none_is_failure=True):
    """A :class:`report.Part` from the report in the file ``result``.

    :param none_is_failure: whether running no test at all counts as a failure
    """
    part = report.Part(name, log=str(log))
    try:
        data = json.loads(result.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        part.failures[name] = f"{NO_REPORT}\n{process.tail(log)[-3000:]}"
        return part
    result.unlink()
    part.skipped = data["skipped"]
    part.classes = data.get("seconds", {})
    part.failures = data["failed"]
    part.passed = max(0, data["run"] - len(methods(part.failures)) - len(part.skipped))
    if not data["run"] and not part.failures and none_is_failure:
        part.failures[name] = "no test was selected"
    return part


def methods(failures):
    """Names of the failed test methods: their subtests count once."""
    return {re.split(r"[ (\[]", name)[0] for name in failures}


def merge(part, other):
    """Add the outcome of ``other`` to ``part``."""
    part.passed += other.passed
    part.failures.update(other.failures)
    part.skipped.update(other.skipped)
    if other.failures:
        part.log = other.log
