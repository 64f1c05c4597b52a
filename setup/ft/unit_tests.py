"""Tests that need no database: of the setup code, and doctests of pure functions."""

import os
import time

from . import outcome, paths, process, report, say, venv

SCRIPT = paths.SETUP / "ft" / "inside" / "unit_tests.py"


def run(ground):
    """Run them all and return a :class:`report.Part`."""
    say.step("unit tests of the setup code, doctests of pure functions")
    began = time.monotonic()
    part = report.Part("unit tests")
    env = dict(os.environ, PYTHONPATH=str(paths.SETUP))
    tests = str(paths.SETUP / "tests")
    outcome.merge(part, discover("setup", tests, str(paths.SETUP), env, 600))
    modules = ground.templates.modules
    if modules:
        option = ground.runner.addons_option()
        env = ground.runner.env()
        outcome.merge(part, _call("doctest", ["doctest", option, *modules], env, 300))
    part.seconds = time.monotonic() - began
    return part


def discover(name, start, top, env, timeout):
    """Run the ``test_*.py`` files under a folder; a part with their outcome."""
    return _call(name, ["discover", start, top], env, timeout)


def _call(name, arguments, env, timeout):
    log = process.log_file(f"{name}-{os.getpid()}")
    result = log.with_suffix(".json")
    with open(log, "wb") as out:
        process.call(
            [venv.python(), SCRIPT, result, *arguments], out, timeout, env=env, cwd=paths.ROOT
        )
    return outcome.read(result, log, name, none_is_failure=name != "doctest")
